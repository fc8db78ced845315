"""Which part of an old version is which of the new one: by its id, else by what it says."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Sequence
from typing import NamedTuple

from hub.differences.sequences import Budget, in_order, opcodes

# Places in the old and the new sequence; None where there is none.
Pair = tuple[int | None, int | None]
Keys = Sequence[Sequence[Hashable]]


NEW, GONE, CHANGED, MOVED = "新增", "删除", "改动", "移动"


class Item(NamedTuple):
    """`id` is None for what has none of its own; `key` is equal for what says the same."""

    id: Hashable
    kind: str
    key: str


class Placed(NamedTuple):
    old: int | None
    new: int | None
    is_moved: bool = False


def word_for(place: Placed, *, has_changed: bool) -> str:
    """What has become of it; "" if nothing."""
    if place.old is None:
        return NEW
    if place.new is None:
        return GONE
    return CHANGED if has_changed else MOVED if place.is_moved else ""


def number_of(place: Placed) -> int:
    """Where it stands, counted from 1; of what is gone, where it stood."""
    return (place.new if place.new is not None else place.old or 0) + 1


def placed(old: Sequence[Item], new: Sequence[Item]) -> list[Placed]:
    """In the order of the new sequence; what was removed stands where it was."""
    matches = _matches(old, new)
    stayed = in_order(list(matches.values()))
    gone = set(range(len(old))) - set(matches.values())
    after: dict[int | None, list[Placed]] = defaultdict(list)
    neighbour: int | None = None
    for place in range(len(old)):
        if place in stayed:
            neighbour = place
        elif place in gone:
            after[neighbour].append(Placed(place, None))
    result = list(after[None])
    for place in range(len(new)):
        was = matches.get(place)
        result.append(Placed(was, place, is_moved=was is not None and was not in stayed))
        if was in stayed:
            result += after[was]
    return result


def _matches(old: Sequence[Item], new: Sequence[Item]) -> dict[int, int]:
    """Places of `old` by those of `new`, in the order of `new`."""
    found: dict[int, int] = {}
    _match(found, old, new, lambda item: (item.id, item.kind) if item.id is not None else None)
    has_ids = bool(found)
    _match(found, old, new, lambda item: (item.kind, item.key))
    if not has_ids:  # all ids are new, as of what a script writes
        _match(found, old, new, lambda item: item.kind)
    return dict(sorted(found.items()))


def _match(
    found: dict[int, int], old: Sequence[Item], new: Sequence[Item], name: Callable[[Item], Hashable | None]
) -> None:
    waiting: dict[Hashable, deque[int]] = defaultdict(deque)
    taken = set(found.values())
    for place, item in enumerate(old):
        if place not in taken and name(item) is not None:
            waiting[name(item)].append(place)
    for place, item in enumerate(new):
        if place not in found and name(item) is not None and waiting[name(item)]:
            found[place] = waiting[name(item)].popleft()


def pairs(
    old: Keys, new: Keys, budget: Budget, alike: Callable[[int, int], bool] = lambda _old, _new: True
) -> list[Pair]:
    """Rows or columns without ids, each known by several keys: by the first, and where that is changed by the next.

    What is left over is taken in its order, if it is `alike`.
    """
    depth = len(next(iter([*old, *new]), ()))

    def by_key(level: int, olds: range, news: range) -> list[Pair]:
        if not olds or not news:
            return [*((place, None) for place in olds), *((None, place) for place in news)]
        if level == depth:
            return _in_order(olds, news, alike)
        found: list[Pair] = []
        ops = opcodes([old[place][level] for place in olds], [new[place][level] for place in news], budget)
        for tag, old_from, old_to, new_from, new_to in ops:
            if tag == "equal":
                found += zip(olds[old_from:old_to], news[new_from:new_to], strict=True)
            else:
                found += by_key(level + 1, olds[old_from:old_to], news[new_from:new_to])
        return found

    return by_key(0, range(len(old)), range(len(new)))


def _in_order(olds: range, news: range, alike: Callable[[int, int], bool]) -> list[Pair]:
    found: list[Pair] = []
    for old, new in zip(olds, news, strict=False):
        found += [(old, new)] if alike(old, new) else [(old, None), (None, new)]
    shared = min(len(olds), len(news))
    return [*found, *((place, None) for place in olds[shared:]), *((None, place) for place in news[shared:])]
