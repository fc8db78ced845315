from __future__ import annotations

from django.core.management.base import BaseCommand

from hub.outbox import drain_outbox


class Command(BaseCommand):
    help = "发送待发邮件（由定时任务每分钟运行一次，补发失败的邮件）。"

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(f"已发送 {drain_outbox()} 封邮件。")
