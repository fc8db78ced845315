from __future__ import annotations

from hub.scheduler.commands import JobCommand


class Command(JobCommand):
    code = "drop_sign_in_records"
    help = "立即删除过期的登录记录。平时由 run_due 每天运行。"
