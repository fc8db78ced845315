from __future__ import annotations

import logging
import os
import signal
import threading
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections

from hub.confinement.checks import check_confinement
from search.extraction.worker import extract_waiting
from search.worker import Worker

logger = logging.getLogger(__name__)

PAUSE = 1.0  # seconds between two rounds
PAUSE_AFTER_FAILURE = 5.0


class Command(BaseCommand):
    help = "持续更新全文索引：数据库索引、附件文字、Elasticsearch。可运行多个，同一时刻只有一个在工作。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="只做一轮，做完当前等待的任务")
        parser.add_argument("--parent", type=int, metavar="PID", help="启动它的进程；那个进程结束时一同结束")

    def handle(self, *args: Any, **options: Any) -> None:
        worker = Worker()
        if options["once"]:
            while extract_waiting() + worker.round():
                pass
            return
        for problem in check_confinement():
            logger.warning("%s（%s）%s", problem.msg, problem.id, problem.hint)
        stop, parent = threading.Event(), options["parent"]
        # The round under way ends first. Whatever is killed instead is taken up again by the next worker.
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        # Beside the rounds: a file takes seconds, and what people have published must not wait for it.
        threading.Thread(target=self._read_files, args=[stop], daemon=True).start()
        while not stop.is_set() and parent in (None, os.getppid()):
            stop.wait(self._pause_after(worker.round))

    def _read_files(self, stop: threading.Event) -> None:
        while not stop.is_set():
            stop.wait(self._pause_after(lambda: extract_waiting(limit=1)))

    def _pause_after(self, work: Callable[[], int]) -> float:
        """A database that is away, or a fault in one part, does not end the worker."""
        close_old_connections()
        try:
            return 0.0 if work() else PAUSE
        except DatabaseError as error:
            logger.warning("The database gives no answer (%s)", error)
        except Exception:
            logger.exception("A round of the search worker failed")
        return PAUSE_AFTER_FAILURE
