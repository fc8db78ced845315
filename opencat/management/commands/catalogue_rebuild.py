from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from opencat import content_entries, entries
from sites.pages.public_content import registered


class Command(BaseCommand):
    help = "按信息和各应用登记的公开内容重新生成目录条目。索引号不变。"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"信息：{sum(1 for _entry in entries.rebuild())} 条")
        for content in registered():
            self.stdout.write(f"{content.label}：更新 {content_entries.rebuild(content)} 条")
