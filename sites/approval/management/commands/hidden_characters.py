from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from sites.approval.hidden_text import clean, rows_of_before


class Command(BaseCommand):
    help = "列出文字里有换行、控制或方向字符的旧数据（新数据保存时已拒绝）。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--clean", action="store_true", help="去掉这些字符；已公开或送审中的内容只列出，不改")

    def handle(self, *args: Any, **options: Any) -> None:
        found = left = 0
        for row, messages in list(rows_of_before()):
            found += 1
            reason = clean(row) if options["clean"] else None
            left += reason != ""
            state = {None: "", "": "——已去掉"}.get(reason, f"——未改：{reason}")
            self.stdout.write(f"{row._meta.verbose_name} {row.pk}：{'；'.join(messages)}{state}")
        self.stdout.write(f"共 {found} 行，还有 {left} 行没有改。" if found else "没有这样的旧数据。")
