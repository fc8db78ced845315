"""One line of the file to the values of an article. Two formats: plain fields, and the corpus of legal texts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sites.importing import fields
from sites.importing.body import read_blocks
from sites.importing.corpus import from_corpus
from sites.importing.fields import BadValue, Problem
from sites.importing.markdown import Block, parse
from sites.pages.enums import InformationKind, Validity

MAX_EXTERNAL_ID = 100


def _kind(value: Any) -> str:
    return fields.read_choice(value, InformationKind, InformationKind.NEWS)


def _validity(value: Any) -> str:
    return fields.read_choice(value, Validity, Validity.IN_FORCE)


# Plain fields: names in the file, most of them also those of ArticlePage.
READERS: dict[str, Callable[[Any], Any]] = {
    "title": fields.read_text,
    "subtitle": fields.read_text,
    "document_number": fields.read_text,
    "index_number": fields.read_text,
    "source": fields.read_text,
    "author": fields.read_text,
    "editor": fields.read_text,
    "written_on": fields.read_day,
    "published_at": fields.read_moment,
    "kind": _kind,
    "tags": fields.read_tags,
    "summary": fields.read_paragraphs,
    "validity": _validity,
    "ceases_on": fields.read_day,
    "is_major": fields.read_flag,
}
PLAIN_FIELDS = frozenset(READERS) | {"external_id", "body", "body_markdown"}


@dataclass
class Row:
    """What one line says. `values` are ArticlePage fields; `published_at` is None when the line gives no date."""

    external_id: str
    fingerprint: str
    values: dict[str, Any]
    tags: list[str]
    blocks: list[Block]
    published_at: datetime | None
    warnings: list[Problem] = field(default_factory=list)


class RowRefused(Exception):
    """A row that is not imported, with everything that is wrong with it."""

    def __init__(self, problems: list[Problem], external_id: str = "") -> None:
        super().__init__("；".join(problem.message for problem in problems))
        self.problems = problems
        self.external_id = external_id


def decode(line: str) -> dict[str, Any]:
    """The JSON object of a line.

    Raises:
        RowRefused: not JSON, or not an object.
    """
    try:
        data = json.loads(line)
        json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise RowRefused([Problem("", "含有不完整的字符（代理码），请重新导出。")]) from None
    except (ValueError, RecursionError):
        raise RowRefused([Problem("", "不是有效的 JSON，请检查引号、逗号和括号；每行写一条。")]) from None
    if not isinstance(data, dict):
        raise RowRefused([Problem("", "应为 JSON 对象（用花括号括起来），每行写一条。")])
    return data


def external_id_of(data: dict[str, Any]) -> str:
    name = "external_id" if "external_id" in data else "id"
    try:
        external_id = fields.read_text(data.get(name))
    except BadValue as error:
        raise RowRefused([Problem(name, f"外部编号{error}")]) from None
    if not external_id:
        raise RowRefused([Problem(name, "缺少外部编号（external_id），没有它就不能重复导入。")])
    if len(external_id) > MAX_EXTERNAL_ID:
        raise RowRefused(
            [Problem(name, f"外部编号过长：{len(external_id)} 个字，最多 {MAX_EXTERNAL_ID} 个字。")], external_id[:40]
        )
    return external_id


def fingerprint(data: dict[str, Any]) -> str:
    """SHA-256 (hex) of a row's content, whatever the order of its fields."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def read(data: dict[str, Any]) -> Row:
    """The values of a row.

    Raises:
        RowRefused: with every problem found.
    """
    external_id = external_id_of(data)
    warnings: list[Problem] = []
    note_blocks: list[Block] = []
    plain = data
    if "external_id" not in data:
        plain, note_blocks, warnings = from_corpus(data)
    problems: list[Problem] = []
    values = _values(plain, problems)
    blocks = _body(plain, problems, warnings)
    if not values.get("title") and not any(problem.field == "title" for problem in problems):
        problems.append(Problem("title", "缺少标题。"))
    if problems:
        raise RowRefused(problems, external_id)
    warnings += [Problem(name, "未知字段，已忽略。") for name in plain if name not in PLAIN_FIELDS]
    tags, published_at = values.pop("tags"), values.pop("published_at")
    if values["written_on"] is None:
        del values["written_on"]  # the model's default
    elif published_at is None:
        published_at = fields.midnight(values["written_on"])
    blocks = note_blocks + _without_title(blocks, values["title"])
    return Row(external_id, fingerprint(data), values, tags, blocks, published_at, warnings)


def _values(plain: dict[str, Any], problems: list[Problem]) -> dict[str, Any]:
    values = {}
    for name, reader in READERS.items():
        try:
            values[name] = reader(plain.get(name))
        except BadValue as error:
            problems.append(Problem(name, str(error)))
    return values


def _body(plain: dict[str, Any], problems: list[Problem], warnings: list[Problem]) -> list[Block]:
    given = [name for name in ("body", "body_markdown") if plain.get(name)]
    if len(given) != 1:
        message = "body 和 body_markdown 只能填一个。" if given else "正文为空。"
        problems.append(Problem("body_markdown", message))
        return []
    name = given[0]
    try:
        if name == "body":
            return read_blocks(plain["body"])
        parsed = parse(fields.read_paragraphs(plain["body_markdown"]))
    except BadValue as error:
        problems.append(Problem(name, str(error)))
        return []
    warnings += [Problem(name, f"图片没有导入，只保留了替代文字：{address[:200]}") for address in parsed.pictures]
    if not parsed.blocks:
        problems.append(Problem(name, "正文为空。"))
    return parsed.blocks


def _without_title(blocks: list[Block], title: str) -> list[Block]:
    """Many texts repeat their title as the first heading; the page shows it already."""
    first = blocks[0]
    repeats = first.type == "heading" and first.value["text"] == title and len(blocks) > 1
    return blocks[1:] if repeats else blocks
