from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sites.approval.audit import audit
from sites.backoffice.audit.find import NotFound, content_at
from sites.backoffice.audit.pdf import audit_pdf
from sites.backoffice.audit.text import lines_of


class Command(BaseCommand):
    help = "出具公开证明：某项内容在某一天公开了什么，由谁编写、谁在什么职责上审批，台账是否完整。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("page", help="公开网址、页面编号，或 应用.类型:编号")
        parser.add_argument("day", help="日期，例如 2026-03-02")
        parser.add_argument("--pdf", type=Path, help="写成 PDF 文件")

    def handle(self, *args: Any, page: str, day: str, pdf: Path | None, **options: Any) -> None:
        try:
            report = audit(content_at(page), date.fromisoformat(day))
        except NotFound as reason:
            raise CommandError(str(reason)) from reason
        except ValueError as wrong:
            raise CommandError(f"日期应写作 2026-03-02 的样子，不是“{day}”。") from wrong
        for line in lines_of(report):
            self.stdout.write(line)
        if pdf is not None:
            pdf.write_bytes(audit_pdf(report))
        if not report.is_whole:
            raise CommandError("台账有问题，不能作为证明。")
