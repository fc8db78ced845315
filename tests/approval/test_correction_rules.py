"""What is a correction of the press: the rules, against people who try."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.approval.corrections.rules import CHARACTERS, changes_between, small_correction

TEXT = "会议按排了开学前的安全检查，请各学校认真贯切落实。"


def why_not(old: str, new: str, *names: str) -> str:
    return "".join(small_correction({"body": old}, {"body": new}, names))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (TEXT, TEXT.replace("按排", "安排")),
        (TEXT, TEXT.replace("按排", "安排").replace("贯切", "贯彻")),
        (TEXT, TEXT.replace("，", "；")),
        ("会议的的精神", "会议的精神"),
        ("会议精", "会议精神"),
        ("学校，，教室", "学校，教室"),
        ("部暑工作", "部署工作"),
    ],
)
def test_slips_of_the_press(old: str, new: str) -> None:
    assert why_not(old, new) == ""


def test_nothing_changed_is_none() -> None:
    assert "没有改动" in why_not(TEXT, TEXT)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        # numbers, whatever their script
        ("共安排甲班学生", "共安排乙班学生", "数字"),
        ("补助3000元", "补助8000元", "数字"),
        ("补助３０００元", "补助８０００元", "数字"),
        ("补助三千元", "补助五千元", "数字"),
        ("补助叁仟元", "补助伍仟元", "数字"),
        ("补助Ⅲ类", "补助Ⅳ类", "数字"),
        ("补助③类", "补助④类", "数字"),
        ("补助½", "补助¼", "数字"),
        ("补助٣元", "补助٤元", "数字"),
        ("二〇二六年", "二〇二五年", "数字"),
        ("上涨5%", "上涨5‰", "数字"),
        ("上涨50", "上涨5，0", "紧挨着数字"),
        ("一致同意", "一至同意", "紧挨着数字"),
        # days, amounts, units
        ("补助3000元", "补助3000角", "数额"),
        ("三万元以上", "三亿元以上", "数字"),
        ("三月底前", "三日底前", "日期"),
        ("满一年", "满一月", "日期"),
        ("面积两亩", "面积两顷", "单位"),
        # negation and permission
        ("学校不收费", "学校收费", "可能改变意思"),
        ("学校收费", "学校不收费", "可能改变意思"),
        ("学校未批准", "学校已批准", "可能改变意思"),
        ("学校无收费", "学校有收费", "可能改变意思"),
        ("非住宅用地", "住宅用地", "可能改变意思"),
        ("禁止通行", "通行", "可能改变意思"),
        ("学校可收费", "学校收费", "可能改变意思"),
        ("不得收费", "不必收费", "可能改变意思"),
        ("学校不安全", "学校不完全", "紧挨着“不”"),
        ("必须报告", "可以报告", "可能改变意思"),
        ("学校和教师", "学校或教师", "可能改变意思"),
        ("十岁以上", "十岁以下", "可能改变意思"),
        ("收费标准", "免费标准", "可能改变意思"),
        # what cannot be seen, and what only looks like it
        ("校园安全", "校园\u200b安全", "U+200B"),
        ("校园安全", "校园\u202e安全", "U+202E"),
        ("校园\u2066安全", "校园安全", "U+2066"),
        ("校园安全", "校园\ufeff安全", "U+FEFF"),
        ("校园安全", "校园安全\u0301", "U+0301"),
        ("市A级", "市А级", "U+0410"),
        ("⼈民", "人民", "U+2F08"),
        ("金融", "\uf90a融", "U+F90A"),
        ("请看说明", "请看 说明", "U+0020"),
        ("请看说明", "请看<b>说明", "U+003C"),
        ("请看abc", "请看abd", "U+0063"),
        ("学校〔楼〕", "学校楼", "U+3014"),
        # too much, and moved
        ("会议精神", "会议精神校园安全检查工作部署情况", "最多 10 个"),
        ("工会通知学校", "学校通知工会", "移动"),
        # numbers of documents
        ("按兴市府办〔2014〕19号安排", "按兴市府办〔2014〕19号按排", "文号"),
        ("按兴市府办（２０１４）１９号安排", "按兴市府办（２０１４）１９号按排", "文号"),
    ],
)
def test_whatever_may_change_the_matter_is_none(old: str, new: str, reason: str) -> None:
    assert reason in why_not(old, new)


def test_no_more_than_three_places() -> None:
    assert "改动了 4 处" in why_not("红，黄，蓝，绿，", "朱，橙，青，翠，")
    assert why_not("红，黄，蓝，绿，", "朱，橙，青，绿，") == ""


def test_no_more_than_ten_characters() -> None:
    assert why_not("会议精神", "会议精神" + "红黄蓝绿青橙紫黑白灰") == ""
    assert "最多 10 个" in why_not("会议精神", "会议精神" + "红黄蓝绿青橙紫黑白灰棕")


def test_places_of_all_texts_are_counted_together() -> None:
    old = {"title": "红黄", "a": "蓝绿", "b": "青橙", "c": "紫黑"}
    new = {"title": "朱黄", "a": "靛绿", "b": "碧橙", "c": "绛黑"}
    assert any("改动了 4 处" in reason for reason in small_correction(old, new))


def test_a_text_more_or_less_is_none() -> None:
    assert small_correction({"a": "红"}, {"a": "朱", "b": ""})
    assert small_correction({"a": "红", "b": "黄"}, {"a": "朱"})


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("局长李晓明讲话", "局长李小明讲话", "李晓明"),
        ("局长李小明讲话", "局长李晓明讲话", "李晓明"),
        ("市教育局通知", "市教玉局通知", "市教育局"),
        ("市教育局通知", "市体育局通知", "市体育局"),
        ("局长李晓明、科长李晓鸣", "局长李晓鸣、科长李晓明", "李晓明"),
        ("局长李晓明、李晓明", "局长李晓明", "李晓明"),
    ],
)
def test_names_are_left_alone(old: str, new: str, name: str) -> None:
    assert f"姓名或单位名称“{name}”" in why_not(old, new, name, "李晓鸣")


def test_what_stands_beside_a_name_may_be_corrected() -> None:
    assert why_not("市教育局按排检查", "市教育局安排检查", "市教育局") == ""


@given(st.text(max_size=60), st.text(max_size=60))
def test_changes_make_the_new_text_of_the_old_one(old: str, new: str) -> None:
    made, at = "", 0
    for change in changes_between(old, new):
        assert old[change.begins : change.ends] == change.removed
        assert new[change.new_begins : change.new_ends] == change.inserted
        made += old[at : change.begins] + change.inserted
        at = change.ends
    assert made + old[at:] == new


@given(
    st.text(alphabet="安全检查工作不未可得一三千元年月日5％ａ，。", max_size=30),
    st.text(alphabet="安全检查不一5元，", max_size=30),
)
def test_what_passes_has_changed_neither_numbers_nor_negations(old: str, new: str) -> None:
    if why_not(old, new) == "":
        kept = [[c for c in text if c in "不未可得一三千元年月日5％ａ"] for text in (old, new)]
        assert kept[0] == kept[1]
        assert abs(len(old) - len(new)) <= CHARACTERS


def test_long_texts_are_compared_in_time() -> None:
    old = "会议精神" * 50_000
    assert why_not(old, old[:100_000] + "红" + old[100_001:]) == ""
    assert "最多" in why_not(old, "红" * 200_000)
