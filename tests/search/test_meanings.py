"""Words that mean the same: who asks in the people's words finds what is written in the office's."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from search.meanings import MOST, connected, meanings
from search.models import Synonym
from search.seeds import fill_empty_tables
from tests.factories import published
from tests.search.test_search_page import results
from tests.staffed import Staffed

Indexed = Callable[[], int]


def test_an_install_begins_with_well_known_pairs(bureau: Staffed, indexed: Indexed) -> None:
    published(bureau.column, title="居民身份证申领须知")
    published(bureau.column, title="城乡居民最低生活保障办法")
    indexed()
    assert results("居民证") == ["居民身份证申领须知"]
    assert results("低保") == ["城乡居民最低生活保障办法"]


def test_what_the_centre_enters_counts_at_once_and_both_ways(bureau: Staffed, indexed: Indexed) -> None:
    published(bureau.column, title="示例果种植补贴")
    published(bureau.column, title="样本果品评会")
    indexed()
    assert results("示例果") == ["示例果种植补贴"]
    pair = Synonym.objects.create(term="示例果", meant="樣本果")
    assert set(results("示例果")) == set(results("样本果")) == {"示例果种植补贴", "样本果品评会"}
    pair.is_mutual = False
    pair.save()
    assert len(results("示例果")) == 2
    assert results("样本果") == ["样本果品评会"]
    pair.delete()
    assert results("示例果") == ["示例果种植补贴"]


def test_words_in_other_shapes_are_the_same_words(db: None) -> None:
    Synonym.objects.create(term="ＡＢＣ卡", meant="實驗卡")
    assert meanings("abc卡") == ("实验卡",)
    assert meanings("实验卡") == ("abc卡",)
    assert meanings("没有这个词") == ()


def test_the_first_words_are_not_put_back_beside_the_centres_own(db: None) -> None:
    Synonym.objects.all().delete()
    Synonym.objects.create(term="甲", meant="乙")
    fill_empty_tables()
    assert Synonym.objects.count() == 1


def test_meanings_over_several_steps() -> None:
    found = connected([("社保", "社会保险", True), ("社会保险", "社会保障", True), ("派出所", "公安", False)])
    assert found["社保"] == ("社会保险", "社会保障")
    assert found["社会保障"] == ("社会保险", "社保")
    assert found["派出所"] == ("公安",)
    assert "公安" not in found


@given(st.lists(st.tuples(st.sampled_from("abcdefghijkl"), st.sampled_from("abcdefghijkl"), st.booleans())))
def test_nothing_means_itself_or_too_much(pairs: list[tuple[str, str, bool]]) -> None:
    for word, meant in connected(pair for pair in pairs if pair[0] != pair[1]).items():
        assert word not in meant
        assert len(set(meant)) == len(meant) <= MOST
