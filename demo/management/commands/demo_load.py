from __future__ import annotations

import os
import signal
import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from demo.accounts import demo_password, use_port
from demo.edition import current_edition
from demo.loading import DemoLoading, LoadingRefused
from demo.progress import Progress

BREATH = 0.005  # seconds between two rows: SQLite has one writer, and who logs in wants to be it
INTERRUPTED = 130  # as shells say


class Command(BaseCommand):
    help = "装入演示数据，或从上次中断的地方继续（由 demo 命令启动）。"
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--parent", type=int, metavar="PID", help="启动它的服务器；服务器停止时一同停止")

    def handle(self, *args: Any, **options: Any) -> None:
        self.port, self.parent = options["port"], options["parent"]
        progress = Progress(self._attend)
        _hurry()
        try:
            DemoLoading(settings.DATA_DIR, current_edition(), progress, self._ready).run()
        except LoadingRefused as reason:
            raise CommandError(str(reason)) from None
        except KeyboardInterrupt:
            progress.say("已中断。再次运行 make demo 会接着装入。")
            raise SystemExit(INTERRUPTED) from None
        progress.say("演示数据已全部装入。")
        call_command("demo_accounts", stdout=self.stdout)
        self.stdout.flush()
        if self.parent is not None:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # until the worker listens, which ends with its parent anyway
            self._hand_over()

    def _attend(self) -> None:
        """Ends with the server, as nobody would see the rest of it."""
        if self.parent not in (None, os.getppid()):
            raise KeyboardInterrupt
        if self.parent is not None:
            time.sleep(BREATH)

    def _ready(self) -> None:
        use_port(self.port)
        if self.parent is not None:
            address = f"http://portal.localhost:{self.port}"
            self.stdout.write(f"门户网站可以访问了：{address}  后台 {address}/admin/  密码 {demo_password()}")
            self.stdout.write("其余网站、目录和检索继续装入，页面上方会说明进度。")
            self.stdout.flush()

    def _hand_over(self) -> None:
        """The server forgets what it knew of the half-loaded group; this process becomes the search's worker."""
        os.kill(self.parent, signal.SIGHUP)
        arguments = [sys.argv[0], "search_worker", "--parent", str(self.parent)]
        os.execv(sys.executable, [sys.executable, *arguments])  # noqa: S606


def _hurry() -> None:
    """Whatever ends this process, SQLite's file stays whole; a power cut is answered by `make demo-reset`."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
