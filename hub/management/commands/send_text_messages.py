from __future__ import annotations

from hub.scheduler.commands import JobCommand


class Command(JobCommand):
    code = "send_text_messages"
    help = "立即发送待发短信。平时由 run_due 每分钟运行。"
