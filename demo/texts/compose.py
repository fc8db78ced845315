"""Turns a pattern and its words into the blocks of an article."""

from __future__ import annotations

import random

from demo.pictures.catalogue import PictureSpec, pictures
from demo.texts.pattern import Pattern
from demo.texts.words import Words, numeral

Block = tuple[str, object]

# what a title names should be what its picture shows
SUBJECT_SCENES: tuple[tuple[str, str], ...] = (
    ("图书", "library"),
    ("卫生院", "hospital"),
    ("医疗", "hospital"),
    ("教学楼", "school"),
    ("校园", "school"),
    ("学校", "school"),
    ("政务服务", "service_hall"),
    ("绿道", "sport"),
    ("健身", "sport"),
    ("体育", "sport"),
    ("冷链", "orchard_market"),
    ("展销", "orchard_market"),
    ("桥", "viaduct"),
    ("公路", "road"),
    ("村道", "road"),
    ("水库", "reservoir"),
    ("强降雨", "rain"),
    ("雷雨", "rain"),
    ("防汛", "river"),
    ("丝苗米", "rice"),
    ("油茶", "camellia"),
    ("杯花舞", "dance"),
    ("围龙屋", "roundhouse"),
    ("古村落", "lane"),
    ("植树", "planting"),
    ("森林", "forest"),
    ("消防", "drill"),
    ("公园", "square"),
    ("广场", "square"),
)


def blocks(pattern: Pattern, words: Words) -> list[Block]:
    """The body of an article without pictures."""
    found: list[Block] = []
    provision = 0
    table: dict[str, object] | None = None
    for line in pattern.body.split("\n"):
        text = words.fill(line)
        if line.startswith("|="):
            table = {"caption": text[2:].strip(), "rows": []}
            found.append(("table", table))
        elif line.startswith("|"):
            if table is None:
                raise ValueError(f"{pattern.name}: a row without a table")
            cells = [cell.strip() for cell in text[1:].split("|")]
            table["rows"].append(cells)  # type: ignore[attr-defined]
        elif line.startswith("# "):
            found.append(("heading", text[2:]))
        elif line.startswith("% "):
            provision += 1
            found.append(("provision", (f"第{numeral(provision)}条", text[2:])))
        elif line.startswith("> "):
            said, _, source = text[2:].partition(" || ")
            found.append(("quotation", {"text": said, "source": source}))
        else:
            found.append(("paragraph", text))
    return found


def with_pictures(
    body: list[Block], pattern: Pattern, scenes: tuple[str, ...], rng: random.Random, about: tuple[str, str]
) -> list[Block]:
    """The body with a picture after its first paragraph, or a gallery at its end, or neither.

    `about` is what captions begin with, and the title of the article.
    """
    if rng.random() >= pattern.picture:
        return body
    caption, title = about
    named = next(((scene,) for word, scene in SUBJECT_SCENES if word in title), None)
    indoors = "meeting" in pattern.scenes  # a meeting about roads is still a meeting
    wanted = pattern.scenes if indoors else named or pattern.scenes or scenes
    pool = [s for s in pictures().values() if s.scene in wanted]
    if len(pool) >= 4 and rng.random() < 0.22:
        chosen = rng.sample(pool, rng.choice((2, 3, 4)))
        return [*body, ("gallery", [_figure(s, caption) for s in chosen])]
    place = 1 if body[0][0] == "paragraph" else 2
    return [*body[:place], ("image", _figure(rng.choice(pool), caption)), *body[place:]]


def _figure(spec: PictureSpec, about: str) -> dict[str, str]:
    return {"picture": spec.key, "alt": spec.alt, "caption": f"{about}{spec.title}"}


def summary(body: list[Block], limit: int = 110) -> str:
    """The first sentences of the first telling paragraph, whole ones where they fit."""
    spoken = [
        str(value) if name == "paragraph" else str(value[1])  # type: ignore[index]
        for name, value in body
        if name in ("paragraph", "provision")
    ]
    first = next((text for text in spoken if len(text) >= 30), spoken[0])
    kept = ""
    for sentence in first.split("。"):
        if not sentence:
            continue
        if kept and len(kept) + len(sentence) + 1 > limit:
            break
        kept += sentence + "。"
    return kept if len(kept) <= limit + 60 else kept[:limit] + "…"


def lengthened(body: list[Block], words: Words, closings: list[str], least: int = 265) -> list[Block]:
    """The body with closing paragraphs until it has `least` characters."""
    pool = words.rng.sample(closings, len(closings))
    while pool and text_length(body) < least:
        body = [*body, ("paragraph", words.fill(pool.pop()))]
    return body


def text_length(body: tuple[Block, ...] | list[Block]) -> int:
    """Characters that a reader reads, captions left out."""
    total = 0
    for name, value in body:
        if name in ("heading", "paragraph"):
            total += len(str(value))
        elif name == "provision":
            total += sum(len(part) for part in value)  # type: ignore[attr-defined]
        elif name == "table":
            total += sum(len(c) for row in value["rows"] for c in row)  # type: ignore[index]
        elif name == "quotation":
            total += len(value["text"])  # type: ignore[index]
    return total
