from __future__ import annotations

from hub.scheduler.commands import JobCommand


class Command(JobCommand):
    code = "send_coverage_reminders"
    help = "立即提醒公开目录临近、超过的期限，每个期限前后各一次。平时由 run_due 每天运行。"
