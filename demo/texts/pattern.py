"""A text pattern: what an article of one kind looks like before its words are filled in.

Notation of `body`, one block a line (a line that starts with two spaces continues the block):

    plain line       paragraph
    # text           heading
    % text           provision 条, numbered by itself
    |= text          caption that opens a table; `| a | b` are its rows, the first the header
    > text || source quotation

`[a|b]` chooses one of the alternatives, `{name}` is a word (see `words.py`).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Pattern:
    """One text pattern; `number` makes a document number, `scenes` override the unit's pictures."""

    name: str
    title: str
    body: str
    subtitle: str = ""
    number: str = ""
    tags: tuple[str, ...] = ()
    scenes: tuple[str, ...] = ()
    picture: float = 0.0  # share of articles that carry a picture
    options: tuple[tuple[str, tuple[str, ...]], ...] = ()
    major: bool = False


def read_patterns(text: str) -> tuple[Pattern, ...]:
    """Patterns written one after the other.

    `=== name` opens one; `title:`, `subtitle:`, `number:`, `tags:`, `scenes:`, `picture:`,
    `major: yes` and `let word: a/b/c` are its fields; what follows the line `---` is its body.
    """
    found = []
    for part in text.split("\n=== ")[1:]:
        head, _, body = part.partition("\n---\n")
        name, *lines = head.split("\n")
        fields: dict[str, str] = {}
        for line in joined("\n".join(lines)):
            key, _, value = line.partition(": ")
            fields[key] = value.strip()
        found.append(_pattern(name.strip(), fields, "\n".join(joined(body))))
    return tuple(found)


def _pattern(name: str, fields: dict[str, str], body: str) -> Pattern:
    options = tuple(
        (key.removeprefix("let "), tuple(value.split("/"))) for key, value in fields.items() if key.startswith("let ")
    )
    return Pattern(
        name=name,
        title=fields["title"],
        body=body,
        subtitle=fields.get("subtitle", ""),
        number=fields.get("number", ""),
        tags=tuple(fields.get("tags", "").split()),
        scenes=tuple(fields.get("scenes", "").split()),
        picture=float(fields.get("picture", "0")),
        options=options,
        major=fields.get("major") == "yes",
    )


def joined(text: str) -> list[str]:
    """Lines with their continuations (which start with two spaces) put together."""
    lines: list[str] = []
    for line in text.split("\n"):
        if line.startswith("  ") and lines:
            lines[-1] += line.strip()
        elif line.strip():
            lines.append(line.rstrip())
    return lines
