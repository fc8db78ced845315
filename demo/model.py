"""What the demonstration consists of: units, people, articles, topics."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DemoUnit:
    """A unit; `category` is party, government, town or portal."""

    code: str
    name: str
    short_name: str
    category: str
    parent: str | None
    address: str
    telephone: str
    introduction: str
    channel: bool = False
    has_site: bool = True


@dataclass(frozen=True)
class DemoPerson:
    """An invented person in one office of one unit, with further ones that the same person holds there."""

    username: str
    family_name: str
    given_name: str
    unit: str
    office: str
    title: str
    duties: str
    phone: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class DemoArticle:
    """One article; `body` is a tuple of (block name, value)."""

    key: str
    unit: str
    column: str
    title: str
    source: str
    author: str
    editor: str
    written_days_ago: int
    hour: int
    minute: int
    kind: str
    tags: tuple[str, ...]
    summary: str
    body: tuple[tuple[str, object], ...]
    subtitle: str = ""
    document_number: str = ""
    major: bool = False


@dataclass(frozen=True)
class DemoTopic:
    """A topic 专题 of the portal: collects what carries one of its tags."""

    key: str
    title: str
    summary: str
    tags: tuple[str, ...]
    picture: str
    unit: str = "portal-office"
