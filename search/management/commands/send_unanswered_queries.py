from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from search.usage.mail import send_unanswered_queries


class Command(BaseCommand):
    help = "关闭已能搜到的词，把仍搜不到结果的词发给负责单位的信息员（每周运行一次；一周内每人只发一封）。"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"已生成 {send_unanswered_queries()} 封邮件。")
