"""Documents lose what is not meant for their readers, keep every word, and say what could not be taken off."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from PIL import Image
from pptx import Presentation
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText, Highlight, Text
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, TextStringObject

from hub.document_cleaning.child import answer_to
from hub.document_cleaning.findings import Findings
from hub.document_cleaning.process import clean
from search.extraction.child import answer_to as words_of
from search.extraction.limits import LIMITS
from search.extraction.memory import Memory
from tests.search.files.compound import compound

CASES = Path(__file__).parents[3] / "shared" / "cases"
SECRET = "张三丰"


def looked(data: bytes) -> tuple[Findings, bytes]:
    """What is found, and what is stored."""
    found, new = answer_to(io.BytesIO(data))
    return found, data if new is None else new


def text_of(data: bytes) -> str | None:
    """None of what the reader of attachments cannot read."""
    memory = Memory(LIMITS.memory)
    try:
        return words_of(io.BytesIO(data), LIMITS, memory).get("text")
    finally:
        if memory.account is not None:
            memory.account.close()


def everything_in(data: bytes) -> str:
    """All that a curious reader finds: parts of an archive, objects of a PDF."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert archive.testzip() is None
            return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    return "\n".join(str(each) for each in PdfWriter(clone_from=io.BytesIO(data))._objects)


def words_in(data: bytes) -> list[str]:
    """What stands in elements of text (`w:t`, `t`) of an office file, whatever its parts are called."""
    return re.findall(r"<(?:\w+:)?t(?: [^>]*)?>([^<]+)<", everything_in(data))


def require_clean(data: bytes, *words: str) -> Findings:
    """Without the secret, with every word, and the same again when it is looked at once more."""
    found, stored = looked(data)
    assert SECRET in everything_in(data)
    assert SECRET not in everything_in(stored)
    assert text_of(stored) == text_of(data)
    said = "；".join([*found.removed, *found.left, *found.obstacles])
    for word in words:
        assert word in said, said
    again, same = looked(stored)
    assert (again.removed, same) == ([], stored)
    assert again.obstacles == found.obstacles
    return found


def word(change: Any = None) -> bytes:
    document = Document()
    document.add_paragraph("第一条　为规范管理，制定本办法。")
    document.core_properties.author = SECRET
    document.core_properties.last_modified_by = SECRET
    if change is not None:
        change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_part(data: bytes, changes: dict[str, Any]) -> bytes:
    """An archive with parts added, or changed by a function of their bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            change = changes.get(name, lambda same: same)
            target.writestr(name, change(source.read(name)) if callable(change) else change)
        for name in changes.keys() - set(source.namelist()):
            target.writestr(name, changes[name])
    return out.getvalue()


def in_body(xml: str) -> dict[str, Any]:
    return {"word/document.xml": lambda data: data.replace(b"<w:sectPr", xml.encode() + b"<w:sectPr", 1)}


def test_word_loses_names_comments_thumbnail_and_data() -> None:
    def comment(document: Any) -> None:
        run = document.add_paragraph().add_run("第二条")
        document.add_comment(run, text=f"{SECRET}：这句先别公开", author=SECRET, initials="Z")

    found = require_clean(
        word(comment), f"作者：{SECRET}", f"最后保存者：{SECRET}", "批注 1 处", "缩略图", "自定义数据"
    )
    assert not found.obstacles
    assert not found.reason


def test_a_name_that_hides_something_is_shown_without_it() -> None:
    writer = page()
    writer.add_metadata({"/Author": "张\u202e三\x00", "/Te\u202est": "x"})
    assert looked(bytes_of(writer))[0].removed[1:] == ["作者：张三", "Test：x"]


def test_a_cleaned_word_document_opens_and_holds_no_dead_ends() -> None:
    _found, stored = looked(word())
    assert Document(io.BytesIO(stored)).paragraphs[0].text.startswith("第一条")
    with zipfile.ZipFile(io.BytesIO(stored)) as archive:
        names = set(archive.namelist())
        types = archive.read("[Content_Types].xml").decode()
    assert {name.lstrip("/") for name in re.findall(r'PartName="([^"]+)"', types)} <= names


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        ('<w:p><w:ins w:id="1" w:author="x"><w:r><w:t>新</w:t></w:r></w:ins></w:p>', "修订 1 处"),
        ('<w:p><w:del w:id="1" w:author="x"><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>', "修订 1 处"),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r></w:p>", "隐藏文字 1 处"),
    ],
)
def test_what_the_public_could_read_and_approvers_do_not_see_stands_in_the_way(xml: str, said: str) -> None:
    data = with_part(word(), in_body(xml))
    found, stored = looked(data)
    assert found.obstacles == [said]
    assert text_of(stored) == text_of(data)


def test_hidden_text_that_is_shown_again_is_no_hidden_text() -> None:
    xml = '<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>看得见</w:t></w:r></w:p>'
    assert not looked(with_part(word(), in_body(xml)))[0].obstacles


def test_words_that_come_from_a_property_keep_it() -> None:
    """The reader's Word would otherwise print the field without a word."""
    field = '<w:p><w:fldSimple w:instr=" AUTHOR "><w:r><w:t>张三丰</w:t></w:r></w:fldSimple></w:p>'
    found, stored = looked(with_part(word(), in_body(field)))
    assert "正文引用了文档属性，属性未清除" in found.left
    assert Document(io.BytesIO(stored)).core_properties.author == SECRET


def test_words_that_were_bound_to_data_stand_by_themselves() -> None:
    control = (
        '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a" w:storeItemID="{1}"/></w:sdtPr>'
        "<w:sdtContent><w:p><w:r><w:t>封面标题</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    _found, stored = looked(with_part(word(), in_body(control)))
    assert "封面标题" in everything_in(stored)
    assert "dataBinding" not in everything_in(stored)


def workbook(change: Any = None) -> bytes:
    book = Workbook()
    book.active.append(["项目", "金额"])
    book.active.append(["学校修缮", 120])
    book.properties.creator = SECRET
    if change is not None:
        change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_loses_names_and_comments() -> None:
    def comment(book: Any) -> None:
        book.active["A1"].comment = Comment(f"{SECRET}说的", SECRET)
        book.active.row_dimensions[2].hidden = True

    data = workbook(comment)
    found, stored = looked(data)
    assert "批注 1 处" in found.removed
    assert "隐藏行 1 行" in found.left
    assert SECRET not in everything_in(stored)
    assert [row[0].value for row in load_workbook(io.BytesIO(stored)).active.rows] == ["项目", "学校修缮"]
    assert load_workbook(io.BytesIO(stored)).active["A1"].comment is None


def test_a_workbook_loses_where_it_lay_and_who_refreshed_it() -> None:
    name = "http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac"
    place = f'<x:absPath url="C:\\Users\\{SECRET}\\" xmlns:x="{name}"/><bookViews'.encode()
    data = with_part(workbook(), {"xl/workbook.xml": lambda data: data.replace(b"<bookViews", place, 1)})
    require_clean(data, "原保存位置 1 处")


def test_pictures_in_a_document_lose_what_the_camera_wrote() -> None:
    def picture(**more: Any) -> io.BytesIO:
        out = io.BytesIO()
        Image.new("RGB", (40, 20), "red").save(out, "JPEG", comment=SECRET.encode(), **more)
        return io.BytesIO(out.getvalue())

    turned = Image.Exif()
    turned[0x0112] = 6
    found, stored = looked(word(lambda document: document.add_picture(picture())))
    assert "图片中的拍摄信息 1 幅" in found.removed
    assert SECRET not in everything_in(stored)
    found, _stored = looked(word(lambda document: document.add_picture(picture(exif=turned.tobytes()))))
    assert "图片中的拍摄信息 1 幅" in found.left


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_stands_in_the_way(state: str) -> None:
    def hide(book: Any) -> None:
        book.create_sheet("底稿").sheet_state = state

    assert require_clean(workbook(hide)).obstacles == ["隐藏工作表 1 张"]


def test_slides_lose_names_and_notes_and_hidden_ones_stand_in_the_way() -> None:
    show = Presentation()
    for title in ("第一页", "第二页"):
        show.slides.add_slide(show.slide_layouts[0]).shapes.title.text = title
    show.slides[0].notes_slide.notes_text_frame.text = f"{SECRET}只在这里说"
    show.slides[1]._element.set("show", "0")
    show.core_properties.author = SECRET
    out = io.BytesIO()
    show.save(out)
    found = require_clean(out.getvalue(), "演讲者备注 1 页")
    assert found.obstacles == ["隐藏幻灯片 1 张"]
    assert len(Presentation(io.BytesIO(looked(out.getvalue())[1])).slides) == 2


def test_a_signed_document_is_never_rewritten() -> None:
    data = with_part(word(), {"_xmlsignatures/sig1.xml": b"<Signature/>"})
    found, stored = looked(data)
    assert stored == data
    assert "数字签名" in found.reason
    assert f"作者：{SECRET}" not in found.removed


def page() -> PdfWriter:
    writer = PdfWriter()
    writer.add_blank_page(300, 300)
    return writer


def bytes_of(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_loses_names_notes_files_and_scripts() -> None:
    writer = page()
    writer.add_metadata({"/Author": SECRET, "/Company": "某局"})
    writer.add_annotation(0, Text(rect=(50, 50, 90, 90), text=f"{SECRET}：不要公开"))
    mark = Highlight(rect=(1, 1, 9, 9), quad_points=ArrayObject([FloatObject(1)] * 8))
    mark[NameObject("/T")] = TextStringObject(SECRET)
    writer.add_annotation(0, mark)
    writer.add_annotation(0, FreeText(text="看得见的字", rect=(50, 150, 200, 250)))
    writer.add_attachment("底稿.txt", SECRET.encode())
    script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(SECRET)}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(script)
    data = bytes_of(writer)
    found = require_clean(data, f"作者：{SECRET}", "单位：某局", "批注 2 处", "嵌入文件 1 个", "脚本 1 段")
    assert not found.reason
    reader = PdfReader(io.BytesIO(looked(data)[1]))
    assert [note.get_object()["/Subtype"] for note in reader.pages[0]["/Annots"]] == ["/Highlight", "/FreeText"]
    assert not reader.metadata
    assert not reader.attachments


def test_what_a_pdf_must_say_to_be_archived_stays() -> None:
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="2" '
        f'pdfaid:conformance="B" xmlns:dc="http://purl.org/dc/elements/1.1/" dc:creator="{SECRET}"/>'
        "</rdf:RDF></x:xmpmeta>"
    )
    writer = page()
    writer.xmp_metadata = packet.encode()
    found, stored = looked(bytes_of(writer))
    assert "XMP 元数据" in found.removed
    kept = PdfReader(io.BytesIO(stored)).xmp_metadata
    assert kept is not None
    assert SECRET.encode() not in stored
    assert b"<pdfaid:part>2</pdfaid:part>" in stored
    assert looked(stored)[1] == stored


def test_a_signed_pdf_is_never_rewritten() -> None:
    writer = page()
    writer.add_metadata({"/Author": SECRET})
    form = {NameObject("/SigFlags"): FloatObject(3), NameObject("/Fields"): ArrayObject()}
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject(form)
    data = bytes_of(writer)
    found, stored = looked(data)
    assert stored == data
    assert "数字签名" in found.reason
    assert f"作者：{SECRET}" in found.left


def test_a_protected_pdf_stays_and_is_named() -> None:
    writer = page()
    writer.encrypt("", "owner", algorithm="RC4-128")
    data = bytes_of(writer)
    found, stored = looked(data)
    assert stored == data
    assert "加密" in found.reason


def test_an_ofd_loses_who_made_it() -> None:
    top = f"<ofd:OFD xmlns:ofd='http://www.ofdspec.org/2016'><ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID><ofd:Author>{SECRET}</ofd:Author></ofd:DocInfo></ofd:DocBody></ofd:OFD>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("OFD.xml", top)
    found, stored = looked(out.getvalue())
    assert found.removed == [f"作者：{SECRET}"]
    assert SECRET not in everything_in(stored)
    assert "DocID" in everything_in(stored)


def test_old_office_files_are_named_as_they_are() -> None:
    data = compound({"WordDocument": b"x" * 4096})
    found, stored = looked(data)
    assert stored == data
    assert "旧格式" in found.reason


@pytest.mark.skipif(not CASES.is_dir(), reason="no cases here")
@pytest.mark.parametrize("name", [path.name for path in sorted(CASES.glob("*.???x"))] if CASES.is_dir() else [])
def test_odd_but_sound_files_are_cleaned(name: str) -> None:
    data = (CASES / name).read_bytes()
    found, stored = looked(data)
    assert not found.reason
    assert found.removed
    assert words_in(stored) == words_in(data) != []
    assert text_of(data) in (None, text_of(stored)), "what hid a text from its reader is gone; nothing else is"


@given(st.binary(max_size=200), st.sampled_from([b"%PDF-1.7", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b""]))
def test_what_is_no_document_stays_as_it_is(rest: bytes, head: bytes) -> None:
    data = head + rest
    assert looked(data)[1] == data


def test_the_confined_process_gives_the_same() -> None:
    data = word()
    stored, found = clean(data, "办法.docx")
    assert SECRET not in everything_in(stored)
    assert f"作者：{SECRET}" in found.removed
    assert clean(b"%PDF-1.7 broken", "x.pdf")[0] == b"%PDF-1.7 broken"
    assert clean(b"%PDF-1.7 broken", "x.pdf")[1].reason
    assert clean(b"text", "x.txt") == (b"text", Findings())
