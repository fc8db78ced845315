from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hub.private_fields.key_ring import NoPrivateDataKey
from hub.private_fields.rotation import private_models, rotate, sealed_stores, stale_rows


class Command(BaseCommand):
    help = "更换密钥后，把旧密钥加密的个人信息逐条重新加密。可以中断后再运行；有无法读取的，列出并以非零状态退出。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="只统计还没有用现在的密钥加密的条数，有则以非零状态退出"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._count() if options["check"] else self._rotate()
        except NoPrivateDataKey as reason:
            raise CommandError(str(reason)) from reason

    def _count(self) -> None:
        total = 0
        for model in private_models():
            total += (count := stale_rows(model).count())
            self.stdout.write(f"{model._meta.verbose_name}：{count} 条")
        for store in sealed_stores():
            total += (count := store.stale().count())
            self.stdout.write(f"{store.label}：{count} 个")
        if total:
            raise CommandError(f"还有 {total} 条没有用现在的密钥加密。")
        self.stdout.write("全部个人信息都用现在的密钥加密。")

    def _rotate(self) -> None:
        done = rotate(self.stderr.write)
        self.stdout.write(f"重新加密 {done.renewed} 条。")
        if done.unreadable:
            raise CommandError(f"{len(done.unreadable)} 项无法读取，没有重新加密。旧密钥请不要删除。")
