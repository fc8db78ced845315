"""What is personal in a letter is found, however it is written; what is not stays."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.casework.masking import MASK, is_id_number, masked, personal_data, pieces_of


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("电话13800000001请回", "13800000001"),
        ("电话 138 0000 0001 请回", "13800000001"),
        ("手机１３９００００００１２。", "１３９００００００１２"),
        ("+86-138-0000-0001", "13800000001"),
        ("座机0753-3331234", "3331234"),
        ("座机（0753）3331234转8001", "3331234"),
        ("座机 0753 333 1234", "0753"),
        ("联系电话：3331234", "3331234"),
        ("身份证441481199001010017", "441481199001010017"),
        ("身份证 441481 19900101 0017", "441481"),
        ("身份证44148119900101001X号", "44148119900101001X"),
        ("老身份证441481900101001", "441481900101001"),
        ("身份证４４１４８１１９９００１０１００１７", "４４１４８１"),
        ("卡号6222 0212 3456 7894 修改", "6222"),
        ("车牌粤M12345违停", "粤M12345"),
        ("车牌粤M·D12345违停", "D12345"),
        ("车牌粤Ｍ１２３４５违停", "粤Ｍ１２３４５"),
        ("发到 jia.test@example.com.cn 即可", "jia.test"),
        ("住人民路12号3栋502室", "12号3栋502室"),
        ("住在官汕村三组18号", "三组18号"),
        ("我叫张三丰，", "张三"),
        ("姓名：李四", "李四"),
    ],
)
def test_personal_data_is_replaced(text: str, hidden: str) -> None:
    after = masked(text)
    assert hidden not in after
    assert MASK in after
    assert len(after) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "请拨打12345或110。",
        "粤府〔2024〕12号文件第3条",
        "2026年3月3日至2026-03-05",
        "共1380000元，占13.8%",
        "编号 20260000018",
        "人民路很堵，3号线停运",
        "第3组讨论通过",
        "统一社会信用代码91441481MA4W0000XX",
    ],
)
def test_what_is_not_personal_stays(text: str) -> None:
    assert masked(text) == text


def test_what_is_known_of_the_applicant_is_replaced_wherever_it_stands() -> None:
    text = "钱掌柜（钱掌柜本人）住东门老屋"
    assert masked(text, names=["钱掌柜"], others=["东门老屋"]) == "×××（×××本人）住××××"
    assert masked(text, names=["", "钱"]) == text


def test_id_numbers_are_told_by_their_check_digit() -> None:
    assert is_id_number("11010519491231002X")
    assert not is_id_number("110105194912310021")
    assert is_id_number("110105491231002")
    assert not is_id_number("110105491331002")


def test_pieces_say_what_was_found() -> None:
    assert [(each.text, each.what) for each in pieces_of("打13800000001找我")] == [
        ("打", ""), ("13800000001", "电话"), ("找我", "")
    ]  # fmt: skip


@given(st.text(alphabet="0123456789０１- 粤MＭ路村号室电话@a.张三我叫\n", max_size=60))
def test_a_text_keeps_its_length_and_what_is_found_never_overlaps(text: str) -> None:
    assert len(masked(text)) == len(text)
    assert "".join(each.text for each in pieces_of(text)) == text
    spans = personal_data(text)
    assert all(before.end <= after.start for before, after in pairwise(spans))
