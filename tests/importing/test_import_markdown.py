"""Item 9 of the import: Markdown becomes structure, and no text is lost."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.importing.inline import ALLOWED_TAGS, clean, to_html, to_plain
from sites.importing.markdown import Block, parse, stream_data
from sites.importing.provisions import read_provision

CHINESE = st.text(
    alphabet="的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会", min_size=1, max_size=30
)
# Anything that may stand in a text, markup characters included.
WILD = st.text(alphabet="第一二三条章（）一、甲乙丙ab 12.<>&#*-|_\\[]()!>`~+:\n\t　：。\u200b", max_size=120)


def text_of(block: Block) -> str:
    value = block.value
    if block.type == "heading":
        return value["text"]
    if block.type == "provision":
        return value["number"] + untagged(value["text"])
    if block.type == "table":
        return "".join(cell for row in value["data"] for cell in row)
    if block.type == "quotation":
        return value["text"]
    return untagged(value)


def untagged(fragment: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", fragment))


def full_text(markdown: str) -> str:
    return re.sub(r"\s", "", "".join(text_of(block) for block in parse(markdown).blocks))


def kinds(markdown: str) -> list[str]:
    return [block.type for block in parse(markdown).blocks]


def test_chapters_sections_and_provisions_keep_their_order() -> None:
    text = "## 第一章  总则\n\n第一条 为了加强管理，制定本条例。\n\n### 第一节 范围\n\n第二条　本市适用本条例。"
    blocks = parse(text).blocks
    assert [(block.type, block.value) for block in blocks] == [
        ("heading", {"text": "第一章 总则", "level": "2"}),
        ("provision", {"number": "第一条", "text": "<p>为了加强管理，制定本条例。</p>"}),
        ("heading", {"text": "第一节 范围", "level": "3"}),
        ("provision", {"number": "第二条", "text": "<p>本市适用本条例。</p>"}),
    ]


def test_paragraphs_and_items_belong_to_their_provision() -> None:
    text = "第九条 按下列规定：\n\n（一）甲；\n（二）乙。\n\n前款所称甲，是指丙。\n\n第十条 丁。"
    first, second = parse(text).blocks
    assert first.value["text"] == "<p>按下列规定：</p><p>（一）甲；</p><p>（二）乙。</p><p>前款所称甲，是指丙。</p>"
    assert second.value["number"] == "第十条"


@pytest.mark.parametrize(
    ("line", "number", "text"),
    [
        ("第一条 为了", "第一条", "为了"),
        ("　　第一条　为了", "第一条", "为了"),
        ("**第一条** 为了", "第一条", "为了"),
        ("**第一条　为了**", "第一条", "**为了**"),
        ("第一条、为了", "第一条", "为了"),
        ("第一条：为了", "第一条", "为了"),
        ("第一条为了", "第一条", "为了"),
        ("第 十二 条 为了", "第十二条", "为了"),
        ("第133条 为了", "第133条", "为了"),
        ("第一百三十三条之一 在道路上", "第一百三十三条之一", "在道路上"),
        ("第五条 第一审人民法院", "第五条", "第一审人民法院"),
        ("第八条", "第八条", ""),
    ],
)
def test_a_provision_is_recognised_however_it_is_written(line: str, number: str, text: str) -> None:
    assert read_provision(line.strip()) == (number, text)


@pytest.mark.parametrize(
    "line",
    [
        "第三条第二款规定的行为",
        "第一条至第五条不适用",
        "第四条、第五条同时废止",
        "第二条规定的期限",
        "第八条修改为：“甲”",
        "第一条，是指",
        "本办法第一条 甲",
        "第一章 总则",
    ],
)
def test_a_sentence_that_cites_a_provision_is_no_provision(line: str) -> None:
    assert read_provision(line) is None


def test_a_number_without_text_stays_as_a_paragraph() -> None:
    assert parse("第三条\n\n## 第二章").blocks[0] == Block("paragraph", "<p>第三条</p>")


def test_a_provision_as_a_heading_takes_what_follows() -> None:
    (block,) = parse("### 第一条\n\n为了甲。").blocks
    assert block.value == {"number": "第一条", "text": "<p>为了甲。</p>"}


def test_an_annex_belongs_to_no_provision() -> None:
    assert kinds("第九条 自公布之日起施行。\n\n附件1：名单\n\n甲、乙") == ["provision", "paragraph"]


def test_numbered_points_are_blocks_of_their_own() -> None:
    assert kinds("各镇：\n\n一、提高认识。\n\n要做到。\n\n二、加强领导。") == ["paragraph"] * 3


def test_a_table_becomes_a_table() -> None:
    (block,) = parse("| 项目 | **标准** |\n|---|:--:|\n| 甲 \\| 乙 | 10 元 |\n| 丙 |").blocks
    assert block.type == "table"
    assert block.value["data"] == [["项目", "标准"], ["甲 | 乙", "10 元"], ["丙", ""]]
    assert block.value["table_header_choice"] == "row"


def test_lists_become_lists_and_count_from_one() -> None:
    (block,) = parse("- 甲\n- 乙\n\n1. 丙\n2. 丁").blocks
    assert block.value == "<ul><li>甲</li><li>乙</li></ul><ol><li>丙</li><li>丁</li></ol>"


def test_a_lone_number_is_text_because_a_list_would_renumber_it() -> None:
    assert full_text("34. 拍卖成交后，钱物两清。") == "34.拍卖成交后，钱物两清。"


def test_a_quotation_becomes_a_quotation() -> None:
    assert [(block.type, block.value) for block in parse("> 绿水青山\n> 就是金山银山").blocks] == [
        ("quotation", {"text": "绿水青山\n就是金山银山", "source": ""})
    ]


def test_html_is_text_and_never_markup() -> None:
    source = "《实施<中华人民共和国大气污染防治法>办法》<script>alert(1)</script><b onclick=x>粗"
    (block,) = parse(source).blocks
    assert untagged(block.value) == source
    assert set(re.findall(r"<(\w+)", block.value)) == {"p"}


def test_html_comments_are_no_text() -> None:
    assert kinds("<!-- TABLE -->\n| 甲 | 乙 |\n|--|--|\n| 1 | 2 |\n<!-- TABLE END -->") == ["table"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("**重点**和*其次*", "<b>重点</b>和*其次*"),
        ("见 *其次* 处", "见 <i>其次</i> 处"),
        ("李**、王**等", "李**、王**等"),
        ("4414**********12", "4414**********12"),
        ("陈*明、李*华", "陈*明、李*华"),
        ("姓名____年____月", "姓名____年____月"),
        (r"\*不是强调\*", "*不是强调*"),
        ("[省政府](https://example.org/a?b=1&c=2)", '<a href="https://example.org/a?b=1&amp;c=2">省政府</a>'),
        ("[点我](javascript:alert)", "[点我](javascript:alert)"),
        ("A&nbsp;&lt;B", "A\u00a0&lt;B"),
    ],
)
def test_marks_inside_a_line(source: str, expected: str) -> None:
    assert to_html(source) == expected


def test_a_picture_leaves_its_alternative_text_and_is_reported() -> None:
    parsed = parse("![兴宁学宫](a/b.jpg)")
    assert parsed.blocks == [Block("paragraph", "<p>兴宁学宫</p>")]
    assert parsed.pictures == ["a/b.jpg"]


def test_given_html_keeps_only_what_the_editor_allows() -> None:
    dirty = '<h1>题</h1><p style="x"><strong>重</strong><script>x</script><a href="javascript:1">链</a><img src=x></p>'
    assert clean(dirty) == "题<p><b>重</b><a>链</a></p>"


def test_a_long_heading_stays_as_a_paragraph() -> None:
    long = "长" * 201
    assert parse(f"## {long}").blocks == [Block("paragraph", f"<p><b>{long}</b></p>")]


def test_block_ids_follow_the_text() -> None:
    before = stream_data(parse("第一条 甲\n\n第二条 乙").blocks, "a")
    after = stream_data(parse("第一条 甲改\n\n第一条之一 新\n\n第二条 乙").blocks, "a")
    assert [block["id"] for block in before] == [after[0]["id"], after[2]["id"]]
    assert len({block["id"] for block in after}) == 3


@given(
    st.lists(CHINESE, min_size=1, max_size=8), st.lists(st.sampled_from(["\n", "\n\n", "  \n"]), min_size=8, max_size=8)
)
def test_running_text_is_kept_whole(paragraphs: list[str], gaps: list[str]) -> None:
    source = "".join(paragraph + gap for paragraph, gap in zip(paragraphs, gaps, strict=False))
    assert full_text(source) == "".join(paragraphs)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["## ", "### ", "- ", "> ", "第一条 ", "（一）", "第二十条之三　", "", "**第九条** "]),
            CHINESE.map(lambda text: f"甲{text}"),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_structured_text_is_kept_whole(lines: list[tuple[str, str]]) -> None:
    source = "\n\n".join(mark + text for mark, text in lines)
    written = "".join(mark.strip("#->* 　").replace("** ", "").replace("**", "") + text for mark, text in lines)
    assert full_text(source) == written


@given(WILD)
def test_no_word_is_lost_whatever_the_text(source: str) -> None:
    """Letters, digits and Chinese characters survive in order; only marks may be read as markup."""
    # A comment is no text, an ordered list shows its own numbers, a link's or picture's address is no text.
    source = re.sub(r"<!--.*?-->", "", source, flags=re.DOTALL)
    markup = re.compile(r"^\s*\d+[.)](?=\s)", re.MULTILINE)
    words = "".join(re.findall(r"[^\W_]", markup.sub("", re.sub(r"\]\([^()\s]+\)", "]", source))))
    # Numbers that are not a list's stay: drop them on both sides.
    kept = "".join(re.findall(r"[^\W_]", full_text(source)))
    assert re.sub(r"\d", "", kept) == re.sub(r"\d", "", words)


@given(WILD)
def test_only_allowed_tags_come_out(source: str) -> None:
    for block in parse(source).blocks:
        fragment = block.value["text"] if block.type == "provision" else block.value
        if isinstance(fragment, str):
            assert set(re.findall(r"</?(\w+)", fragment)) <= ALLOWED_TAGS
            assert clean(fragment) == fragment


@given(WILD)
def test_plain_text_is_one_line(source: str) -> None:
    assert "\n" not in to_plain(source)
