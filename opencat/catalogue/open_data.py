"""The catalogue as open data (Art. 10: free of charge): its columns, and its rows as CSV and JSON, row by row."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from hub.spreadsheets import BOM, harmless
from opencat.catalogue.query import CHOICES, CatalogueQuery
from opencat.catalogue.selection import asked_of_database, public_entries
from opencat.models import Category
from sites.organisation.models.unit import Unit
from sites.pages.addresses import Addresses, absolute
from sites.pages.enums import DisclosureKind
from sites.pages.models.article_page import ArticlePage
from sites.pages.records.rows import headers_of, rows_of
from sites.pages.restrictions import restricted_paths

CHUNK = 2000


@dataclass(frozen=True)
class Source:
    """What the values of a row are made of, beside the row."""

    units: dict[int, Unit]
    categories: dict[int, Category]
    addresses: Addresses
    request: HttpRequest


@dataclass(frozen=True)
class Column:
    """`name` is the key in JSON, `label` the head in CSV."""

    name: str
    label: str
    about: str
    value: Callable[[dict[str, Any], Source], str]


def _plain(name: str) -> Callable[[dict[str, Any], Source], str]:
    return lambda row, source: str(row[name] or "")


def _label(name: str, field: str) -> Callable[[dict[str, Any], Source], str]:
    labels = {value: str(label) for value, label in CHOICES[name].choices}
    return lambda row, source: labels.get(row[field], "")


def _category(attribute: str) -> Callable[[dict[str, Any], Source], str]:
    def value(row: dict[str, Any], source: Source) -> str:
        category = source.categories.get(row["category_id"])
        return getattr(category, attribute) if category else ""

    return value


def _unit(attribute: str) -> Callable[[dict[str, Any], Source], str]:
    return lambda row, source: getattr(source.units[row["unit_id"]], attribute)


def _permanent_url(row: dict[str, Any], source: Source) -> str:
    if not row["index_number"]:
        return ""
    return source.request.build_absolute_uri(reverse("opencat:permanent_link", args=[row["index_number"]]))


def _url(row: dict[str, Any], source: Source) -> str:
    url = source.addresses.of_content(row["unit_id"], row["path"], row["page__url_path"])
    return absolute(url, source.request) if url else ""


COLUMNS = (
    Column("index_number", "索引号", "文件的编号：地区-单位-类别-年份-流水号，永不重复", _plain("index_number")),
    Column("title", "标题", "文件的标题", _plain("title")),
    Column("document_number", "文号", "发文字号，没有则为空", _plain("document_number")),
    Column("unit_code", "单位代码", "发布单位的代码，也是网址参数 unit 的值", _unit("code")),
    Column("unit", "单位", "发布单位的全称", _unit("name")),
    Column("category_code", "类别代码", "目录类别的代码，见类别表", _category("code")),
    Column("category", "类别", "目录类别的名称", _category("name")),
    Column("article", "依据", "规定这个类别的条款", _category("article")),
    Column("written_on", "成文日期", "年-月-日", _plain("written_on")),
    Column("published_on", "首次公开日期", "年-月-日", _plain("published_on")),
    Column("state", "有效性", "下载当日的状态：现行有效、已修改、已失效、已废止", _label("state", "state")),
    Column("ceases_on", "失效或废止日期", "年-月-日，没有则为空", _plain("ceases_on")),
    Column("disclosure_kind", "公开方式", "主动公开或依申请公开", _label("kind", "disclosure_kind")),
    Column("genre", "体裁", "公文种类，没有注明则为空", _label("genre", "genre")),
    Column("theme", "主题", "主题分类，没有注明则为空", _label("theme", "theme")),
    Column("audience", "服务对象", "文件面向的人群，没有注明则为空", _label("audience", "audience")),
    Column("url", "网址", "文件现在的网址；依申请公开的文件，网址处只有目录信息", _url),
    Column("permanent_url", "永久链接", "文件移动以后仍然有效的网址", _permanent_url),
)
_FIELDS = (
    "index_number", "title", "document_number", "unit_id", "category_id", "written_on", "published_on", "state",
    "ceases_on", "disclosure_kind", "genre", "theme", "audience", "path", "page__url_path",
)  # fmt: skip


def rows(asked: CatalogueQuery, source: Source) -> Iterator[list[str]]:
    """The values of each document, newest first. One query, no bodies."""
    entries = public_entries().with_state().filter(asked_of_database(asked)).order_by("-published_at", "-pk")
    for row in entries.values(*_FIELDS).iterator(chunk_size=CHUNK):
        yield [column.value(row, source) for column in COLUMNS]


def record_rows(asked: CatalogueQuery, kind: str) -> Iterator[list[str]]:
    """The rows of all structured records of a kind, the head first. Texts stay in the database."""
    yield headers_of(kind)
    entries = public_entries(restricted_paths()).filter(disclosure_kind=DisclosureKind.PROACTIVE)
    keys = entries.with_state().filter(asked_of_database(asked)).values("page")
    pages = ArticlePage.objects.filter(pk__in=keys).exclude(records=[]).defer("body").order_by("-published_at", "-pk")
    for page in pages.iterator(chunk_size=100):
        yield from rows_of(page, kind)[1]


class _Line:
    """What csv.writer writes to: gives the line back."""

    def write(self, text: str) -> str:
        return text


def as_csv(lines: Iterable[list[str]]) -> Iterator[str]:
    """With a byte order mark, so that spreadsheets know the encoding."""
    writer = csv.writer(_Line())
    yield BOM
    for line in lines:
        yield writer.writerow([harmless(cell) for cell in line])


def as_json(category: Category, lines: Iterable[list[str]]) -> Iterator[str]:
    names = [column.name for column in COLUMNS]
    head = {"category": {"code": category.code, "name": category.name, "article": category.article}}
    head |= {"licence": settings.OPEN_DATA_LICENCE, "made_at": timezone.localtime().isoformat(timespec="seconds")}
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "documents": ['
    for number, line in enumerate(lines):
        document = json.dumps(dict(zip(names, line, strict=True)), ensure_ascii=False)
        yield f",\n{document}" if number else f"\n{document}"
    yield "\n]}\n"
