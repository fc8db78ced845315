from __future__ import annotations

from argparse import ArgumentParser
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sites.approval.actions import StepRefused
from sites.approval.operators import OperatorRefused, find_operator
from sites.importing.batches import prepare_batch, say_what_waits
from sites.importing.files import BadFile
from sites.importing.report import Report
from sites.importing.run import Import
from sites.importing.source import ARTICLES, JsonLines
from sites.importing.target import ImportRefused, find_column


class Command(BaseCommand):
    help = (
        "检查 JSON Lines 文件（可用 gzip 压缩），送栏目所属单位的领导同意；同意后由定时任务或 run_imports 导入。"
        "可重复运行：没有变化的行跳过，变化的行更新。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="文件", help="每行一个 JSON 对象，UTF-8")
        parser.add_argument("--column", required=True, metavar="单位代码/栏目", help="例如 portal/disclosure/other")
        parser.add_argument(
            "--operator", required=True, metavar="用户名", help="今天担任网络信息中心编辑或负责人的用户"
        )
        parser.add_argument("--dry-run", action="store_true", help="只检查，不写入")
        parser.add_argument("--report", type=Path, metavar="报告", help="问题逐行写入这个文件；不给则写到标准错误")
        parser.add_argument(
            "--resume", action="store_true", help="只补还没有导入的行：已有的一律跳过，不比较内容，也不更新"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path, target = options["file"], options["report"]
        if target is not None and target.resolve() == path.resolve():
            raise CommandError("报告不能写进要导入的文件。")
        try:
            actor = find_operator(options["operator"])
            column = find_column(options["column"])
            with self._stream(target) as stream:
                report = Report(stream)
                batch = None
                if options["dry_run"]:
                    Import(JsonLines(path), column, actor, report, dry_run=True, only_new=options["resume"]).run()
                else:
                    choices = {"only_new": options["resume"]}
                    batch = prepare_batch(path, path.name, ARTICLES, choices, column, actor, report)
        except (BadFile, ImportRefused, OperatorRefused, StepRefused) as error:
            raise CommandError(str(error)) from error
        say_what_waits(self.stdout, report.summary, batch)
        if report.summary.failed:
            where = f"报告 {target}" if target else "上面的输出"
            raise CommandError(f"有 {report.summary.failed} 行没有导入，原因见{where}。")

    def _stream(self, target: Path | None) -> Any:
        if target is None:
            return nullcontext(self.stderr._out)
        try:
            return target.open("w", encoding="utf-8")
        except OSError as error:
            raise CommandError(f"报告写不进去：{target}（{error.strerror}）") from error
