from __future__ import annotations

from hub.scheduler.commands import JobCommand


class Command(JobCommand):
    code = "drain_outbox"
    help = "立即发送待发邮件。平时由 run_due 每分钟运行。"
