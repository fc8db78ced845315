"""Markdown to the blocks of an article's body. Pure: no ORM, no clock.

Headings, provisions 条 with all their paragraphs 款 and items 项, paragraphs, lists, tables and quotations become
blocks of hub.blocks.BodyBlock; no text is lost on the way.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sites.importing.inline import clean, pictures, to_html, to_plain
from sites.importing.lines import Chunk, Kind, chunks
from sites.importing.provisions import opens_annex, opens_main_point, read_provision
from sites.importing.tables import table_value

MAX_HEADING = 200
_NAMESPACE = uuid.UUID("5a1f7d0c-6f0e-4b57-9d55-2f1b8a2f7c11")


@dataclass
class Block:
    """One block of a body: its name in BodyBlock and its value as stored."""

    type: str
    value: Any


@dataclass
class Parsed:
    blocks: list[Block] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)


def parse(markdown: str) -> Parsed:
    """The blocks of a text, and the addresses of pictures of which only the alternative text is kept."""
    writer = _Writer()
    for chunk in chunks(markdown):
        for line in chunk.lines:
            writer.parsed.pictures += pictures(line)
        writer.take(chunk)
    writer.close()
    return writer.parsed


@dataclass
class _Writer:
    """Gathers rich text until something ends it: a provision keeps every paragraph and list up to the next heading,
    provision, table, quotation, rule or annex; other text forms one block up to the next numbered point."""

    parsed: Parsed = field(default_factory=Parsed)
    number: str = ""
    html: list[str] = field(default_factory=list)

    def take(self, chunk: Chunk) -> None:
        if chunk.kind in (Kind.HEADING, Kind.PARAGRAPH):
            self.take_text(chunk)
        elif chunk.kind in (Kind.BULLETS, Kind.NUMBERS):
            tag = "ul" if chunk.kind is Kind.BULLETS else "ol"
            items = "".join(f"<li>{to_html(item)}</li>" for item in chunk.lines)
            self.html.append(f"<{tag}>{items}</{tag}>")
        else:
            self.close()
            if chunk.kind is Kind.TABLE:
                self.add("table", table_value(chunk.lines))
            elif chunk.kind is Kind.QUOTATION and (text := "\n".join(map(to_plain, chunk.lines)).strip()):
                self.add("quotation", {"text": text, "source": ""})

    def take_text(self, chunk: Chunk) -> None:
        provision = read_provision(chunk.text)
        if provision is not None:
            self.close()
            self.number = provision.number
            self.take_paragraph(provision.text)
            return
        if chunk.kind is Kind.HEADING:
            self.close()
            self.take_heading(chunk)
            return
        if opens_annex(chunk.text) or (not self.number and opens_main_point(chunk.text)):
            self.close()
        self.take_paragraph(chunk.text)

    def take_heading(self, chunk: Chunk) -> None:
        text = to_plain(chunk.text)
        if len(text) > MAX_HEADING:
            self.html.append(f"<p><b>{to_html(chunk.text)}</b></p>")
        elif text:
            self.add("heading", {"text": text, "level": "2" if chunk.level < 3 else "3"})

    def take_paragraph(self, text: str) -> None:
        if to_plain(text):
            self.html.append(f"<p>{to_html(text)}</p>")

    def close(self) -> None:
        """Ends the provision or paragraphs being gathered. A number without text stays as a paragraph."""
        text = clean("".join(self.html))
        if self.number and text:
            self.add("provision", {"number": self.number, "text": text})
        elif self.number:
            self.add("paragraph", f"<p>{self.number}</p>")
        elif text:
            self.add("paragraph", text)
        self.number, self.html = "", []

    def add(self, block_type: str, value: Any) -> None:
        self.parsed.blocks.append(Block(block_type, value))


def stream_data(blocks: Iterable[Block], document: str) -> list[dict[str, Any]]:
    """What a StreamField stores. Ids follow from the document and the block's place in it, so that a second import
    of the same text has the same digest, and a comparison of two versions sees a changed provision as the same one."""
    data, seen, anchor = [], Counter[str](), ""
    for block in blocks:
        if block.type == "heading":
            anchor = key = f"heading:{block.value['text']}"
        elif block.type == "provision":
            anchor = key = f"provision:{block.value['number']}"
        else:
            key = f"{anchor}/{block.type}"
        seen[key] += 1
        block_id = str(uuid.uuid5(_NAMESPACE, f"{document}\n{key}\n{seen[key]}"))
        data.append({"type": block.type, "value": block.value, "id": block_id})
    return data
