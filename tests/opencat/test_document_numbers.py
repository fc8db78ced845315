"""Official document numbers: what is recognised, the one spelling, and what running text cites."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opencat.document_numbers import LONGEST_NUMBER, DocumentNumber, compare_key, find_all, normalised, parse

# A busy machine is slow; that is no finding about the numbers.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

TABLE = Path(__file__).with_name("document_number_forms.txt")
FORMS = [
    tuple(line.split(" | ")) for line in TABLE.read_text().splitlines() if line.strip() and not line.startswith("#")
]
NUMBER = DocumentNumber("兴市府办", 2014, 19, "兴市府办〔2014〕19号")
SPELLINGS = [
    "兴市府办〔2014〕19号",
    "兴市府办[2014]19号",
    "兴市府办（2014）第 19 号",
    "兴市府办 ﹝２０１４﹞ １９ 号",
    "兴市府办【2014】19号",
    "兴市府办［2014］019号",
    "兴市府办〔2014年〕第19号",
    "兴市府办〔二〇一四〕十九号",
    "兴市府办〔2014）19号",
    "兴 市 府 办 〔 2 0 1 4 〕 1 9 号",
    "（兴市府办〔2014〕19号）",
    "兴市府办〔2014〕19号文",
    "兴市府办\u200b〔2014〕\ufeff19号",
    "\u3000兴市府办\xa0〔2014〕\n19号\t",
]

organs = st.sampled_from(["兴市府办", "国发", "法", "粤府函", "财税字", "高检发释字", "兴教复", "国办发明电", "兴府A"])
series = st.sampled_from(
    ["国务院令", "公告", "兴宁市人民政府令", "财政部公告", "兴市国土字", "国务院、中央军事委员会令"]
)
years = st.integers(1900, 2100)
serials = st.integers(1, 99999)
gaps = st.sampled_from(["", " ", "  ", "\u3000", "\xa0", "\t"])
brackets = st.sampled_from(
    ["〔〕", "[]", "()", "{}", "【】", "〖〗", "﹝﹞", "［］", "（）", "｛｝", "<>", "〈〉", "《》", "＜＞"]
)
# Text of what numbers are made of reaches further than text at large.
LIKELY = "兴市府办国务院令公告字第号年月日一二十百〇○零0123456789〔〕[]()（）【】、，。 \n的根据和文件楼A-"
hostile = st.one_of(st.text(max_size=300), st.text(LIKELY, max_size=300))


def wide(text: str) -> str:
    """ASCII letters and digits in full width."""
    return "".join(chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each for each in text)


def in_words(number: int) -> str:
    """A number below 1,000 as Chinese counts: 147 is 一百四十七."""
    digits, units = "零一二三四五六七八九", ["", "十", "百"]
    text = "".join(
        digits[int(digit)] + units[place] if digit != "0" else "零"
        for place, digit in zip(range(len(str(number)) - 1, -1, -1), str(number), strict=True)
    )
    while "零零" in text:
        text = text.replace("零零", "零")
    text = text.rstrip("零")
    return text[1:] if text.startswith("一十") else text


@st.composite
def spelt(draw: st.DrawFn) -> tuple[str, DocumentNumber]:
    """A number with bracketed year in any spelling, and what it is."""
    organ, year, serial = draw(organs), draw(years), draw(serials)
    gap = [draw(gaps) for _ in range(6)]
    opening, closing = draw(brackets)
    first, zeros = draw(st.sampled_from(["", "第"])), draw(st.sampled_from(["", "0"]))
    text = f"{organ}{gap[0]}{opening}{gap[1]}{year}{gap[2]}{closing}{gap[3]}{first}{gap[4]}{zeros}{serial}{gap[5]}号"
    number = DocumentNumber(organ, year, serial, f"{organ}〔{year}〕{serial}号")
    return draw(st.sampled_from([text, wide(text)])), number


@st.composite
def ordered(draw: st.DrawFn) -> tuple[str, DocumentNumber]:
    """An order or announcement in any spelling, with or without a year, and what it is."""
    organ, serial = draw(series), draw(st.integers(1, 999))
    year = draw(st.none() | years)
    digits = "".join("〇一二三四五六七八九"[int(each)] for each in str(serial))
    written = draw(st.sampled_from([str(serial), wide(str(serial)), in_words(serial), digits]))
    gap = [draw(gaps) for _ in range(3)]
    tail = f"{f'{year}年' if year else ''}{gap[0]}第{gap[1]}{written}{gap[2]}号"
    if draw(st.booleans()):
        tail = f"（{tail}）"
    return organ + draw(gaps) + tail, DocumentNumber(
        organ, year, serial, f"{organ}{f'{year}年' if year else ''}第{serial}号"
    )


@pytest.mark.parametrize(("spelling", "organ", "year", "serial"), FORMS)
def test_a_number_as_laws_and_regulations_spell_it(spelling: str, organ: str, year: str, serial: str) -> None:
    number = parse(spelling)
    assert number is not None
    assert (number.organ, number.year, number.serial) == (organ, None if year == "-" else int(year), int(serial))
    assert find_all(f"为此发布本规定（{spelling}）。") == [number]
    assert normalised(spelling) == normalised(number.text) == number.text


def test_the_table_is_long_enough_and_says_nothing_twice() -> None:
    assert len(FORMS) == len(set(FORMS)) >= 60


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_spelling_is_the_same_number(spelling: str) -> None:
    assert parse(spelling) == NUMBER
    assert normalised(spelling) == "兴市府办〔2014〕19号"
    assert compare_key(spelling) == compare_key(NUMBER.text)


@pytest.mark.parametrize(
    ("spelling", "text", "year", "serial"),
    [
        ("公告2019年第12号", "公告2019年第12号", 2019, 12),
        ("财政部 税务总局公告2019年第12号", "财政部税务总局公告2019年第12号", 2019, 12),
        ("财政部2019年第12号公告", "财政部公告2019年第12号", 2019, 12),
        ("兴宁市教育局公告第 5 号", "兴宁市教育局公告第5号", None, 5),
        ("令第一四七号", "令第147号", None, 147),
        ("主席令（第一百零三号）", "主席令第103号", None, 103),
        ("国务院671号令", "国务院令第671号", None, 671),
        ("中国人民银行令〔2014〕第2号", "中国人民银行令〔2014〕2号", 2014, 2),
        ("财税字第089号", "财税字第89号", None, 89),
        ("兴市府办第19号", "兴市府办第19号", None, 19),
        ("国办发〔85〕49号", "国办发〔1985〕49号", 1985, 49),
        ("兴市府办〔2014〕a19号", "兴市府办〔2014〕A19号", 2014, None),
        ("兴市府办〔2014〕19—1号", "兴市府办〔2014〕19-1号", 2014, None),
    ],
)
def test_other_forms_have_one_spelling_too(spelling: str, text: str, year: int | None, serial: int | None) -> None:
    number = parse(spelling)
    assert number is not None
    assert (number.text, number.year, number.serial) == (text, year, serial)
    assert parse(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "号",
        "第十二号",
        "〔1982〕3号",
        "2014〔2014〕19号",
        "〔2014〕",
        "兴市府办〔2014〕号",
        "兴市府办〔1899〕19号",
        "兴市府办〔2101〕19号",
        "兴市府办〔14〕19号",
        "兴市府办〔201〕19号",
        "兴市府办〔2014〕0号",
        "兴市府办〔2014〕十百号",
        "主席令第一百二号",
        "主席令第一千千百号",
        "公告1899年第1号",
        "国务院令第1234567号",
        "国发〔1993〕21号、国办发〔1985〕49号",
        "国发〔1993〕21号国办发〔1985〕49号",
        "（2014）兴民初字第19号",
        "（2014）粤1481民初19号",
        "2014年5月1日国务院令第5号",
        "官汕路第12号",
        "关于印发兴宁市政府网站管理办法的通知",
        "兴市府办〔2014〕19号" + "的附件" * LONGEST_NUMBER,
    ],
)
def test_what_is_no_number_of_a_document(text: str) -> None:
    assert parse(text) is None
    assert normalised(f" {text}\u3000") == " ".join(text.split())


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("根据兴市府办（2014）19号文件精神", ["兴市府办〔2014〕19号"]),
        ("按国办发(1985)49号文件规定办理", ["国办发〔1985〕49号"]),
        ("1998年9月17日，我院以法〔1998〕86号通知印发了", ["法〔1998〕86号"]),
        ("自公布之日起，我院法〔1998〕86号通知印发的规定废止", ["法〔1998〕86号"]),
        ("废品回收部门应严格执行国务院一九八○年275号文件精神", ["国务院1980年第275号"]),
        ("1989年11月17日 民政部、总后勤部令第1号发布", ["民政部、总后勤部令第1号"]),
        ("1993年3月31日中华人民共和国主席令第三号公布", ["中华人民共和国主席令第3号"]),
        ("2014年7月30日原国家食品药品监督管理总局令第4号公布的", ["国家食品药品监督管理总局令第4号"]),
        ("2018年4月12日修订山东省人民政府第139号令", ["山东省人民政府令第139号"]),
        ("国家教育委员会令第10号、卫生部令第1号", ["国家教育委员会令第10号", "卫生部令第1号"]),
        ("国发〔1993〕21号和国办发〔1985〕49号同时废止", ["国发〔1993〕21号", "国办发〔1985〕49号"]),
        ("国发〔1993〕21号，另见国发[1993]21号", ["国发〔1993〕21号"]),
        ("中华人民共和国国务院令\n\n第671号\n\n现公布", ["中华人民共和国国务院令第671号"]),
        ("刑法修正案（二）\n法释〔2022〕19号", ["法释〔2022〕19号"]),
        ("兴市府办〔2014〕19号、20号", ["兴市府办〔2014〕19号"]),
        ("对外贸易经济合作部令第6号", ["对外贸易经济合作部令第6号"]),
        ("的规定》(〔94〕财税字第089号)中", []),
        ("依照（2014）兴民初字第19号判决", []),
        ("的指示》(〔1982〕3号)的规定", []),
        ("通知\n〔2014〕19号", []),
        ("调查编号707号汉代大冢，市政府第1号楼，官汕路12号，颁发第12号许可证", []),
        ("组成计税价格＝(成本＋利润)÷(1－比例税率)", []),
    ],
)
def test_numbers_that_a_text_cites(text: str, cited: list[str]) -> None:
    assert [number.text for number in find_all(text)] == cited


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("中华人民共和国国务院令第671号", "国务院第六七一号令", True),
        ("中国人民银行公告〔2019〕第1号", "中国人民银行公告2019年第1号", True),
        ("国务院、中央军事委员会令第1号", "国务院 中央军事委员会令 第一号", True),
        ("（2014）兴民初字第 19 号", "(2014)兴民初字第19号", True),
        ("兴市府办〔2014〕a19号", "兴市府办[2014]Ａ１９号", True),
        ("兴市府办〔2014〕1号", "兴市府办〔2014〕11号", False),
        ("兴市府办〔2014〕19号", "兴市府〔2014〕19号", False),
        ("国务院令第671号", "国务院公告第671号", False),
        ("财政部公告2019年第1号", "财政部公告第1号", False),
    ],
)
def test_keys_are_equal_for_one_number_only(one: str, other: str, same: bool) -> None:
    assert (compare_key(one) == compare_key(other)) is same


@given(spelt() | ordered())
def test_any_brackets_widths_and_spaces_give_the_same_number(example: tuple[str, DocumentNumber]) -> None:
    spelling, number = example
    assert parse(spelling) == number
    assert normalised(spelling) == number.text
    assert compare_key(spelling) == compare_key(number.text)


@given(spelt() | ordered(), spelt() | ordered())
def test_different_numbers_have_different_keys(
    one: tuple[str, DocumentNumber], other: tuple[str, DocumentNumber]
) -> None:
    same = (one[1].organ, one[1].year, one[1].serial) == (other[1].organ, other[1].year, other[1].serial)
    assert (compare_key(one[0]) == compare_key(other[0])) is same


@given(hostile)
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalised(text)
    assert normalised(once) == once
    assert compare_key(once) == compare_key(text)


@given(hostile)
def test_any_text_is_read_without_complaint(text: str) -> None:
    """What is found or parsed is sound: it has an organ, a year within reason, and is its own spelling."""
    for number in [*find_all(text), *filter(None, [parse(text)])]:
        assert number.organ
        assert number.year is None or 1900 <= number.year <= 2100
        assert number.serial is None or number.serial > 0
        assert "号" not in number.organ
        assert number.text.endswith("号")
        assert parse(number.text) == number


@given(spelt() | ordered(), hostile, hostile, st.sampled_from("，。；（《“"))
def test_a_number_in_a_text_is_found(example: tuple[str, DocumentNumber], before: str, after: str, mark: str) -> None:
    spelling, number = example
    assert number in find_all(f"{before}{mark}{spelling}。{after}")


@settings(max_examples=30)
@given(st.text(LIKELY, min_size=1, max_size=12), st.integers(1000, 20000))
def test_long_hostile_text_is_read_to_its_end(piece: str, times: int) -> None:
    """A pattern that tries every way to divide a text would not come back from this."""
    text = piece * times
    assert len(normalised(text)) <= len(text)
    assert len(find_all(f"{text}。兴市府办〔2014〕19号")) >= 1
    compare_key(text)
