"""The index in the database: what it finds, filters, counts and leaves uncounted, the same on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from search.backends import base, database, database_backend, sqlite
from search.backends.base import Found
from search.enums import Sort
from search.match import loose, near, strict
from search.models import IndexedDocument
from search.query import Filters, question_of
from tests.factories import published
from tests.search.documents import key_of, keys_of
from tests.staffed import Staffed

Indexed = Callable[[], int]


def find(query: str, *, match: Callable[..., Any] = strict, limit: int = 20, offset: int = 0, **context: Any) -> Found:
    filters = Filters(**{name: context.pop(name) for name in list(context) if hasattr(Filters, name)})
    question = question_of(query, filters=filters, **context)
    return database_backend().find(question, match(question), offset, limit)


def titles(found: Found) -> list[str]:
    known = dict(IndexedDocument.objects.values_list("pk", "title"))
    return [known[key] for key in found.keys]


@pytest.fixture
def three(bureau: Staffed, other_bureau: Staffed, indexed: Indexed) -> tuple[Any, Any, Any]:
    found = (
        published(bureau.column, title="农村道路管理办法", written_on=date(2020, 5, 1), genre="notice"),
        published(bureau.column, title="工作简报", summary="检查农村道路", written_on=date(2021, 5, 1)),
        published(other_bureau.column, title="农村公路道路养护", written_on=date(2021, 6, 1), validity="abolished"),
    )
    indexed()
    return found


def test_titles_come_first_then_the_newest(three: Any) -> None:
    assert titles(find("农村 道路")) == ["农村公路道路养护", "农村道路管理办法", "工作简报"]
    assert titles(find("农村 道路", sort=Sort.DATE)) == ["农村公路道路养护", "工作简报", "农村道路管理办法"]
    assert titles(find("农村 道路", offset=1, limit=1)) == ["农村道路管理办法"]
    assert titles(find("农村 道路", in_title=True)) == ["农村公路道路养护", "农村道路管理办法"]


def test_each_filter_by_itself_and_together(three: Any, bureau: Staffed, other_bureau: Staffed) -> None:
    first, second, third = three

    def keys(**filters: Any) -> set[int]:
        return set(find("农村 道路", **filters).keys)

    assert keys(units=frozenset([bureau.unit.pk])) == keys_of(first, second)
    assert keys(units=frozenset([bureau.unit.pk, other_bureau.unit.pk])) == keys_of(first, second, third)
    assert keys(units=frozenset()) == set()
    assert keys(unit=(other_bureau.unit.pk,)) == keys_of(third)
    assert keys(year=(2021,)) == keys_of(second, third)
    assert keys(year=(2020, 2021), state=("abolished",)) == keys_of(third)
    assert keys(genre=("notice",)) == keys_of(first)
    assert keys(has_attachment=False) == keys_of(first, second, third)
    assert keys(has_attachment=True) == keys(language="en") == keys(category=(10**9,)) == set()


def test_days_of_publication_are_those_of_this_place(three: Any) -> None:
    today = timezone.localdate()
    assert len(find("农村 道路", published_from=today, published_to=today).keys) == 3
    assert not find("农村 道路", published_from=today + timedelta(days=1)).keys
    assert not find("农村 道路", published_to=today - timedelta(days=1)).keys


def test_facets_count_all_that_matches_whatever_is_shown(three: Any, bureau: Staffed, other_bureau: Staffed) -> None:
    found = find("农村 道路", limit=1)
    assert found.total == 3
    assert not found.is_capped
    assert found.facets["unit"] == [(bureau.unit.pk, 2), (other_bureau.unit.pk, 1)]
    assert found.facets["year"] == [(2021, 2), (2020, 1)]
    assert found.facets["has_attachment"] == [(False, 3)]
    assert dict(found.facets["state"])["abolished"] == 1
    assert find("农村 道路", year=(2020,)).facets["unit"] == [(bureau.unit.pk, 1)]


def test_what_is_filtered_by_follows_a_change(three: Any) -> None:
    first, *_others = three
    IndexedDocument.objects.filter(page=first.pk).update(year=1999)
    database_backend().put([key_of(first)])
    assert find("农村 道路", year=(1999,)).keys == (key_of(first),)
    assert (2020, 1) not in find("农村 道路").facets["year"]


@pytest.fixture
def few_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (base, database, sqlite):
        monkeypatch.setattr(module, "MOST_COUNTED", 3)


@pytest.mark.usefixtures("few_counted")
def test_frequent_words_are_counted_up_to_a_limit_and_say_so(bureau: Staffed, indexed: Indexed) -> None:
    for number in range(5):
        published(bureau.column, title=f"梧桐{number}")
        indexed()
        found = find("梧桐")
        assert (found.total, found.is_capped) == (min(number + 1, 3), number >= 3)
    for sort in Sort:
        assert titles(find("梧桐", sort=sort))[:3] == ["梧桐4", "梧桐3", "梧桐2"]
    assert sum(number for _unit, number in found.facets["unit"]) >= 3


def test_a_phrase_is_found_as_it_stands(bureau: Staffed, indexed: Indexed, monkeypatch: pytest.MonkeyPatch) -> None:
    published(bureau.column, title="道路安全工作", document_number="兴市府办〔2014〕19号")
    published(bureau.column, title="安全道路工作", summary="全路安道")
    indexed()
    assert titles(find('"道路安全"')) == ["道路安全工作"]
    assert titles(find('"兴市府办〔2014〕19号"')) == ["道路安全工作"]
    assert titles(find('"安全 道路"', in_title=True)) == ["安全道路工作"]
    monkeypatch.setattr(database, "MOST_COMPARED", 1)
    found = find('"工作"')
    assert found.is_capped
    assert titles(found) == ["安全道路工作", "道路安全工作"]


def test_document_and_index_numbers_whatever_their_spelling(bureau: Staffed, indexed: Indexed) -> None:
    page = published(bureau.column, title="关于印发办法的通知", document_number="兴市府办〔2014〕19号")
    published(bureau.column, title="其他", summary="2014 19 号")
    indexed()
    assert find("兴市府办（2014）19号").keys == (key_of(page),)
    number = IndexedDocument.objects.get(page=page.pk).index_number
    assert not number or find(number).keys[0] == key_of(page)


def test_wider_matches(bureau: Staffed, indexed: Indexed) -> None:
    published(bureau.column, title="农村公路养护办法")
    published(bureau.column, title="桑蚕饲养")
    indexed()
    assert not find("农村公路养护条例").keys
    assert titles(find("农村公路养护条例", match=near)) == ["农村公路养护办法"]
    assert titles(find("农村 桑蚕 养护", match=near)) == ["农村公路养护办法"]
    assert titles(find('农村 桑蚕 养护 "路养"', match=near)) == ["农村公路养护办法"]
    assert not find('农村 养护 办法 "蚕饲"', match=near).keys
    assert set(titles(find("养护 桑蚕", match=loose))) == {"农村公路养护办法", "桑蚕饲养"}


@pytest.mark.parametrize("query", ["的 了 在 是 有 人 大 小 上 下 中 国", "一" * 200, " ".join("天地玄黄宇宙洪荒" * 3)])
def test_many_single_characters_are_an_answer(three: Any, query: str) -> None:
    for match in (strict, near, loose):
        find(query, match=match)


def test_what_is_withdrawn_is_gone(three: Any) -> None:
    first, second, third = three
    IndexedDocument.objects.filter(page=first.pk).delete()
    assert set(find("农村 道路").keys) == keys_of(second, third)
    held = set(database_backend().keys())
    assert first.pk not in held
    assert keys_of(second, third) <= held
