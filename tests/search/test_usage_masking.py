"""What of a query is written down: nothing by which somebody could be recognised. All persons here are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.usage.masking import LONGEST, masked


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("13800138000", "[号码]"),
        ("138 0013-8000 电话费", "[号码] 电话费"),
        ("１３８００１３８０００", "[号码]"),
        ("一三八零零一三八零零零", "[号码]"),
        ("0753-3338888", "[号码]"),
        ("社保卡 441481199001011234", "社保卡 [号码]"),
        ("44148119900101123X", "[号码]"),
        ("6222 0212 3456 7890 123", "[号码]"),
        ("91441481MA4W12345X", "[号码]"),
        ("护照 E12345678", "护照 [号码]"),
        ("someone@example.com 投诉", "[邮箱] 投诉"),
        ("粤M12345 违章", "[车牌] 违章"),
        ("粤M·D12345", "[车牌]"),
        ("官汕路123号", "官汕路[门牌]"),
        ("官汕一路十二号3栋2单元501", "官汕一路[门牌]"),
        ("3栋2单元501室漏水", "[门牌]漏水"),
        ("张三 13800138000", "[姓名] [号码]"),
        ("张三的电话13800138000", "[姓名]的电话[号码]"),
        ("李小红低保 441481199001011234", "[姓名]低保 [号码]"),
        ("查询王秀英低保13800138000", "查询[姓名]低保[号码]"),
        ("李小红 1985", "[姓名] 1985"),
    ],
)
def test_what_is_personal_is_masked(query: str, kept: str) -> None:
    assert masked(query) == kept


@pytest.mark.parametrize(
    "query",
    [
        "兴市府办(2014)19号", "粤府(2014)123号", "441481-jyj-1401-2014-00001", "2014-06-16 通告", "2014 2015 2016 预算",
        "十三五 2016-2020", "高考 2014", "罗岗镇 2014", "公积金 2014", "12345热线", "安全生产", "邮政编码 514500",
    ],
)  # fmt: skip
def test_what_is_public_stays(query: str) -> None:
    assert masked(query) == query


def test_a_name_alone_is_masked_where_it_finds_nothing() -> None:
    assert masked("陈志强") == "陈志强"
    assert masked("陈志强", is_found=False) == "[姓名]"
    for query in ("公积金", "罗岗蘑菇", "高考"):
        assert masked(query, is_found=False) == query


def test_ways_to_write_a_query_count_as_one() -> None:
    assert masked("  興寧　財政 ") == masked("兴宁 财政") == "兴宁 财政"


@given(st.text(max_size=300))
def test_any_query_is_cut_and_masking_twice_changes_nothing_personal(text: str) -> None:
    kept = masked(text)
    assert len(kept) <= LONGEST
    assert "@" not in kept or masked(kept) == kept


@given(st.from_regex(r"1[3-9]\d{9}", fullmatch=True), st.sampled_from(["", "电话", "查询 ", "低保"]))
def test_no_telephone_number_is_ever_kept(number: str, before: str) -> None:
    for written in (number, f"{number[:3]} {number[3:7]} {number[7:]}", f"{number[:3]}-{number[3:]}"):
        assert not any(map(str.isdigit, masked(before + written)))
