"""The few things that people come for: the navigation of the elder mode.

Our own columns and the apps above name them by the hook `elder_tasks`. Cached and forgotten with the site's menu, and
when something changes that is public and no page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from wagtail import hooks

from hub import caching
from sites.organisation.models.unit_site import UnitSite
from sites.pages.addresses import Addresses
from sites.pages.models.column_page import ColumnPage
from sites.pages.navigation import cached_by_host, current_home
from sites.pages.public_content import content_changed
from sites.pages.translation.locales import source_locale_id

TAG = "elder_tasks"


@dataclass(frozen=True)
class Task:
    """`icon` is a symbol of static/icons/display.svg."""

    title: str
    url: str
    icon: str
    is_current: bool = False


@dataclass(frozen=True)
class ElderTask:
    """As the hook `elder_tasks` names it; `path` is below the root of the host that shows the unit's site."""

    title: str
    path: str  # "letters/"
    icon: str


@dataclass(frozen=True)
class Wanted:
    """A task, and the columns that answer it, best first: by a part of the path below the home, or by title."""

    title: str
    icon: str
    slugs: tuple[str, ...]
    titles: tuple[str, ...]


WANTED = (
    Wanted("最新信息", "newspaper", ("news",), ("政务动态", "最新信息", "新闻")),
    Wanted("通知公告", "megaphone", ("news/notices",), ("通知公告", "公告通告通知", "公告公示")),
    Wanted("政策文件", "file-text", ("documents", "disclosure/normative-documents"), ("政策文件", "规范性文件")),
    Wanted("办事指南", "clipboard-list", ("guides", "disclosure/services"), ("办事指南", "办事服务")),
)


def elder_navigation(request: HttpRequest) -> list[Task]:
    """Home, then the tasks of the site, then its telephone. When not cached two queries, and those of the apps."""
    unit_site = current_home(request)
    if unit_site is None:
        return []

    def menu() -> list[tuple[str, str, str]]:
        addresses = Addresses(request)
        tasks = [task for answer in hooks.get_hooks("elder_tasks") for task in answer(unit_site)]
        rows = [(task.title, addresses.at(unit_site.unit_id, task.path), task.icon) for task in tasks]
        return [("首页", unit_site.home.get_url(request), "house"), *rows]

    home, *found = cached_by_host("elder_navigation", unit_site.unit_id, request, menu, TAG)
    tasks = [Task(*home, is_current=request.path == home[1])] if home[1] else []
    tasks += [Task(*each, is_current=request.path.startswith(each[1])) for each in found if each[1]]
    if unit_site.unit.telephone or unit_site.unit.address:
        tasks.append(Task("联系电话", "#contact", "phone"))
    return _one_current(tasks)


def column_tasks(unit_site: UnitSite) -> list[ElderTask]:
    """The tasks that a live column of the site answers."""
    home = unit_site.home.url_path
    paths = {f"{home}{slug}/": (each, rank) for each in WANTED for rank, slug in enumerate(each.slugs)}
    titles = {title: (each, len(each.slugs) + rank) for each in WANTED for rank, title in enumerate(each.titles)}
    columns = ColumnPage.objects.descendant_of(unit_site.home).live().public()
    columns = columns.filter(unit=unit_site.unit_id, locale=source_locale_id())
    best: dict[str, tuple[int, ColumnPage]] = {}
    for column in columns.filter(Q(url_path__in=paths) | Q(title__in=titles)).order_by("path"):
        wanted, rank = paths.get(column.url_path) or titles[column.title]
        if wanted.title not in best or rank < best[wanted.title][0]:
            best[wanted.title] = (rank, column)
    found = [(each, best[each.title][1].get_url_parts()) for each in WANTED if each.title in best]
    return [ElderTask(each.title, parts[2].lstrip("/"), each.icon) for each, parts in found if parts and parts[2]]


def forget_tasks(**signal: Any) -> None:
    caching.invalidate_on_commit(TAG)


def connect() -> None:
    content_changed.connect(forget_tasks, dispatch_uid="forget_elder_tasks")


def _one_current(tasks: list[Task]) -> list[Task]:
    """Only the innermost of those that hold the page: /news/notices/ lies below /news/ too."""
    inside = [task for task in tasks if task.is_current]
    innermost = max(inside, key=lambda task: len(task.url), default=None)
    return [Task(task.title, task.url, task.icon, task == innermost) for task in tasks]
