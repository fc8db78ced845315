"""What verification finds: of which kind, in a Chinese sentence, and of which page, if it is of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sites.approval.enums import FindingKind


class Finding(NamedTuple):
    kind: FindingKind
    text: str
    page: int | None = None

    def __str__(self) -> str:
        return self.text


def all_of(kind: FindingKind, sentences: Iterable[str]) -> Iterator[Finding]:
    return (Finding(kind, sentence) for sentence in sentences)
