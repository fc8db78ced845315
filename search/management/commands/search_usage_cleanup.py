from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from search.usage.retention import delete_old_usage


class Command(BaseCommand):
    help = "删除超过保留期限（SEARCH_USAGE_DAYS，两年）的搜索统计（每天运行一次）。"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"已删除 {delete_old_usage()} 行。")
