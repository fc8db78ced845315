"""Which indexes there are: versions side by side, one of them live behind the alias ELASTICSEARCH_INDEX.

Each version has an alias of its own for writing. Writers name that one and require it to be an alias, so that a late
write never makes the node create an index anew that was removed meanwhile.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from django.conf import settings
from elasticsearch import NotFoundError
from elasticsearch.dsl import Index

from search.elastic.mapping import FILLED, LIVE, SEGMENTS, SETTINGS, SHAPE, SearchDocument
from search.elastic.node import client

MERGING = 3600  # seconds that merging the segments of a new version may take
GRACE = 2.0  # seconds, longer than a search may take: those under way end on the version that they began with


@dataclass(frozen=True)
class Versions:
    """`every` version that exists, the live one among them."""

    live: str | None
    every: tuple[str, ...]

    @property
    def others(self) -> tuple[str, ...]:
        return tuple(name for name in self.every if name != self.live)


def alias() -> str:
    return settings.ELASTICSEARCH_INDEX


def writing_alias(version: str) -> str:
    return f"{version}-in"


def versions() -> Versions:
    """Read anew each time: another process may be building the next one."""
    pattern = re.compile(rf"{re.escape(alias())}-\d{{20}}")
    try:
        found = client().indices.get_alias(index=f"{alias()}-*")
    except NotFoundError:
        return Versions(None, ())
    names = sorted(name for name in found if pattern.fullmatch(name))
    live = [name for name in names if alias() in found[name]["aliases"]]
    return Versions(live[-1] if live else None, tuple(names))


@cache
def is_of_our_shape(version: str) -> bool:
    """Whether a version has the fields that this program writes and asks for. They stay as they were made."""
    try:
        mapping = client().indices.get_mapping(index=version)[version]["mappings"]
    except NotFoundError:  # it was removed meanwhile
        return False
    return mapping.get("_meta", {}).get("shape") == SHAPE


def create_next() -> str:
    """A new, empty version; not live yet, and written to from now on by everybody who writes."""
    name = f"{alias()}-{datetime.now(UTC):%Y%m%d%H%M%S%f}"
    index = Index(name, using=client())
    index.settings(**SETTINGS)
    index.document(SearchDocument)
    index.aliases(**{writing_alias(name): {}})
    index.create()
    client().indices.put_settings(index=name, settings=FILLED)
    return name


def make_live(name: str) -> None:
    """Swaps in one step: no question finds nothing, or both. The versions before it are removed."""
    client().indices.put_settings(index=name, settings=LIVE)
    client(MERGING).indices.forcemerge(index=name, max_num_segments=SEGMENTS)
    client().indices.flush(index=name)
    client().indices.refresh(index=name)
    before = versions()
    actions: list[dict[str, object]] = [{"add": {"index": name, "alias": alias()}}]
    if before.live and before.live != name:
        actions.append({"remove": {"index": before.live, "alias": alias()}})
    client().indices.update_aliases(actions=actions)
    if before.live:
        time.sleep(GRACE)
    remove([each for each in before.every if each != name])


def remove(names: list[str] | tuple[str, ...]) -> None:
    for name in names:
        client().indices.delete(index=name, ignore_unavailable=True)
