"""The state of the search page and its address: what makes no sense is not asked, and what is asked comes back."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.enums import Kind, Scope, Sort
from search.form import EARLIEST, LATEST, SearchRequest, page_asked, read
from search.query import LONGEST_QUERY
from sites.pages.enums import Validity

YEARS = st.none() | st.integers(EARLIEST, LATEST)
CODES = st.sampled_from(["", "jyj", "1403", "140301"])


def reread(query: str) -> SearchRequest:
    return read(dict(parse_qsl(query.removeprefix("?"))))


@st.composite
def states(draw: st.DrawFn) -> SearchRequest:
    scope = draw(st.sampled_from(Scope))
    first, last = sorted((draw(st.integers(EARLIEST, LATEST)), draw(st.integers(EARLIEST, LATEST))))
    return SearchRequest(
        words=draw(st.sampled_from(["", "教育", '教育 "财政预算"', "a&b=c", "100% +1", "兴市府办〔2014〕19号"])),
        scope=scope,
        sort=draw(st.sampled_from(Sort)),
        in_title=draw(st.booleans()),
        unit=draw(CODES),
        category=draw(CODES),
        kind="" if scope == Scope.POLICY else draw(st.sampled_from(["", *Kind.values])),
        year=draw(YEARS),
        year_from=draw(st.sampled_from([None, first])),
        year_to=draw(st.sampled_from([None, last])),
        state=draw(st.sampled_from(["", *Validity.values])),
        attachment=draw(st.booleans()),
    )


@given(states())
def test_the_address_keeps_the_whole_state(asked: SearchRequest) -> None:
    assert reread(asked.query()) == asked


@given(
    st.dictionaries(
        st.sampled_from(["q", "phrase", "number", "without", "scope", "sort", "year", "unit", "page"]), st.text()
    )
)
def test_anything_may_stand_in_the_address(parameters: dict[str, str]) -> None:
    asked = read(parameters)
    assert len(asked.words) <= LONGEST_QUERY
    assert reread(asked.query()) == replace(asked, is_clipped=False)
    assert 1 <= page_asked(parameters, 50) <= 50


def test_what_goes_without_saying_is_not_said() -> None:
    assert SearchRequest("教育").query() == "?q=%E6%95%99%E8%82%B2"
    assert SearchRequest("a").query(scope=Scope.GROUP, year=2014) == "?q=a&scope=group&year=2014"


@pytest.mark.parametrize(
    "parameters",
    [
        {"scope": "everywhere"}, {"sort": "random"}, {"kind": "x"}, {"state": "new"}, {"unit": "' OR 1=1"},
        {"category": "../.."}, {"year": "20"}, {"year": "9999"}, {"year_from": "abcd"}, {"year_to": "２０１４"},
        {"in_title": "yes"}, {"attachment": "no"}, {"nonsense": "1"},
    ],
)  # fmt: skip
def test_nonsense_is_not_asked(parameters: dict[str, str]) -> None:
    assert read({"q": "a", **parameters}) == SearchRequest("a")


def test_the_advanced_form_is_one_query() -> None:
    asked = read({"q": "预算", "phrase": '教育 "经费', "number": "兴市府办〔2014〕19号"})
    assert asked.words == '预算 "教育 经费" 兴市府办〔2014〕19号'
    assert read({"phrase": "", "number": " ", "without": " - "}) == SearchRequest()
    assert read({"q": "预算", "without": '教育 －经费 "--学校"'}).words == "预算 -教育 -经费 -学校"


def test_years_from_and_to() -> None:
    assert read({"year_from": "2016", "year_to": "2014"}).years == (2014, 2015, 2016)
    assert read({"year_from": "2099"}).years == (2099, 2100)
    assert read({"year_to": "1901"}).years == (1900, 1901)
    assert read({"year": "2015", "year_from": "2014"}).years == (2015,)
    assert read({}).years == ()


def test_the_policy_library_is_a_kind_of_its_own() -> None:
    assert read({"scope": "policy", "kind": "news"}) == SearchRequest(scope=Scope.POLICY)


@pytest.mark.parametrize(
    ("page", "number"),
    [("1000000000", 50), ("9" * 5000, 1), ("x", 1), ("-1", 1), ("0", 1), ("２", 1), ("7", 7), ("", 1)],
)
def test_pages(page: str, number: int) -> None:
    assert page_asked({"page": page}, 50) == number
