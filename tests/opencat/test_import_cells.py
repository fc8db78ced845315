"""Dates, states and choices as people write them in catalogues; the state and number of legal texts."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencat.importing.cells import read_any_day, read_any_moment, read_word
from opencat.importing.headers import read_headings
from opencat.importing.legal_texts import last_number
from sites.importing.fields import BadValue
from sites.importing.states import State, state_of
from sites.pages.enums import DisclosureKind, Genre, Validity

DAY = date(2014, 6, 16)


@pytest.mark.parametrize(
    "text",
    [
        "2014-06-16", "2014-6-16", "2014/6/16", "2014.06.16", "2014年6月16日", "2014 年 6 月 16 日", "2014年06月16",
        "20140616", "41806", "41806.5", "二〇一四年六月十六日", "２０１４－０６－１６", "2014-06-16 08:30",
        "2014-06-16T08:30:00", "2014年6月16日 8时30分", " 2014-06-16 ",
    ],
)  # fmt: skip
def test_usual_forms_of_a_day(text: str) -> None:
    assert read_any_day(text) == DAY


@pytest.mark.parametrize(
    "text", ["2014年6月", "2014", "6/16/2014", "14-6-16", "2014-13-01", "2014-02-30", "0914-01-01", "昨天", "99999"]
)
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(BadValue):
        read_any_day(text)


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_back_in_every_form(day: date) -> None:
    forms = (f"{day:%Y-%m-%d}", f"{day:%Y%m%d}", f"{day.year}年{day.month}月{day.day}日", f"{day:%Y/%m/%d} 00:00:00")
    serial = str((day - date(1899, 12, 30)).days)
    assert {read_any_day(form) for form in (*forms, serial)} == {day}


@given(st.text(max_size=40))
def test_any_text_is_a_day_or_refused(text: str) -> None:
    for read in (read_any_day, read_any_moment):
        with suppress(BadValue):
            assert read(text) is None or text.strip()


def test_a_moment_keeps_its_time() -> None:
    assert read_any_moment("2014/6/16 9:05").isoformat() == "2014-06-16T09:05:00+08:00"
    assert read_any_moment("2014-06-16T01:05:00Z").isoformat() == "2014-06-16T01:05:00+00:00"
    assert read_any_moment("") is None
    with pytest.raises(BadValue):
        read_any_moment("2014-06-16 上午")


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("有效", "in_force"), ("现行有效", "in_force"), ("是", "in_force"), ("", "in_force"), ("in_force", "in_force"),
        ("已修改", "amended"), ("已修订", "amended"), ("部分失效", "amended"), ("失效", "expired"), ("否", "expired"),
        ("废止", "abolished"), (" 已 废 止 ", "abolished"), ("宣布废止", "abolished"),
    ],
)  # fmt: skip
def test_usual_words_for_a_state(text: str, state: str) -> None:
    assert read_word(text, Validity, Validity.IN_FORCE) == state


def test_other_choices_have_their_words_too() -> None:
    assert read_word("令", Genre, "") == Genre.ORDER
    assert read_word("细则", Genre, "") == Genre.REGULATION
    assert read_word("依申请", DisclosureKind, "") == DisclosureKind.ON_REQUEST
    with pytest.raises(BadValue, match="可填"):
        read_word("其它", Validity, "")


def test_headings_are_known_with_what_stands_beside_them() -> None:
    mapping = read_headings(["序号", "*标题：", "索 引 号（必填）", "成文日期(年月日)", "发文字号【可空】", ""])
    assert mapping.positions == {"title": 1, "index_number": 2, "written_on": 3, "document_number": 4}
    assert mapping.unknown == ["序号"]


# --- Legal texts -----------------------------------------------------------

INFO: list[tuple[list[str], str, State]] = [
    (["2001年1月1日 某市人大通过"], "", State()),
    (["2001年1月1日 通过", "2011年1月8日 《关于废止和修改部分法规的决定》第一次修订"], "", State(Validity.AMENDED)),
    (["2001年1月1日 通过", "2020年3月1日 《关于修改〈甲条例〉的决定》修正）"], "", State(Validity.AMENDED)),
    (["2001年1月1日 通过", "2020年3月26日 《关于修改〈甲", "乙条例〉的决定》第二次修正"], "", State(Validity.AMENDED)),
    (["2001年1月1日 《关于修改〈甲条例〉的决定》公布"], "", State()),
    (["2001年1月1日 《关于废止部分法规的决定》公布"], "", State()),
    (["1982年12月4日 通过", "2018年3月11日 某会议通过的《宪法修正案》"], "", State(Validity.AMENDED)),
    (["2001年1月1日 通过", "2018年3月1日 国务院令第698号废止"], "", State(Validity.ABOLISHED, date(2018, 3, 1))),
    (["2001年1月1日 通过", "2005年1月1日 修订", "自2018年3月1日起失效"], "", State(Validity.EXPIRED, date(2018, 3, 1))),
    (
        ["2003年1月1日 最高人民法院审判委员会第1299次会议通过", "2020年2月3日 最高人民法院审判委员会第1823次会议通过"],
        "", State(Validity.AMENDED),
    ),
    (
        ["2003年1月1日 最高人民法院审判委员会第1299次会议、2003年2月1日 最高人民检察院检察委员会第7次会议通过"],
        "", State(),
    ),
    ([], "本条例自2014年1月1日起施行，《旧条例》同时废止。", State()),
    ([], "许可证有效期为五年。本条例自2014年1月1日起施行。", State()),
    ([], "本办法自2014年1月1日起施行，有效期五年。", State(Validity.IN_FORCE, date(2018, 12, 31))),
    ([], "本通知自2012年2月29日起施行，有效期为3年。", State(Validity.IN_FORCE, date(2015, 2, 28))),
    ([], "本规定自公布之日起施行，有效期至2025年12月31日。", State(Validity.IN_FORCE, date(2025, 12, 31))),
    ([], "本意见自2019年1月1日起自动失效。", State(Validity.EXPIRED, date(2019, 1, 1))),
]  # fmt: skip


@pytest.mark.parametrize(("info", "body", "state"), INFO)
def test_the_state_of_a_legal_text(info: list[str], body: str, state: State) -> None:
    assert state_of(info, body) == state


def test_the_number_of_a_legal_text_is_that_of_its_last_publication() -> None:
    info = ["1991年3月4日 中华人民共和国国务院令第76号发布", "2018年11月6日 中华人民共和国国务院令第706号公布"]
    assert last_number(info) == "中华人民共和国国务院令第706号"
    assert last_number(["1990年1月1日 通过"]) == last_number(None) == last_number([{}]) == ""
