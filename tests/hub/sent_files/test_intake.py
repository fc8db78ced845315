"""What citizens send is judged by its content, and a refusal says in Chinese which file, why, and what to do."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from PIL import Image
from pytest_django import Settings

from hub.sent_files.enums import ScanState
from hub.sent_files.intake import TakenIn, take_in, take_in_all
from tests.hub.sent_files import samples
from tests.hub.sent_files.samples import upload

CASES = Path(__file__).parents[4] / "shared" / "cases"


def refusal(name: str, content: bytes, declared: str = "application/octet-stream") -> str:
    with pytest.raises(ValidationError) as refused:
        take_in(upload(name, content, declared))
    (message,) = refused.value.messages
    return message


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("照片.jpg", samples.picture(), "jpg"),
        ("照片.JPEG", samples.picture(), "jpg"),
        ("截图.png", samples.picture("PNG"), "png"),
        ("截图.jpg", samples.picture("PNG"), "png"),  # as phones and chats call them
        ("图.webp", samples.picture("WEBP"), "webp"),
        ("合同.pdf", samples.PDF, "pdf"),
        ("材料.docx", samples.docx(), "docx"),
        ("材料.docx", samples.odd_docx(), "docx"),
        ("材料.xlsx", samples.xlsx(), "xlsx"),
        ("旧材料.doc", samples.compound("WordDocument"), "doc"),
        ("旧表.xls", samples.compound("Workbook"), "xls"),
        ("说明.txt", "反映路灯不亮。\r\n".encode(), "txt"),
        ("说明.txt", "反映路灯不亮。".encode("gb18030"), "txt"),
        ("说明.txt", "反映路灯不亮。".encode("utf-16"), "txt"),
    ],
)
def test_what_is_what_it_says_is_taken(name: str, content: bytes, kind: str) -> None:
    taken = take_in(upload(name, content))
    assert taken.kind.code == kind
    assert taken.name == f"附件1.{kind}"
    assert taken.original_name == name
    assert taken.sent_sha256 == sha256(content).hexdigest()
    assert taken.sha256 == sha256(taken.content).hexdigest()
    assert taken.scan.state == ScanState.NOT_SCANNED
    if not taken.kind.is_picture:
        assert taken.content == content


@pytest.mark.parametrize(
    ("name", "content", "declared", "words"),
    [
        ("空.txt", b"", "text/plain", "文件是空的"),
        ("说明.txt", samples.xlsx(), "text/plain", "扩展名是“.txt”，内容却是Excel 表格（xlsx）"),
        ("表.xlsx", samples.xlsx(), "text/plain", "浏览器说这是纯文本，内容却是Excel 表格（xlsx）"),
        ("材料", samples.PDF, "application/pdf", "没有扩展名，内容却是PDF 文档"),
        ("材料.pdf", samples.docx(), "application/pdf", "内容却是Word 文档"),
        ("材料.docx", samples.xlsx(), "", "内容却是Excel 表格"),
        ("照片.heic", samples.HEIC, "image/heic", "兼容性最佳"),
        ("照片.jpg", samples.HEIC, "image/jpeg", "兼容性最佳"),
        ("材料.zip", samples.archive({"a.txt": b"a"}), "application/zip", "不收压缩包"),
        ("材料.docx", samples.archive({"a.txt": b"a"}), "", "不收压缩包"),
        ("动图.gif", samples.picture("GIF", mode="P"), "image/gif", "不收 GIF"),
        ("程序.exe", b"MZ\x90\x00\x03" + b"\x00" * 200, "", "不收这种文件。可以上传：JPG 图片"),
        ("程序.txt", b"MZ\x90\x00\x03" + b"\x00" * 200, "text/plain", "不收这种文件"),
        ("矢量.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml", "不收这种文件"),
        ("网页.html", b"<script>alert(1)</script>", "text/html", "不收这种文件"),
        ("表.csv", "甲,乙\n".encode(), "text/csv", "不收 CSV 文件。请另存为 xlsx"),
        ("发票.ofd", samples.archive({"OFD.xml": b"<OFD/>"}), "", "不收 OFD 文件。请另存为 PDF"),
        ("讲稿.pptx", samples.pptx(), "", "不收幻灯片"),
        ("讲稿.docx", samples.pptx(), "", "不收这种文件"),
        ("安装.doc", samples.compound("Property"), "", "不收这种文件"),
        ("加密.docx", samples.compound("EncryptedPackage"), "", "打开密码"),
        ("带宏.docx", samples.docx(**{"word/vbaProject.bin": b"x"}), "", "有宏"),
        ("没传完.pdf", samples.PDF[:-8], "", "PDF 不完整"),
        ("没传完.docx", samples.docx()[:-30], "", "内容损坏或者不完整"),
        ("没传完.jpg", samples.picture(size=(400, 400))[:-200], "", "内容损坏或者不完整"),
        ("没传完.png", samples.picture("PNG", size=(400, 400))[:-60], "", "内容损坏或者不完整"),
        ("坏.doc", samples.OLE2 + b"\x00" * 600, "", "内容损坏或者不完整"),
    ],
)
def test_what_is_not_taken_is_refused_in_words(name: str, content: bytes, declared: str, words: str) -> None:
    message = refusal(name, content, declared)
    assert message.startswith(f"“{name}”：")
    assert words in message


def test_a_file_that_is_too_large_is_refused(settings: Settings) -> None:
    settings.SENT_FILE_LARGEST = 1024
    assert "文件超过 1.0" in refusal("大.txt", b"a" * 1025)
    assert take_in(upload("大.txt", b"a" * 1024)).size == 1024


def test_kinds_are_a_setting(settings: Settings) -> None:
    settings.SENT_FILE_KINDS = ["jpg", "pdf"]
    assert refusal("材料.docx", samples.docx()).endswith("不收这种文件。可以上传：JPG 图片、PDF 文档。")
    assert take_in(upload("合同.pdf", samples.PDF)).kind.code == "pdf"


def test_a_bomb_is_not_unpacked() -> None:
    assert "展开后过大" in refusal("炸弹.docx", samples.bomb())


def test_a_bomb_that_lies_about_its_size_is_not_taken() -> None:
    assert "内容损坏或者不完整" in refusal("炸弹.docx", samples.lying_bomb())


def test_a_picture_with_too_many_dots_is_refused() -> None:
    content = samples.picture("PNG", size=(9000, 6000), mode="1")
    assert "最多 5000 万像素" in refusal("大图.png", content)


def test_a_moving_picture_is_refused() -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    out = BytesIO()
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    assert "会动的图片" in refusal("动.webp", out.getvalue())


def test_a_photo_loses_place_and_phone_and_stands_upright() -> None:
    taken = take_in(upload("路面.jpg", samples.photo(), "image/jpeg"))
    with Image.open(BytesIO(taken.content)) as picture:
        assert picture.size == (40, 64)
        assert not picture.getexif()
        assert not picture.info.keys() & {"exif", "comment", "xmp", "icc_profile"}
    assert b"SomePhone" not in taken.content
    assert b"taken by nobody" not in taken.content
    assert taken.findings == ("照片里的拍摄时间、地点、设备等信息已去除",)
    assert taken.sha256 != taken.sent_sha256


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "I;16"])
def test_pictures_of_each_mode_keep_what_they_show(mode: str) -> None:
    taken = take_in(upload("图.png", samples.picture("PNG", mode=mode)))
    with Image.open(BytesIO(taken.content)) as picture:
        assert picture.size == (64, 40)
        assert picture.has_transparency_data == (mode in ("RGBA", "LA"))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_hides_behind_a_picture_is_gone(kind: str) -> None:
    """A picture that is an archive and a page as well."""
    hidden = samples.archive({"evil.js": b"alert(1)"}) + b"<script>alert(1)</script>"
    taken = take_in(upload("图.jpg", samples.picture(kind) + hidden))
    assert b"PK\x03\x04" not in taken.content
    assert b"<script>" not in taken.content


def test_a_pdf_that_is_an_archive_as_well_is_refused() -> None:
    assert "夹带了压缩包" in refusal("合同.pdf", samples.PDF + samples.archive({"a.txt": b"a"}) + b"")


def test_a_text_that_is_an_archive_as_well_is_refused() -> None:
    assert "不收这种文件" in refusal("说明.txt", b"hello\n" + samples.archive({"a.txt": b"a" * 9}))


def test_what_readers_should_know_is_said() -> None:
    taken = take_in(upload("旧.doc", samples.compound("WordDocument", "Macros")))
    assert taken.findings == ("含有宏，打开时请不要启用",)


def test_documents_are_the_senders_evidence_and_stay_as_they_are() -> None:
    content = samples.docx(**{"docProps/core.xml": b"<creator>Somebody</creator>"})
    assert take_in(upload("材料.docx", content)).content == content


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("C:\\Users\\li\\投诉.pdf", "投诉.pdf"),
        ("../../etc/投诉.pdf", "投诉.pdf"),
        ("投诉\u202efdp.exe.pdf", "投诉fdp.exe.pdf"),
        ("投\u200b诉\ufeff.pdf", "投诉.pdf"),
        ("投\n诉\x00.pdf", "投 诉.pdf"),
        ("长" * 300 + ".pdf", "长" * 95 + "….pdf"),
        ("  .pdf  ", "pdf"),
    ],
)
def test_the_senders_name_is_kept_as_it_can_be_shown(sent: str, kept: str) -> None:
    file = upload("x.pdf", samples.PDF)
    file._name = sent  # as a hand-made request may have it
    if kept == "pdf":
        with pytest.raises(ValidationError, match="“pdf”：文件没有扩展名"):
            take_in(file)
        return
    taken = take_in(file)
    assert taken.original_name == kept
    assert taken.name == "附件1.pdf"


def test_the_files_of_a_form_are_numbered() -> None:
    taken: list[TakenIn] = take_in_all([upload("a.pdf", samples.PDF), upload("b.txt", b"hello")])
    assert [each.name for each in taken] == ["附件1.pdf", "附件2.txt"]


def test_each_bad_file_of_a_form_is_named() -> None:
    files = [upload("a.pdf", samples.PDF), upload("b.zip", samples.archive({"a": b"a"})), upload("c.txt", b"")]
    with pytest.raises(ValidationError) as refused:
        take_in_all(files)
    assert [message[:8] for message in refused.value.messages] == ["“b.zip”：", "“c.txt”："]


def test_more_files_than_may_be_are_refused_unread(settings: Settings) -> None:
    settings.SENT_FILES_MOST = 2
    with pytest.raises(ValidationError, match="一次最多上传 2 个文件，您选了 3 个"):
        take_in_all([upload("a.txt", b"a")] * 3)


@pytest.mark.skipif(not CASES.is_dir(), reason="no cases of real files beside the checkout")
def test_files_that_real_programs_wrote() -> None:
    office = [path for path in CASES.iterdir() if path.suffix in (".docx", ".xlsx", ".pdf")]
    assert len(office) > 5
    for path in office:
        assert take_in(upload(path.name, path.read_bytes())).kind.code == path.suffix[1:]
    photo = take_in(upload("gps.jpg", (CASES / "gps.jpg").read_bytes()))
    with Image.open(BytesIO(photo.content)) as picture:
        assert not picture.getexif()
    assert take_in(upload("a.txt", (CASES / "txt-utf16le.txt").read_bytes())).kind.code == "txt"
    assert "内容损坏或者不完整" in refusal("truncated.jpg", (CASES / "truncated.jpg").read_bytes())
