from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from search.enums import Target
from search.models import IndexedDocument
from search.rebuilding import AlreadyRebuilding, rebuild_database
from search.sources import public_count

ALL = "all"


class Command(BaseCommand):
    help = "重建全文索引：新索引在旁建立，完成后一次切换，期间搜索照常，变更不丢失。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--target", choices=[*Target.values, ALL], default=ALL, help="重建哪个索引（缺省为全部）")

    def handle(self, *args: Any, **options: Any) -> None:
        target = options["target"]
        if target == Target.ELASTICSEARCH and not settings.ELASTICSEARCH_URL:
            raise CommandError("没有设置 ELASTICSEARCH_URL。")
        if target != Target.ELASTICSEARCH:
            self._run("数据库索引", public_count(), rebuild_database)
        if target != Target.DATABASE and settings.ELASTICSEARCH_URL:
            # Late: an install without a node does not load its client.
            from search.elastic.rebuilding import rebuild_elasticsearch

            self._run("Elasticsearch", IndexedDocument.objects.count(), rebuild_elasticsearch)

    def _run(self, label: str, total: int, rebuild: Callable[[], Iterator[int]]) -> None:
        number = 0
        try:
            with tqdm(desc=label, total=total, ncols=80, unit="篇", disable=not sys.stderr.isatty()) as bar:
                for done in rebuild():
                    bar.update(done)
                    number += done
        except AlreadyRebuilding:
            raise CommandError("另一个进程正在重建索引。") from None
        except Exception as error:
            if type(error).__module__.startswith(("elastic", "search.elastic")):
                raise CommandError(f"{label}没有重建完，原索引照常使用，可再次运行：{error}") from error
            raise
        self.stdout.write(self.style.SUCCESS(f"{label}：{number} 篇。"))
