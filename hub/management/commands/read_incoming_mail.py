from __future__ import annotations

from hub.scheduler.commands import JobCommand


class Command(JobCommand):
    code = "read_incoming_mail"
    help = "立即收取邮件。平时由 run_due 每 5 分钟运行。"
