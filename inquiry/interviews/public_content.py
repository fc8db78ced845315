"""Interviews as search, sitemap, feeds, API and home sections find them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from inquiry.models.interview import Interview
from sites.pages.public_content import PublicContent, PublicItem


class Interviews(PublicContent):
    model = Interview
    name = "interview"
    label = "在线访谈"
    path = "interviews/"
    changed_field = "last_published_at"

    def public(self) -> Any:
        return Interview.objects.filter(live=True).select_related("unit").order_by("-begins_at", "-pk")

    def items(self, objects: Iterable[Any]) -> Iterator[PublicItem]:
        for interview in objects:
            yield PublicItem(
                key=interview.pk,
                unit_id=interview.unit_id,
                path=f"{self.path}{interview.pk}/",
                title=interview.title,
                published_at=interview.first_published_at,
                changed_at=interview.last_published_at,
                summary=interview.introduction[:200],
                text="\n".join([interview.introduction, *_guests(interview), *_speeches(interview)]),
                source=interview.unit.name,
                files=tuple(_files(interview)),
            )


def _guests(interview: Interview) -> Iterator[str]:
    """As they are stored: no picture is looked up."""
    for block in interview.guests.raw_data:
        yield f"{block['value']['name']} {block['value']['office']}"


def _speeches(interview: Interview) -> Iterator[str]:
    for block in interview.transcript.raw_data:
        if block["type"] == "speech":
            yield f"{block['value']['speaker']}：{block['value']['text']}"


def _files(interview: Interview) -> Iterator[tuple[int, str]]:
    for block in interview.transcript.raw_data:
        if block["type"] == "video":
            yield from ((block["value"][name], "") for name in ("video", "captions") if block["value"].get(name))
