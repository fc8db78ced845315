from __future__ import annotations

from datetime import time

from hub.scheduler.registry import Job, register
from hub.scheduler.rules import Daily, EveryMinutes, WorkingDays
from sites.casework.actions.files import drop_old_unsent
from sites.casework.incoming.actions import match_incoming_mail
from sites.casework.incoming.retention import drop_old_mails
from sites.casework.reminders import remind, run_out
from sites.casework.retention import erase_old

register(Job("remind_cases", "来信期限提醒", remind, WorkingDays(time(8, 10)), "已生成 {} 封邮件。"))
register(Job("end_waiting_cases", "逾期未补充、未评价的办件", run_out, Daily(time(0, 20)), "已处理 {} 件。"))
register(Job("erase_old_cases", "删除保存期满的来信内容和个人信息", erase_old, Daily(time(3, 50)), "已删除 {} 件。"))
register(Job("match_incoming_mail", "把收到的邮件归入办件", match_incoming_mail, EveryMinutes(5), "已处理 {} 封。"))
register(Job("drop_old_mails", "删除保存期满的来邮", drop_old_mails, Daily(time(3, 55)), "已删除 {} 封。"))
register(Job("drop_unsent_files", "清除没有提交的来信附件", drop_old_unsent, Daily(time(3, 35)), "已清除 {} 个。"))
