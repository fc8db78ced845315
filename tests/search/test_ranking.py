"""What comes first, of documents that have all been found."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.enums import Kind
from search.folding import fold
from search.query import question_of
from search.ranking import Candidate, is_found, is_nowhere, ranked
from search.spelling import almost_same, one_mistake_apart
from search.tokens import numbers
from sites.pages.enums import Validity

NOW = datetime(2024, 6, 1, tzinfo=UTC)
FILLING = "本办法自公布之日起施行。各镇人民政府应当加强组织领导，落实工作责任。" * 20
_keys = count(1)


def candidate(title: str = "其他", text: str = FILLING, **fields: Any) -> Candidate:
    values = {
        "key": next(_keys), "number_key": "", "index_number": "", "kind": Kind.POLICY, "state": Validity.IN_FORCE,
        "unit_id": 1, "published_at": NOW - timedelta(days=400), "popularity": 0,
    }  # fmt: skip
    return Candidate(title=fold(title), texts=(fold(text),), **{**values, **fields})


def first(typed: str, *candidates: Candidate, **context: Any) -> Candidate:
    """Whichever order they come in."""
    question = question_of(typed, **context)
    orders = [ranked(question, some, NOW) for some in (list(candidates), list(reversed(candidates)))]
    assert orders[0][0] == orders[1][0], "a tie"
    return next(each for each in candidates if each.key == orders[0][0])


@pytest.mark.parametrize(
    ("typed", "better", "worse"),
    [
        ("物业管理条例", "物业管理条例", "青岛市物业管理条例"),
        ("物业管理条例", "青岛市物业管理条例", "青岛市人民政府关于修改物业管理条例的决定"),
        ("物業管理條例", "物业管理条例", "物业服务办法"),
        ("中华人民共和国防震到灾法", "中华人民共和国防震减灾法", "北京市实施《中华人民共和国防震减灾法》规定"),
        ("济自市城市供水条例", "济南市城市供水条例", "菏泽市城市供水条例"),
        ("志服务条例", "志愿服务条例", "基层医疗卫生服务条例"),
        ("供供水条例", "供水条例", "供热条例"),
        ("建工程质量管理条例", "建设工程质量管理条例", "浙江省建设工程质量管理条例"),
        ("洛市城市市容管理条例", "洛阳市城市市容管理条例", "焦作市城市市容管理条例"),
    ],
)
def test_the_title_that_is_meant_comes_first(typed: str, better: str, worse: str) -> None:
    assert first(typed, candidate(better), candidate(worse)).title == fold(better)


def test_title_before_text() -> None:
    titled, told = candidate("校车安全管理办法"), candidate("工作要点", f"校车安全管理办法。{FILLING}")
    assert first("校车安全", titled, told) is titled


def test_document_number_before_all_that_mention_it() -> None:
    key = numbers("兴市府办〔2014〕19号")[0]
    numbered = candidate("一个通知", number_key=key)
    told = candidate("兴市府办〔2014〕19号文件的解读", "兴市府办〔2014〕19号。" * 9)
    assert first("兴市府办[2014] 19号", numbered, told) is numbered


def test_text_that_has_all_words_before_one_that_lacks_one() -> None:
    everything = candidate(text=f"成为会员。{FILLING}外汇管理。{FILLING}权益保护。")
    lacking = candidate("权益保护办法", f"权益保护，外汇。{FILLING}权益保护，外汇。")
    assert first("成为 外汇 权益保护", everything, lacking) is everything


def test_words_side_by_side_before_words_far_apart() -> None:
    near = candidate(text=f"{FILLING}清运餐厨垃圾的车辆。{FILLING}")
    apart = candidate(text=f"清运。{FILLING}餐厨。{FILLING}车辆。")
    assert first("清运 餐厨 车辆", near, apart) is near


def test_a_word_of_its_own_before_the_same_characters_by_chance() -> None:
    word = candidate(text=f"{FILLING}依照法规办理。{FILLING}")
    chance = candidate(text=f"{FILLING}用这种方法规划道路。{FILLING}")
    assert first("法规", word, chance) is word


def test_the_phrase_as_it_was_typed_before_its_words() -> None:
    phrase = candidate(text=f"{FILLING}发出停水通知。{FILLING}")
    parted = candidate(text=f"{FILLING}通知用户停水。{FILLING}")
    assert first("停水通知 收费", phrase, parted) is phrase


def test_fresh_news_before_old_but_laws_by_what_they_say() -> None:
    def both(kind: Kind) -> tuple[Candidate, Candidate]:
        old = candidate(text=f"防汛。{FILLING}", kind=kind, published_at=NOW - timedelta(days=3000), popularity=1)
        new = candidate(text=f"防汛。{FILLING}", kind=kind, published_at=NOW - timedelta(days=2))
        return old, new

    old, new = both(Kind.NEWS)
    assert first("防汛", old, new) is new
    old, new = both(Kind.POLICY)
    assert first("防汛", old, new) is old


@pytest.mark.parametrize("state", [Validity.ABOLISHED, Validity.EXPIRED])
def test_in_force_before_what_no_longer_is(state: Validity) -> None:
    gone, there = candidate("献血条例", state=state, popularity=9), candidate("献血条例")
    assert first("献血条例", gone, there) is there


def test_of_two_laws_with_one_title_the_newer() -> None:
    old = candidate("献血条例", published_at=NOW - timedelta(days=4000))
    new = candidate("献血条例")
    assert first("献血条例", old, new) is new


def test_own_site_before_the_others() -> None:
    other, own = candidate(text=f"招生。{FILLING}", popularity=5), candidate(text=f"招生。{FILLING}", unit_id=7)
    assert first("招生", other, own, own_units=frozenset([7])) is own
    assert first("招生", other, own) is other


def test_popularity_counts_a_little() -> None:
    read, unread = candidate(popularity=12), candidate(popularity=2)
    assert first("组织领导", read, unread) is read
    told = candidate("组织领导办法")
    assert first("组织领导", read, told) is told


def test_what_means_the_same_counts_as_the_word() -> None:
    named, other = candidate(text=f"社会保险。{FILLING}"), candidate()
    assert first("社保", named, other, meanings=lambda word: ["社会保险"]) is named


def test_a_text_of_one_part_or_many_is_read_in_its_best_part() -> None:
    attached = candidate()
    attached = Candidate(**{**vars(attached), "texts": (fold(FILLING), "收费标准见下表.")})
    assert first("收费标准", attached, candidate()) is attached


def test_a_long_query_that_stands_nowhere_may_be_mistyped() -> None:
    some = [candidate("上海市企业名称登记管理规定"), candidate(text=f"本市企业上市名称登记。管理规定。{FILLING}")]
    assert is_nowhere(question_of("上市企业名称登记管理规定"), some)
    assert not is_nowhere(question_of("企业名称登记管理规定"), some)
    assert not is_nowhere(question_of("加强组织领导、落实工作责任"), some)  # whatever punctuation is between
    assert not is_nowhere(question_of("登记"), some)
    assert not is_nowhere(question_of("上市 企业 名称 登记 管理"), some)


def test_nothing_found_and_nothing_asked() -> None:
    assert ranked(question_of("通知"), [], NOW) == []
    some = [candidate(), Candidate(**{**vars(candidate()), "texts": ()})]
    assert ranked(question_of(""), some, NOW) == [each.key for each in some]


@given(st.text(max_size=60), st.lists(st.tuples(st.text(max_size=30), st.text(max_size=200)), max_size=4))
def test_any_query_ranks_any_documents(typed: str, found: list[tuple[str, str]]) -> None:
    some = [candidate(title, text) for title, text in found]
    assert sorted(ranked(question_of(typed), some, NOW)) == [each.key for each in some]


WORD = st.text("供水条例管理办法城市", min_size=4, max_size=12)


@given(WORD, st.integers(0, 11), st.sampled_from("的x"), WORD, WORD)
def test_one_mistake_is_one_wherever_it_is(typed: str, at: int, wrong: str, before: str, after: str) -> None:
    at %= len(typed)
    for mistaken in (
        typed[:at] + typed[at + 1 :],
        typed[:at] + wrong + typed[at + 1 :],
        typed[:at] + wrong + typed[at:],
    ):
        assert almost_same(mistaken, typed)
        assert one_mistake_apart(mistaken, typed)
        assert one_mistake_apart(mistaken, before + typed + after)


@pytest.mark.parametrize("other", ["供热办法", "", "供", "水供例条"])
def test_more_than_one_mistake_is_more(other: str) -> None:
    assert not one_mistake_apart("供水条例", other)
    assert not almost_same("供水条例", other)


def test_a_title_that_holds_the_query_is_found_beyond_doubt() -> None:
    some = [candidate("兴宁市校车安全管理办法"), candidate(text=f"校车停靠站点。{FILLING}")]
    assert is_found(question_of("校车安全管理"), some)
    assert is_found(question_of("興寧市校車安全"), some)
    assert not is_found(question_of("校车"), some)  # who asks for so little may want more
    assert not is_found(question_of("校车停靠站点"), some)
    numbered = Candidate(**{**vars(candidate("通知")), "number_key": "兴市府办_2014_19_号"})
    assert is_found(question_of("兴市府办〔2014〕19号"), [numbered])
