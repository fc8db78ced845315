from __future__ import annotations

from argparse import ArgumentParser
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sites.importing.batches import run_approved
from sites.importing.report import Report

INTERRUPTED = 130


class Command(BaseCommand):
    help = "导入领导已同意的批次。没有变化的行跳过；中断后再运行一次即可继续。定时任务做同样的事。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--report", type=Path, metavar="报告", help="问题逐行写入这个文件；不给则写到标准错误")

    def handle(self, *args: Any, **options: Any) -> None:
        failed = 0
        with ExitStack() as stack:
            stream = self.stderr._out
            if options["report"]:
                stream = stack.enter_context(options["report"].open("w", encoding="utf-8"))
            for batch, report, void in run_approved(lambda: Report(stream)):
                self.stdout.write(f"第 {batch.pk} 批，{batch}：{void or report.summary.sentence()}")
                if report.summary.interrupted:
                    raise CommandError("导入被中断。", returncode=INTERRUPTED)
                failed += report.summary.failed + bool(void)
        if failed:
            raise CommandError(f"有 {failed} 行没有导入，原因见报告。")
