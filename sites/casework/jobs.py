from __future__ import annotations

from datetime import time

from hub.scheduler.registry import Job, register
from hub.scheduler.rules import Daily, EveryMinutes, WorkingDays
from sites.casework.incoming.actions import match_incoming_mail
from sites.casework.reminders import remind, run_out

register(Job("remind_cases", "来信期限提醒", remind, WorkingDays(time(8, 10)), "已生成 {} 封邮件。"))
register(Job("end_waiting_cases", "逾期未补充、未评价的办件", run_out, Daily(time(0, 20)), "已处理 {} 件。"))
register(Job("match_incoming_mail", "把收到的邮件归入办件", match_incoming_mail, EveryMinutes(5), "已处理 {} 封。"))
