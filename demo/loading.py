"""The stages in which the demonstration is loaded: each is recorded when it is done, and not done again."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from django.utils import timezone

from demo import content
from demo.accounts import demo_password
from demo.catalogue.load import CatalogueDemo
from demo.deferring import build_indexes, deferred_indexes
from demo.drawing import Drawings
from demo.edition import Edition
from demo.first_page import render_first_page
from demo.images import portrait_seed
from demo.letters import load_letters
from demo.load import DemoLoader
from demo.migrating import migrate
from demo.notice import end_loading, show_loading
from demo.participation import load_participation
from demo.progress import Progress
from demo.record import READY, SCHEMA, Record, read_record
from demo.references import index_references
from demo.searches import load_best_bets, load_usage
from demo.weather import keep_invented_weather
from hub.calendar import terms_read_once
from hub.outbox import drain_outbox
from sites.organisation.enums import LEADING_OFFICES

LOCK = "demo.lock"
PATIENCE = 10.0  # seconds for an earlier one to notice that its server has gone


class LoadingRefused(Exception):
    """Another process loads into this folder. The message is Chinese."""


class Stage(NamedTuple):
    key: str
    label: str
    run: Callable[[], None]


@dataclass
class DemoLoading:
    """Loads what `folder` lacks. `ready` is called as soon as the portal can be shown."""

    folder: Path
    edition: Edition
    progress: Progress
    ready: Callable[[], None] = field(default=lambda: None)

    def run(self) -> None:
        """
        Raises:
            LoadingRefused: another process is at it.
        """
        with _alone(self.folder), closing(Drawings()) as self.drawings, terms_read_once():
            self.record = read_record(self.folder) or Record(self.edition, timezone.localdate().isoformat())
            if self.record.edition != self.edition:  # what is new in it are migrations
                self.record.renew(self.edition)
            self.record.store(self.folder)
            self._run_stages()

    def _run_stages(self) -> None:
        stages = self.stages()
        is_ready = self._tell_if_ready(False)
        for number, stage in enumerate(stages, 1):
            if stage.key in self.record.done:
                continue
            self.progress.stage(number, len(stages), stage.label)
            if is_ready:
                show_loading(stage.label)
            # Migrations connect and disconnect these signals themselves.
            with nullcontext() if stage.key == SCHEMA else deferred_indexes():
                stage.run()
            self.record.done.append(stage.key)
            self.record.store(self.folder)
            is_ready = self._tell_if_ready(is_ready)
        end_loading()
        self.record.finished = True
        self.record.store(self.folder)

    def _tell_if_ready(self, told: bool) -> bool:
        if not told and self.record.is_ready(self.edition):
            self.ready()
            return True
        return told

    def stages(self) -> list[Stage]:
        return [
            Stage(SCHEMA, "建立数据库", self.migrate),
            Stage("people", "单位和人员", lambda: self.loader.people()),
            Stage(READY, "门户网站", self.portal),
            Stage("sites", "各单位网站", lambda: self.loader.others()),
            Stage("articles", "各单位信息", lambda: self.loader.articles()),
            Stage("chapters", "公开目录和其他", self.chapters),
            Stage("references", "引用索引", lambda: index_references(self.progress)),
            Stage("search", "检索索引", self.search),
        ]

    @cached_property
    def loader(self) -> DemoLoader:
        return DemoLoader(self.progress, self.drawings, date.fromisoformat(self.record.day), demo_password())

    def migrate(self) -> None:
        if READY not in self.record.done:  # meanwhile the other process draws
            leaders = [person for person in content.people() if person.office in LEADING_OFFICES]
            self.drawings.order(content.pictures().values(), map(portrait_seed, leaders))
        migrate(self.progress)
        keep_invented_weather()

    def portal(self) -> None:
        self.loader.portal()
        render_first_page()

    def chapters(self) -> None:
        CatalogueDemo(self.loader).run()
        load_letters(self.loader)
        load_participation(self.loader)
        load_best_bets()
        load_usage()

    def search(self) -> None:
        build_indexes(self.progress)
        drain_outbox()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    until = time.monotonic() + PATIENCE
    with (folder / LOCK).open("a") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    raise LoadingRefused(f"另一个进程正在向 {folder} 装入演示数据，请等它完成或先停止它。") from None
                time.sleep(0.2)
        yield
