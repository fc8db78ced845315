"""Sets and orders in memory agree with the plain way of doing it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from opencat.catalogue.bitmaps import Bitmaps, bitmap_of
from opencat.catalogue.orders import Order, Titles, title_key

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
keys = st.integers(1, 300)
rows = st.dictionaries(keys, st.tuples(st.integers(0, 3), st.sampled_from("abc")), max_size=60)


def plain(held: Bitmaps, facet: str, value: object) -> set[int]:
    bitmap = held.having(facet, value)
    return {key for key in range(bitmap.bit_length()) if bitmap >> key & 1}


@given(before=rows, changes=rows, gone=st.sets(keys, max_size=10))
def test_changes_lead_to_what_building_anew_gives(
    before: dict[int, tuple[int, str]], changes: dict[int, tuple[int, str]], gone: set[int]
) -> None:
    gone -= changes.keys()
    held = Bitmaps.of(("year", "state"), before.items()).with_changes(gone | changes.keys(), changes.items())
    now = {key: values for key, values in (before | changes).items() if key not in gone}
    anew = Bitmaps.of(("year", "state"), now.items())
    assert held.everything == anew.everything == bitmap_of(now)
    for year in range(4):
        assert plain(held, "year", year) == plain(anew, "year", year) == {key for key in now if now[key][0] == year}
    for state in "abc":
        assert plain(held, "state", state) == {key for key in now if now[key][1] == state}


@given(
    pairs=st.dictionaries(keys, st.integers(0, 9), max_size=60),
    chosen=st.sets(keys, max_size=60),
    start=st.integers(0, 70),
    size=st.integers(0, 30),
    descending=st.booleans(),
)
def test_any_part_of_any_selection_in_order(
    pairs: dict[int, int], chosen: set[int], start: int, size: int, descending: bool
) -> None:
    order = Order(sorted((value, key) for key, value in pairs.items()))
    chosen &= pairs.keys()
    wanted = sorted(chosen, key=lambda key: (pairs[key], key), reverse=descending)
    assert order.part(bitmap_of(chosen), start, start + size, descending=descending) == wanted[start : start + size]


@given(before=st.dictionaries(keys, st.integers(0, 9)), changes=st.dictionaries(keys, st.integers(0, 9), max_size=40))
def test_an_order_keeps_its_order(before: dict[int, int], changes: dict[int, int]) -> None:
    order = Order(sorted((value, key) for key, value in before.items()))
    changed = order.with_changes(set(changes), sorted((value, key) for key, value in changes.items()))
    assert changed.pairs == sorted((value, key) for key, value in (before | changes).items())


@given(
    titles=st.lists(st.text("教育局办法通知Aａ（(龘𠮷𬭚", max_size=8), max_size=20),
    word=st.text("教局办aＡ(龘𠮷", min_size=1, max_size=2),
)
def test_words_are_found_where_they_are_and_nowhere_else(titles: list[str], word: str) -> None:
    pairs = sorted((title_key(title), key) for key, title in enumerate(titles, 1))
    read = title_key(word).decode("gb18030")
    wanted = {key for title, key in pairs if read in title.decode("gb18030")}
    assert set(Titles(Order(pairs)).with_words([word])) == wanted
