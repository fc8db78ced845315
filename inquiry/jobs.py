from __future__ import annotations

from datetime import time

from hub.scheduler.registry import Job, register
from hub.scheduler.rules import WorkingDays
from inquiry.consultations.reminders import remind

register(Job("remind_consultations", "意见征集结果到期提醒", remind, WorkingDays(time(8, 20)), "已生成 {} 封邮件。"))
