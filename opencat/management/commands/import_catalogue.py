from __future__ import annotations

from argparse import ArgumentParser
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError

from opencat.importing.headers import read_mapping_file
from opencat.importing.kinds import LEGAL_TEXTS, TABLE
from opencat.importing.report import TableReport
from sites.approval.actions import StepRefused
from sites.approval.operators import OperatorRefused, find_operator
from sites.importing.batches import prepare_batch, say_what_waits
from sites.importing.files import BadFile
from sites.importing.run import Import
from sites.importing.source import source_of
from sites.importing.target import ImportRefused, find_column


class Command(BaseCommand):
    help = "检查 CSV 或 XLSX 公开目录，送栏目所属单位的领导同意；同意后由定时任务或 run_imports 导入。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="文件", help="CSV（UTF-8 或 GB18030）或 XLSX，有表头")
        parser.add_argument("--column", required=True, metavar="单位代码/栏目", help="例如 jyj/documents")
        parser.add_argument(
            "--operator", required=True, metavar="用户名", help="今天担任网络信息中心编辑或负责人的用户"
        )
        parser.add_argument("--map", type=Path, metavar="对照文件", help="JSON：{“文件的列名”: “字段”}")
        parser.add_argument("--sheet", default="", metavar="工作表", help="不给则取第一张")
        parser.add_argument(
            "--format", choices=[TABLE, LEGAL_TEXTS], default=TABLE, help="corpus：法规语料（JSON Lines）"
        )
        parser.add_argument("--dry-run", action="store_true", help="只检查，不写入")
        parser.add_argument(
            "--report", type=Path, metavar="报告", help="问题逐行写入这个文件（JSON Lines），旁边另存一份同名 CSV"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        target: Path | None = options["report"]
        tables = (target.with_suffix(".jsonl"), target.with_suffix(".csv")) if target else ()
        if options["file"].resolve() in [path.resolve() for path in tables]:
            raise CommandError("报告不能写进要导入的文件。")
        try:
            actor, column = find_operator(options["operator"]), find_column(options["column"])
            choices, name = self._choices(options), options["file"].name
            source = source_of(options["format"], options["file"], name, column, choices)
            source.survey()
            with ExitStack() as stack:
                lines, table = (stack.enter_context(_opened(path)) for path in tables) if tables else (self.lines, None)
                report = TableReport(lines, table=table, label=getattr(source, "label", str))
                batch = None
                if options["dry_run"]:
                    Import(source, column, actor, report, dry_run=True).run()
                else:
                    way = (options["file"], name, options["format"], choices, column, actor, report)
                    batch = prepare_batch(*way)
        except (BadFile, ImportRefused, OperatorRefused, StepRefused) as error:
            raise CommandError(str(error)) from error
        say_what_waits(self.stdout, report.summary, batch)
        if report.summary.failed:
            where = f"报告 {tables[1]}" if tables else "上面的输出"
            raise CommandError(f"有 {report.summary.failed} 行没有导入，原因见{where}。")

    @property
    def lines(self) -> IO[str]:
        return self.stderr._out

    def _choices(self, options: dict[str, Any]) -> dict[str, Any]:
        mapping = read_mapping_file(options["map"]) if options["map"] else None
        found = {"columns": mapping.columns, "values": mapping.values} if mapping else {}
        return {"sheet": options["sheet"], **found}


def _opened(path: Path) -> IO[str]:
    try:
        return path.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise CommandError(f"报告写不进去：{path}（{error.strerror}）") from error
