from __future__ import annotations

from datetime import time
from functools import partial

from django.core.management import call_command

from hub.accounts.records import drop_old_records
from hub.accounts.sessions.actions import end_expired_sessions
from hub.incoming_mail.actions import read_incoming_mail
from hub.outbox import drain_outbox
from hub.private_fields.key_ring import opened
from hub.scheduler.registry import Job, register
from hub.scheduler.rules import Daily, EveryMinutes
from hub.sent_files.actions import drop_unnamed, scan_waiting
from hub.text_messages.actions import send_text_messages
from hub.weather.actions import fetch_weather

register(
    Job(
        "publish_scheduled",
        "发布到时的信息，撤下到期的信息",
        partial(call_command, "publish_scheduled"),
        EveryMinutes(1),
    )
)
register(Job("drain_outbox", "发送待发邮件", drain_outbox, EveryMinutes(1), "已发送 {} 封邮件。"))
register(Job("send_text_messages", "发送待发短信", send_text_messages, EveryMinutes(1), "{}"))
register(Job("read_incoming_mail", "收取邮件", read_incoming_mail, EveryMinutes(5), "{}"))
register(Job("end_sign_ins", "结束无人使用的登录", end_expired_sessions, EveryMinutes(30), "结束了 {} 处登录。"))
register(Job("drop_sign_in_records", "删除过期的登录记录", drop_old_records, Daily(time(3, 20)), "删除了 {} 条记录。"))
register(Job("clearsessions", "清除过期的会话", partial(call_command, "clearsessions"), Daily(time(3, 30))))
register(Job("fetch_weather", "取得天气预报", fetch_weather, EveryMinutes(30), "{}"))
register(
    Job("drop_unnamed_sent_files", "清除没有登记的来件附件", drop_unnamed, Daily(time(3, 40)), "清除了 {} 个文件。")
)
register(
    Job("scan_sent_files", "扫描来件附件", partial(scan_waiting, unseal=opened), EveryMinutes(5), "已扫描 {} 个文件。")
)
