"""What each unit deals with: the words that its articles are filled with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from demo.texts import profiles_departments, profiles_party, profiles_towns


@dataclass(frozen=True)
class Profile:
    """Lists of words by use; each list has at least one entry."""

    words: dict[str, tuple[str, ...]]
    scenes: tuple[str, ...]
    tags: tuple[str, ...]


# order of the fields in a record
FIELDS = ("matters", "objects", "publics", "services", "forms", "projects", "tips", "offices", "laws", "scenes", "tags")


def parse(text: str) -> dict[str, Profile]:
    """Records `@code`, then one line a field `name: word/word`; other lines continue the last."""
    raw: dict[str, dict[str, str]] = {}
    code = field = ""
    for line in text.splitlines():
        name, colon, rest = line.partition(": ")
        if line.startswith("@"):
            code, field = line[1:].strip(), ""
            raw[code] = {}
        elif colon and name in FIELDS:
            field = name
            raw[code][field] = rest.strip()
        elif line.strip():
            raw[code][field] += line.strip()
    return {code: _profile(code, record) for code, record in raw.items()}


def _profile(code: str, record: dict[str, str]) -> Profile:
    missing = [name for name in FIELDS if not record.get(name)]
    if missing:
        raise ValueError(f"{code}: {missing}")
    words = {name: tuple(w.strip() for w in text.split("/")) for name, text in record.items()}
    return Profile(words, words.pop("scenes"), words.pop("tags"))


@cache
def profiles() -> dict[str, Profile]:
    """The profile of every unit with a site of its own kind, by unit code; towns under `town`."""
    return parse(profiles_towns.TEXT + profiles_party.TEXT + profiles_departments.TEXT)
