from __future__ import annotations

import os
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm
from wagtail import hooks
from wagtail.models import Site

from demo.accounts import demo_password
from demo.load import DemoLoader
from demo.weather import keep_invented_weather
from sites.organisation.models.unit import Unit

MARKER = "demo-loaded"


class Command(BaseCommand):
    help = "启动演示站群：建库、装入演示数据（仅第一次）、打印网址和账号、启动服务器。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-server", action="store_true", help="只装入数据，不启动服务器")

    def handle(self, *args: Any, **options: Any) -> None:
        if not getattr(settings, "DEMO", False):
            raise CommandError("演示只能在 hub.settings.demo 下运行。")
        marker = settings.DATA_DIR / MARKER
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns about a missing folder
        call_command("migrate", verbosity=0, interactive=False)
        if not marker.exists():
            if Unit.objects.exists():
                raise CommandError("上一次装入演示数据没有完成，请运行 make demo-reset 重新开始。")
            loader = DemoLoader(demo_password(), self._track)
            loader.run()
            for load in hooks.get_hooks("load_demonstration"):  # of the chapter apps
                load(loader)
            marker.touch()
        keep_invented_weather()
        if Site.objects.exclude(port=options["port"]).update(port=options["port"]):
            Site.clear_site_root_paths_cache()
        call_command("demo_accounts", stdout=self.stdout)
        if not options["no_server"]:
            self._serve(options["port"])

    def _track(self, rows: Iterable[Any], label: str, total: int) -> Iterator[Any]:
        return iter(tqdm(rows, desc=label, total=total, ncols=80, mininterval=0.5, disable=not sys.stderr.isatty()))

    def _serve(self, port: int) -> None:
        """Gunicorn takes the place of this process, so that Ctrl-C and signals reach it."""
        self.stdout.write(f"服务器：http://portal.localhost:{port}  （按 Ctrl-C 停止）")
        self.stdout.flush()
        arguments = ["--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "8", "--access-logfile", "/dev/null"]
        os.environ["DJANGO_SETTINGS_MODULE"] = "hub.settings.demo"
        # The search's worker ends with this process, whatever ends it.
        subprocess.Popen([sys.executable, sys.argv[0], "search_worker", "--parent", str(os.getpid())])  # noqa: S603
        os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *arguments, "--log-level", "warning", "hub.wsgi"])  # noqa: S606
