from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from sites.approval.document_cleaning import clean_documents


class Command(BaseCommand):
    help = "清除从前上传的文件里的隐藏信息（作者、批注、备注等）；已公开、正在审批或定时发布的，和清除不了的，只列出。"

    def handle(self, *args: Any, **options: Any) -> None:
        cleaned = 0
        for document, problem in clean_documents():
            if problem:
                self.stdout.write(f"{document.pk} 《{document}》：{problem}。")
            else:
                cleaned += 1
        self.stdout.write(f"已清理 {cleaned} 个文件。")
