"""Streams, tables, rich texts and files, as an approver reads what changed in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.fields import StreamField

from hub.blocks import BodyBlock
from hub.differences import rich, tables
from hub.differences.blocks import HANDLERS, difference, handler_of
from hub.differences.sequences import Budget
from tests.differences import versions
from tests.staffed import Staffed
from tests.visits import document, image, text

BODY = BodyBlock()
GENERAL = {blocks.Block, blocks.FieldBlock}  # what is stored, and one value in words


def page(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def stream(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> BeautifulSoup:
    return page(difference(BODY, BODY.to_python(old), BODY.to_python(new), Budget()))


def paragraph(key: str, words: str) -> dict[str, Any]:
    return {"type": "paragraph", "value": f"<p>{words}</p>", "id": key}


def named(shown: BeautifulSoup) -> list[str]:
    return [text(each) for each in shown.select(".hub-diff__name, .hub-diff__same")]


def blocks_below(block: blocks.Block) -> Iterator[blocks.Block]:
    yield block
    children = block.child_blocks.values() if hasattr(block, "child_blocks") else []
    for child in [*children, *([block.child_block] if isinstance(block, blocks.ListBlock) else [])]:
        yield from blocks_below(child)


def stream_fields() -> list[StreamField]:
    fields = (field for model in apps.get_models() for field in model._meta.local_fields)
    return [field for field in fields if isinstance(field, StreamField)]


def test_every_block_of_ours_has_words_of_its_own() -> None:
    found = {type(each) for field in stream_fields() for each in blocks_below(field.stream_block)}
    assert len(found) > 40
    values = {blocks.IntegerBlock, blocks.DecimalBlock, blocks.DateBlock, blocks.TimeBlock, blocks.BooleanBlock}
    general = {each for each in found if next(base for base in each.__mro__ if base in HANDLERS) in GENERAL} - values
    assert {each.__name__ for each in general} == {"AddressBlock"}, "an address is one value"


def test_unchanged_blocks_are_counted_and_no_more() -> None:
    old = [paragraph("a", "第一段。"), paragraph("b", "第二段。"), paragraph("c", "第三段。")]
    shown = stream(old, [old[0], paragraph("b", "第二段改了。"), old[2]])
    assert named(shown) == ["…1处没有变化", "第2处：段落改动", "…1处没有变化"]
    assert "第一段" not in shown.get_text()
    assert [each.text for each in shown.select("ins")] == ["改了"]
    assert not shown.select("del")


def test_blocks_come_go_and_move() -> None:
    a, b, c = paragraph("a", "甲。"), paragraph("b", "乙。"), paragraph("c", "丙。")
    d = {"type": "quotation", "value": {"text": "丁。", "source": ""}, "id": "d"}
    assert named(stream([a, b, c], [a, c])) == ["…1处没有变化", "第2处：段落删除", "…1处没有变化"]
    assert named(stream([a, b], [a, d, b])) == ["…1处没有变化", "第2处：引文新增", "…1处没有变化"]
    assert named(stream([a, b, c], [c, a, b])) == ["第1处：段落移动（原为第3处）", "…2处没有变化"]
    assert named(stream([a, b, c], [c, a])) == ["第1处：段落移动（原为第3处）", "…1处没有变化", "第2处：段落删除"]


def test_blocks_of_a_script_have_new_ids() -> None:
    old = [paragraph("a", "甲。"), paragraph("b", "乙。")]
    new = [paragraph("x", "甲。"), paragraph("y", "乙改。")]
    assert named(stream(old, new)) == ["…1处没有变化", "第2处：段落改动"]


def test_a_heading_is_a_heading() -> None:
    def heading(words: str, level: str) -> dict[str, Any]:
        return {"type": "heading", "value": {"text": words, "level": level}, "id": "h"}

    shown = stream([heading("总则", "2")], [heading("总责", "2")])
    assert text(shown) == "第1处：标题改动总则责"
    shown = stream([heading("总则", "2")], [heading("总则", "3")])
    assert text(shown) == "第1处：标题改动级别：章（二级标题）节（三级标题）"


# --- rich text ---


def shown_rich(old: str, new: str) -> BeautifulSoup:
    return page(rich.difference(old, new, Budget()))


def test_lists_and_paragraphs_are_lines() -> None:
    old = "<p>甲。</p><ol><li>一</li><li>二</li></ol>"
    shown = shown_rich(old, "<p>甲。</p><ol><li>一</li><li>二</li><li>三</li></ol>")
    assert versions(shown) == ("甲。1.一2.二", "甲。1.一2.二↵3.三")


def test_the_target_of_a_link_is_named(bureau: Staffed) -> None:
    file = document(bureau)
    old = f'<p><a linktype="page" id="{bureau.column.pk}">办法</a></p>'
    shown = shown_rich(old, f'<p><a linktype="document" id="{file.pk}">办法</a></p>')
    (note,) = shown.select(".hub-diff__note")
    assert "“办法”的链接改为：" in note.text
    assert bureau.column.title in note.select_one("del").text
    assert file.filename in note.select_one("ins").text
    gone = shown_rich('<p><a href="https://a.example/">办法</a></p>', "<p>办法</p>")
    assert "“办法”删除链接：https://a.example/" in gone.text
    assert "已不存在，编号 999999" in shown_rich(old, '<p><a linktype="page" id="999999">办法</a></p>').text


def test_links_that_change_places() -> None:
    one, two = '<a href="https://a.example/">点击</a>', '<a href="https://b.example/">点击</a>'
    assert "链接换了位置" in shown_rich(f"<p>{one}，{two}</p>", f"<p>{two}，{one}</p>").text


def test_emphasis_and_code_do_not_hide() -> None:
    assert "新增加粗：“甲”" in shown_rich("<p>甲乙</p>", "<p><b>甲</b>乙</p>").text
    assert "取消斜体：“甲”" in shown_rich("<p><i>甲</i>乙</p>", "<p>甲乙</p>").text
    assert "代码有变化" in shown_rich("<p>甲</p>", '<p data-x="1">甲</p>').text


# --- tables ---

HEAD = ["项目", "金额", "日期"]
ROWS = [[f"项目{number}", str(number * 100), f"2026-01-{number + 10}"] for number in range(8)]


def table(rows: list[list[str | None]], **settings: Any) -> dict[str, Any]:
    head = {"first_row_is_table_header": True, "first_col_is_header": False, "table_header_choice": "row"}
    return {"data": rows, "table_caption": "", **head, **settings}


def shown_table(old: dict[str, Any] | None, new: dict[str, Any] | None) -> BeautifulSoup:
    return page(tables.difference(old, new, Budget()))


def lines(shown: BeautifulSoup) -> list[list[str]]:
    return [[text(each) for each in row.select("th, td")] for row in shown.select("tr")]


def test_a_changed_cell_stands_in_its_row_under_the_head() -> None:
    new = [*ROWS[:3], ["项目3", "350", "2026-01-13"], *ROWS[4:]]
    shown = shown_table(table([HEAD, *ROWS]), table([HEAD, *new]))
    assert lines(shown) == [
        ["行", *HEAD],
        ["…3行没有变化"],
        ["第5行改动", "项目3", "300350", "2026-01-13"],
        ["…4行没有变化"],
    ]
    assert [each.text for each in shown.select("del, ins")] == ["300", "350"]
    region = shown.select_one("[role=region]")
    assert region["tabindex"] == "0"
    assert region["aria-label"]


def test_rows_come_and_go() -> None:
    shown = shown_table(table([HEAD, *ROWS]), table([HEAD, *ROWS[:2], ["新", "1", ""], *ROWS[2:7]]))
    assert [line[0] for line in lines(shown)] == [
        "行", "…2行没有变化", "第4行新增", "…5行没有变化", "第9行删除",
    ]  # fmt: skip
    assert [each.text for each in shown.select("ins")] == ["新", "1"]


def test_columns_come_and_go() -> None:
    wide = [[row[0], f"备注{place}", *row[1:]] for place, row in enumerate([HEAD, *ROWS])]
    wide[0][1] = "备注"
    shown = shown_table(table([HEAD, *ROWS]), table(wide))
    assert [text(each) for each in shown.select("thead th")] == ["行", "项目", "备注（新增列）", "金额", "日期"]
    assert {each.text for each in shown.select("td ins")} == {f"备注{place}" for place in range(1, 9)}
    assert not shown.select("del")
    back = shown_table(table(wide), table([HEAD, *ROWS]))
    assert "备注（删除列）" in [text(each) for each in back.select("thead th")]
    assert not back.select("ins")


def test_a_column_and_a_cell_at_once() -> None:
    old = table([HEAD, *ROWS])
    wide = [[*row, "备注"] for row in [HEAD, *ROWS]]
    wide[2][1] = "改"
    shown = shown_table(old, table(wide))
    assert [each.text for each in shown.select("del")] == ["100"]


def test_a_wide_table_shows_the_columns_that_changed() -> None:
    head = ["项目", *(f"第{number}季度" for number in range(1, 8))]
    rows = [[name, *(f"{name}{number}" for number in range(1, 8))] for name in "甲乙丙"]
    changed = [list(row) for row in rows]
    changed[1][5] = "改"
    shown = shown_table(table([head, *rows]), table([head, *changed]))
    assert lines(shown) == [["行", "项目", "第5季度"], ["…1行没有变化"], ["第3行改动", "乙", "乙5改"], ["…1行没有变化"]]
    assert "另有 6 列没有变化" in shown.get_text()
    assert len(lines(shown_table(table([head, *rows]), table([head, *rows, ["丁"] * 8])))[0]) == 9, "a new row is whole"


def test_a_new_table_is_a_table() -> None:
    shown = shown_table(None, table([HEAD, *ROWS[:1]], table_caption="预算表"))
    assert lines(shown)[1][0] == "第2行新增"
    assert shown.caption.text == "预算表"
    assert versions(shown)[1].endswith("项目02026-01-10") or "项目0" in versions(shown)[1]
    assert not shown.select("del")


def test_headings_and_merged_cells_do_not_hide() -> None:
    old = table([HEAD, *ROWS])
    shown = shown_table(old, old | {"mergeCells": [{"row": 0, "col": 0, "rowspan": 1, "colspan": 2}]})
    assert "合并单元格有变化" in shown.get_text()
    assert "表头有变化" in shown_table(old, old | {"first_col_is_header": True}).get_text()


# --- files ---


def test_pictures_and_documents_are_named(bureau: Staffed) -> None:
    first, second = image(bureau, "旧照片"), image(bureau, "新照片")

    def picture(chosen: Any) -> dict[str, Any]:
        return {"type": "picture", "value": {"image": chosen.pk, "alt": "石桥", "caption": ""}, "id": "p"}

    shown = stream([picture(first)], [picture(second)])
    assert "旧照片（picture" in shown.select_one("del").text
    assert "KB" in shown.select_one("ins").text
    assert len(shown.select("img")) == 2
    assert "石桥" not in shown.text

    files = [document(bureau, name) for name in ("旧.pdf", "新.pdf")]
    old, new = ([{"type": "attachment", "value": {"document": file.pk, "title": ""}, "id": "f"}] for file in files)
    assert "新.pdf" in stream(old, new).select_one("ins").text


def test_a_list_of_forms_is_a_table(bureau: Staffed) -> None:
    picture = image(bureau)

    def gallery(*words: str) -> dict[str, Any]:
        pictures = [
            {"type": "item", "id": word, "value": {"image": picture.pk, "alt": word, "caption": f"{word}的说明"}}
            for word in words
        ]
        return {"type": "gallery", "value": {"title": "", "pictures": pictures}, "id": "g"}

    shown = stream([gallery("石桥", "水库")], [gallery("石桥", "梯田", "水库")])
    assert lines(shown) == [
        ["行", "图片", "替代文字", "图片说明"],
        ["…1行没有变化"],
        ["第2行新增", *lines(shown)[2][1:]],
        ["…1行没有变化"],
    ]
    assert lines(shown)[2][2:] == ["梯田", "梯田的说明"]


@pytest.mark.parametrize("kind", sorted(BODY.child_blocks))
def test_a_block_that_comes_shows_all_that_it_says(kind: str, bureau: Staffed) -> None:
    from tests.visits import article_with_every_block

    body = article_with_every_block(bureau).body
    child = next(each for each in body if each.block_type == kind)
    shown = page(difference(child.block, None, child.value, Budget()))
    read = text(shown)
    for part in child.block.get_searchable_content(child.value):
        assert "".join(part.split()) in read
    assert handler_of(child.block) is not HANDLERS[blocks.Block]
    assert shown.select("ins")
    assert not shown.select("del")
    assert isinstance(child.block, TableBlock) == bool(shown.select("thead")) or kind == "gallery"
