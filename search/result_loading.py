"""What is read of documents that were found: what ranking looks at, and what pages and the API show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cached_property, lru_cache, partial
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import F, Func, TextField, Value

from search.models import IndexedText
from search.ranking import Candidate

Rows = Iterable[Sequence[Any]]

# Characters of a text that ranking looks at: the fewer texts there are, the more of each.
LEAST_READ, MOST_READ, READ_IN_ALL = 30_000, 200_000, 4_000_000
# So few are read as they are shown at once. Of more, texts are read as ranking needs them, and then those of one page.
AT_ONCE = 30


@dataclass(frozen=True)
class Shown:
    """What pages and the API show of an `IndexedDocument`, and where it is; unit and category by their keys."""

    pk: int
    title: str
    folded_title: str
    document_number: str
    index_number: str
    summary: str
    kind: str
    state: str
    language: str
    unit: int
    category: int | None
    written_on: date | None
    published_at: datetime | None
    has_attachment: bool
    object_id: int
    path: str  # of what is no page, below the root of its unit's host
    url_path: str | None


@dataclass(frozen=True)
class Text:
    """One of a document's; of a file its title and key."""

    text: str
    folded: str
    title: str
    file: int | None


class FoundDocument:
    """`rows`: one for each of its texts. `is_whole`: they are there uncut, as they are written and folded."""

    def __init__(self, rows: Sequence[tuple[Any, ...]], *, is_whole: bool) -> None:
        self._rows = rows
        self.is_whole = is_whole

    @cached_property
    def candidate(self) -> Candidate:
        first = self._rows[0]
        # Of its parts, only its own text has headings.
        return Candidate(*_ranked(first), tuple(row[_FOLDED] for row in self._rows), first[_HEADINGS])

    @property
    def shown(self) -> Shown:
        return Shown(*_shown(self._rows[0]))

    def texts(self) -> Iterator[Text]:
        """Its own before those of its attachments."""
        return (Text(*row[:_HEADINGS]) for row in self._rows)


_TEXT = ("text", "folded", "title", "file", "headings")
_FOLDED, _HEADINGS = _TEXT.index("folded"), _TEXT.index("headings")
_SHOWN = ("document", *(f"document__{each.name}" for each in fields(Shown)[1:-1]), "document__page__url_path")
# The fields of `Candidate`, in its order.
_RANKED = (
    "document", "document__folded_title", "document__number_key", "document__index_number", "document__kind",
    "document__state", "document__unit", "document__published_at", "document__popularity",
)  # fmt: skip
_COLUMNS = (*_TEXT, *dict.fromkeys(_SHOWN + _RANKED))


def _of(names: tuple[str, ...]) -> itemgetter[Any]:
    return itemgetter(*map(_COLUMNS.index, names))


_shown, _ranked = _of(_SHOWN), _of(_RANKED)
_key = _of(("document",))


def to_rank(keys: Sequence[int]) -> dict[int, FoundDocument]:
    """By their keys, of which there is one at least. One query."""
    length = max(LEAST_READ, min(MOST_READ, READ_IN_ALL // len(keys)))
    written = len(keys) <= AT_ONCE
    return {
        key: FoundDocument(rows, is_whole=written and all(len(row[_FOLDED]) < length for row in rows))
        for key, rows in _read(keys, written=written, length=length)
    }


def to_show(keys: Sequence[int], read: dict[int, FoundDocument]) -> dict[int, FoundDocument]:
    """Whole, by their keys. One query; none where `read` has them whole."""
    missing = [key for key in keys if key not in read or not read[key].is_whole]
    if not missing:
        return read
    return read | {key: FoundDocument(rows, is_whole=True) for key, rows in _read(missing)}


def _read(
    keys: Sequence[int], *, written: bool = True, length: int | None = None
) -> Iterator[tuple[int, list[tuple[Any, ...]]]]:
    sql, parameters, convert = _compiled(written, length, len(keys))
    with connection.cursor() as cursor:
        cursor.execute(sql, (*parameters, *keys))
        rows = convert(cursor.fetchall())
    return ((key, list(parts)) for key, parts in groupby(rows, _key))


@lru_cache(500)
def _compiled(written: bool, length: int | None, number: int) -> tuple[str, tuple[Any, ...], Callable[[Rows], Rows]]:
    """The query for the texts of so many documents, their keys to come: as they are written, if that is asked for, and
    folded to `length`, with their columns; and what makes Python's values of the database's.

    Plain values: model instances cost as much as ranking them. Kept: to write the query takes as long as to answer it.
    """
    folded = _Beginning("folded", length=length) if length else F("folded")
    texts = IndexedText.objects.filter(document__in=range(number)).order_by("document", "pk")
    texts = texts.values_list(F("text") if written else Value(""), folded, *_COLUMNS[_FOLDED + 1 :])
    compiler = texts.query.get_compiler(DEFAULT_DB_ALIAS)
    sql, parameters = compiler.as_sql()
    converters = compiler.get_converters([column for column, *_alias in compiler.select])
    convert = partial(compiler.apply_converters, converters=converters) if converters else iter
    return sql, parameters[:-number], convert


class _Beginning(Func):
    """The first `length` characters of a text."""

    template = "SUBSTR(%(expressions)s, 1, %(length)s)"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Counting characters costs as much there as reading them, so it is left out where there are fewer bytes."""
        short = "OCTET_LENGTH(%(expressions)s) <= %(length)s"
        template = f"CASE WHEN {short} THEN %(expressions)s ELSE {self.template} END"
        return self.as_sql(compiler, connection, template=template, **context)
