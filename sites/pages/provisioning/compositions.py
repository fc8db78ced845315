"""The sections that a new home begins with, by kind of site. Editors then make of them what they want."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sites.organisation.enums import UnitCategory
from sites.pages.icons import TileIcon
from sites.pages.models.column_page import ColumnPage
from sites.pages.models.group_page import GroupPage
from sites.pages.sections import Width

Columns = dict[str, ColumnPage]  # by their slugs below the home: "news/notices"
Section = tuple[str, dict[str, Any]]


@dataclass(frozen=True)
class Tile:
    words: str
    icon: TileIcon
    path: str


PORTAL_TILES = (
    Tile("教育", TileIcon.EDUCATION, "disclosure/education"),
    Tile("医疗", TileIcon.HEALTH, "disclosure/health-care"),
    Tile("社会保障", TileIcon.SECURITY, "disclosure/social-security"),
    Tile("促进就业", TileIcon.EMPLOYMENT, "disclosure/employment"),
    Tile("扶贫", TileIcon.RELIEF, "disclosure/poverty-relief"),
    Tile("公共卫生", TileIcon.VACCINE, "disclosure/public-health"),
    Tile("环境保护", TileIcon.ENVIRONMENT, "disclosure/environment"),
    Tile("安全生产", TileIcon.SAFETY, "disclosure/work-safety"),
    Tile("食品药品", TileIcon.FOOD, "disclosure/food-and-drugs"),
    Tile("应急预警", TileIcon.EMERGENCY, "disclosure/emergency"),
    Tile("行政许可", TileIcon.LICENCE, "disclosure/licensing"),
    Tile("收费项目", TileIcon.FEE, "disclosure/fees"),
)
UNIT_TILES = (
    Tile("办事指南", TileIcon.GUIDE, "guides"),
    Tile("办理流程", TileIcon.STEPS, "approvals/procedures"),
    Tile("表格下载", TileIcon.DOWNLOAD, "approvals/forms"),
    Tile("政策解答", TileIcon.QUESTION, "approvals/answers"),
    Tile("政策文件", TileIcon.BOOK, "documents"),
    Tile("便民告示", TileIcon.NOTICE, "news/tips"),
)


def default_sections(category: str, home: GroupPage) -> list[Section]:
    """For a home whose standard columns are there."""
    below = ColumnPage.objects.descendant_of(home)
    columns = {column.url_path.removeprefix(home.url_path).strip("/"): column for column in below}
    return [section for section in COMPOSITIONS[category](columns) if _is_complete(section)]


def _portal(columns: Columns) -> list[Section]:
    news = ("news/meetings", "news/events", "news/departments", "news/personnel")
    disclosure = (
        "disclosure/normative-documents", "disclosure/plans", "disclosure/budget", "disclosure/statistics",
        "disclosure/projects",
    )  # fmt: skip
    return [
        ("hero", {"title": "要闻", "stories": [], "column": columns.get("news")}),
        _tabs("最新动态", columns, news),
        _panels(columns, ("news/notices",), Width.NARROW),
        _services("民生服务", columns, PORTAL_TILES),
        _tabs("信息公开", columns, disclosure),
        ("leaders", {"title": "领导之窗", "width": Width.NARROW}),
        _index("公开目录", columns.get("disclosure"), Width.FULL),
        ("topics", {"title": "专题专栏", "topics": []}),
        ("statistics", {"title": "网站群信息公开统计", "width": Width.FULL}),
        ("links", {"title": "相关链接"}),
    ]


def _town(columns: Columns) -> list[Section]:
    news = ("news", "news/notices", "news/announcements", "news/tips")
    return [
        ("introduction", {"image": None, "alt": "", "width": Width.FULL}),
        _tabs("最新动态", columns, news),
        ("leaders", {"title": "领导与人员", "width": Width.NARROW}),
        _services("便民服务", columns, UNIT_TILES),
        ("pictures", {"title": "图片新闻", "number": 4, "width": Width.FULL}),
        _tabs("政策与办事", columns, ("guides", "approvals", "documents", "overview", "organisation")),
        _index("栏目与信息量", None),
        ("statistics", {"title": "信息公开统计", "width": Width.FULL}),
        ("topics", {"title": "专题专栏", "topics": []}),
        ("links", {"title": "相关链接"}),
    ]


def _department(columns: Columns) -> list[Section]:
    news = ("news", "news/notices", "news/announcements", "news/tips")
    return [
        _tabs("最新动态", columns, news),
        ("introduction", {"image": None, "alt": "", "width": Width.NARROW}),
        _services("办事服务", columns, UNIT_TILES),
        _panels(columns, ("documents", "guides", "approvals", "other"), Width.WIDE),
        _index("栏目与信息量", None),
        ("pictures", {"title": "图片新闻", "number": 2, "width": Width.WIDE}),
        ("leaders", {"title": "领导与人员", "width": Width.NARROW}),
        ("statistics", {"title": "信息公开统计", "width": Width.FULL}),
        ("topics", {"title": "专题专栏", "topics": []}),
        ("links", {"title": "相关链接"}),
    ]


COMPOSITIONS: dict[str, Callable[[Columns], list[Section]]] = {
    UnitCategory.PORTAL: _portal,
    UnitCategory.TOWN: _town,
    UnitCategory.PARTY: _department,
    UnitCategory.GOVERNMENT: _department,
}


def _tabs(title: str, columns: Columns, paths: tuple[str, ...]) -> Section:
    return "news_tabs", {"title": title, "columns": _found(columns, paths), "width": Width.WIDE}


def _panels(columns: Columns, paths: tuple[str, ...], width: Width) -> Section:
    number = 6 if width == Width.NARROW else 5
    return "columns", {"columns": _found(columns, paths), "number": number, "width": width}


def _services(title: str, columns: Columns, tiles: tuple[Tile, ...]) -> Section:
    there = [tile for tile in tiles if tile.path in columns]
    values = [{"icon": tile.icon, "words": tile.words, "page": columns[tile.path], "address": ""} for tile in there]
    return "services", {"title": title, "tiles": values}


def _index(title: str, column: ColumnPage | None, width: Width = Width.NARROW) -> Section:
    return "column_index", {"title": title, "column": column, "width": width}


def _found(columns: Columns, paths: tuple[str, ...]) -> list[ColumnPage]:
    """Those that the site still has: editors may have deleted one."""
    return [columns[path] for path in paths if path in columns]


def _is_complete(section: Section) -> bool:
    """Not one whose columns or tiles are all missing: it could not be saved."""
    _kind, value = section
    return all(value[name] for name in ("columns", "tiles") if name in value)
