from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from demo.accounts import use_port
from demo.edition import current_edition
from demo.folder import problem_with
from demo.record import read_record
from demo.server import serve
from demo.weather import keep_invented_weather

LOOK_AGAIN = 0.2  # seconds


class Command(BaseCommand):
    help = "启动演示站群：第一次建库并装入演示数据，门户网站装好后启动服务器，其余在后台继续装入。"
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-server", action="store_true", help="只装入数据，不启动服务器")

    def handle(self, *args: Any, **options: Any) -> None:
        if not getattr(settings, "DEMO", False):
            raise CommandError("演示只能在 hub.settings.demo 下运行。")
        self.edition, port = current_edition(), options["port"]
        if problem := problem_with(settings.DATA_DIR, self.edition):
            raise CommandError(f"{problem}。")
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns about a missing folder
        record = read_record(settings.DATA_DIR)
        finished = record is not None and record.finished and record.edition == self.edition
        if not finished and options["no_server"]:
            call_command("demo_load", port=port)
        elif not finished:
            self._load_beside(port)
        else:
            use_port(port)
            keep_invented_weather()
            call_command("demo_accounts", stdout=self.stdout)
        if not options["no_server"]:
            self._serve(port, search=finished)

    def _load_beside(self, port: int) -> None:
        """Returns when the portal can be shown; the other process goes on, and then keeps the search up to date."""
        signal.signal(signal.SIGHUP, signal.SIG_IGN)  # it says so when it is through, perhaps before Gunicorn listens
        loading = self._start("demo_load", "--port", str(port))
        try:
            while loading.poll() is None:
                record = read_record(settings.DATA_DIR)
                if record is not None and record.is_ready(self.edition):
                    return
                time.sleep(LOOK_AGAIN)
        except KeyboardInterrupt:
            loading.wait()
        raise SystemExit(loading.returncode or 1)

    def _serve(self, port: int, *, search: bool) -> None:
        self.stdout.write(f"服务器：http://portal.localhost:{port}  （按 Ctrl-C 停止）")
        self.stdout.flush()
        if search:
            self._start("search_worker")
        serve(port)

    def _start(self, command: str, *arguments: str) -> subprocess.Popen[bytes]:
        """Another command beside this one, which ends with this process, whatever ends it."""
        parts = [sys.executable, sys.argv[0], command, "--parent", str(os.getpid()), *arguments]
        return subprocess.Popen(parts, env={**os.environ, "DJANGO_SETTINGS_MODULE": "hub.settings.demo"})  # noqa: S603
