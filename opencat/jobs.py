from __future__ import annotations

from datetime import time

from hub.scheduler.registry import Job, register
from hub.scheduler.rules import Daily
from opencat.coverage.reminders import send_coverage_reminders

register(
    Job(
        "send_coverage_reminders",
        "公开目录期限提醒邮件",
        send_coverage_reminders,
        Daily(time(7, 0)),
        "已生成 {} 封提醒邮件。",
    )
)
