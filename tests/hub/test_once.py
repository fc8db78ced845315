"""What plays on one database alone asks nothing of the other that others do not ask (docs/testing.md)."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tests.once import COVER, Recorded, choose, name_of, plays_once, shortened

RECORDED = st.dictionaries(
    st.text("abc[]", min_size=1, max_size=4),
    st.builds(Recorded, st.floats(0, 10), st.sets(st.sampled_from("pqrst"))),
    max_size=12,
)


@given(RECORDED)
def test_every_shape_stays_with_enough_tests_on_both(tests: dict[str, Recorded]) -> None:
    once = choose(tests)
    everywhere = Counter(shape for test in tests.values() for shape in test.shapes)
    twice = Counter(shape for name, test in tests.items() if name not in once for shape in test.shapes)
    assert all(twice[shape] >= min(COVER, number) for shape, number in everywhere.items())


def test_a_function_stands_for_all_its_parameters_only_if_all_play_once() -> None:
    tests = {name: Recorded() for name in ("a[1]", "a[2]", "b[1]", "b[2]", "c")}
    names = frozenset(shortened({"a[1]", "a[2]", "b[1]", "c"}, tests))
    assert names == {"a", "b[1]", "c"}
    assert plays_once("a[3]", names)
    assert not plays_once("b[2]", names)


def test_a_test_is_known_wherever_its_file_lies() -> None:
    assert name_of("tests/approval/test_gate.py::test_it[a/b]") == "test_gate.py::test_it[a/b]"
