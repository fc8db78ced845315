from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from sites.approval.anchors import broken_anchors
from sites.approval.chain import broken_links
from sites.approval.emergencies.verification import overdue_reviews
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.public_contents import count_public
from sites.approval.verification_runs import verify


class Command(BaseCommand):
    help = "核对审批台账：逐条验证链条和存证，并核对所有公开内容与审批内容是否一致。发现问题时以非零状态退出。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--chain-only", action="store_true", help="只验证台账链条和存证，不核对公开内容")
        parser.add_argument("--full", action="store_true", help="全面核对：每个文件都重新读取，不只是变动过的文件")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["chain_only"]:
            findings, checked = [*broken_links(), *broken_anchors()], ""
        else:
            with tqdm(desc="核对公开内容", total=count_public(), disable=not sys.stderr.isatty()) as bar:
                run, found = verify(is_whole=options["full"], progress=bar.update)
            findings = [str(finding) for finding in found]
            checked = f"，已核对 {run.checked} 项公开内容，读取 {run.files_read} 个文件"
            for late in overdue_reviews(timezone.localdate()):  # a duty that is late, not a fault of the record
                self.stdout.write(self.style.WARNING(late))
        for finding in findings:
            self.stdout.write(self.style.ERROR(finding))
        if findings:
            raise CommandError(f"发现 {len(findings)} 个问题。")
        self.stdout.write(self.style.SUCCESS(f"台账 {LedgerEntry.objects.count()} 条完整{checked}。"))
