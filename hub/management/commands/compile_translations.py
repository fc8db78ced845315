from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from hub.translations import compile_po, po_files


class Command(BaseCommand):
    help = "把 locale/ 下的 .po 译文编译成 .mo（不需要 msgfmt）。"
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for path in po_files():
            path.with_suffix(".mo").write_bytes(compile_po(path))
            self.stdout.write(f"{path.with_suffix('.mo')}")
