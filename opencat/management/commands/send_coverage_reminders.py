from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from opencat.coverage.reminders import send_coverage_reminders


class Command(BaseCommand):
    help = "提醒分管领导和信息员公开目录临近、超过的期限（每天运行一次；每个期限前后各提醒一次）。"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"已生成 {send_coverage_reminders()} 封提醒邮件。")
