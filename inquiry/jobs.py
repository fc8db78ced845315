from __future__ import annotations

from datetime import time

from hub.scheduler.registry import Job, register
from hub.scheduler.rules import Daily, WorkingDays
from inquiry.consultations.reminders import remind
from inquiry.retention import erase_old_opinions

register(Job("remind_consultations", "意见征集结果到期提醒", remind, WorkingDays(time(8, 20)), "已生成 {} 封邮件。"))
register(
    Job(
        "erase_old_opinions", "删除保存期满的意见、提问和简答", erase_old_opinions, Daily(time(3, 52)), "已删除 {} 条。"
    )
)
