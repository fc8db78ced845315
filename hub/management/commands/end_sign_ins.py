from __future__ import annotations

from hub.scheduler.commands import JobCommand


class Command(JobCommand):
    code = "end_sign_ins"
    help = "立即结束无人使用的登录。平时由 run_due 每 30 分钟运行。"
