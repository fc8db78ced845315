from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from search import checking
from search.checking import Difference
from search.content_key import ContentKey
from search.rebuilding import mend_tokens
from search.sources import public_count

SHOWN = 10  # of each sort


class Command(BaseCommand):
    help = "核对公开内容、数据库索引、检索词表与 Elasticsearch；发现不一致且没有修复时以非零状态退出。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--mend", action="store_true", help="修复不一致之处")

    def handle(self, *args: Any, **options: Any) -> None:
        mend, left = options["mend"], 0
        for check in (self._contents, self._tokens, self._elasticsearch):
            left += check(mend)
        if left:
            raise CommandError(f"有 {left} 处不一致没有修复；可加 --mend 修复。")
        self.stdout.write(self.style.SUCCESS("索引一致。"))

    def _contents(self, mend: bool) -> int:
        found: Difference[ContentKey] = Difference("数据库索引")
        total = public_count()
        with tqdm(desc=found.name, total=total, ncols=80, unit="篇", disable=not sys.stderr.isatty()) as bar:
            for done in checking.compare_contents(found):
                bar.update(done)
        self._show(found)
        if mend and found.keys:
            checking.mend_contents(found)
            return self._mended(found)
        return len(found.keys)

    def _tokens(self, mend: bool) -> int:
        found = checking.compare_tokens()
        self._show(found)
        if mend and found.keys:
            mend_tokens()
            return self._mended(found)
        return len(found.keys)

    def _elasticsearch(self, mend: bool) -> int:
        if not settings.ELASTICSEARCH_URL:
            return 0
        # Late: an install without a node does not load its client.
        from search.elastic import checking as node
        from search.elastic.node import FAILURES

        try:
            found = node.compare_elasticsearch()
            self._show(found)
            if not (mend and found.keys):
                return len(found.keys)
            refused = node.mend_elasticsearch(found)
        except FAILURES as error:
            raise CommandError(f"Elasticsearch 没有核对或没有修复：{error}") from error
        for key, reason in refused.items():
            self.stdout.write(self.style.ERROR(f"  Elasticsearch 拒绝索引文档 {key}：{reason}"))
        return len(refused) or self._mended(found)

    def _show(self, found: Difference[Any]) -> None:
        parts = {"缺少": found.missing, "多余": found.surplus, "过时": found.outdated}
        said = [f"{name} {len(keys)} 篇（{_numbers(keys)}）" for name, keys in parts.items() if keys]
        self.stdout.write(f"{found.name}：{'；'.join(said) or '一致'}")

    def _mended(self, found: Difference[Any]) -> int:
        self.stdout.write(self.style.WARNING(f"{found.name}：已修复 {len(found.keys)} 篇。"))
        return 0


def _numbers(keys: set[Any]) -> str:
    shown = "、".join(map(str, sorted(keys)[:SHOWN]))
    return shown + ("……" if len(keys) > SHOWN else "")
