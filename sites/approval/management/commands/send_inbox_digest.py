from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from sites.approval.inbox.digest import send_digests


class Command(BaseCommand):
    help = "向有待审批事项的人员发送每日汇总邮件（由定时任务每个工作日早上运行一次；同一天重复运行不会重发）。"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"已生成 {send_digests()} 封汇总邮件。")
