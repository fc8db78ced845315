"""The words of a file, whatever its format; and nothing of it where it costs too much or is not what it seems."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from django.core.files.base import ContentFile

from hub.models import GroupDocument
from search.enums import Extraction
from search.extraction.child import collected, stop
from search.extraction.limits import LIMITS, MEGABYTE, Limits
from search.extraction.problems import TOO_LONG, TOO_MUCH_MEMORY
from search.extraction.process import Outcome, extract
from search.extraction.worker import extract_waiting
from search.models import ExtractedText
from sites.pages.models.article_attachment import ArticleAttachment
from sites.pages.models.article_page import ArticlePage
from tests.factories import published
from tests.hub.hostile import ATTACKS
from tests.search.files import MAKERS, make
from tests.search.files.office import docx, part_of, with_part
from tests.search.files.old_office import doc
from tests.search.files.others import encrypted_pdf, pdf
from tests.staffed import Staffed

LINE = "神光山渡槽维修资金收支明细"
TRADITIONAL = "興寧市財政局關於預算的說明"


def taken(data: bytes, limits: Limits = LIMITS) -> Outcome:
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        return extract(file, limits)


def test_every_format_gives_its_words_in_both_scripts() -> None:
    for ending in MAKERS:
        outcome = taken(make(ending, LINE, TRADITIONAL))
        assert outcome.state == Extraction.DONE, (ending, outcome)
        assert LINE in outcome.text, (ending, outcome.text)
        assert TRADITIONAL in outcome.text, (ending, outcome.text)
        assert not outcome.is_cut


def test_numbers_of_tables_are_there_and_what_is_not_shown_is_not() -> None:
    assert "2014\t3.5" in taken(make("xlsx", LINE)).text
    assert f"{LINE}\t2014" in taken(make("xls", LINE)).text
    assert taken(make("doc", LINE)).text == f"Doc 97\n{LINE}"  # the code of a field is no text
    assert taken(make("ppt", LINE)).text == f"{LINE}\nSlide 97"  # nor are the speaker's notes


def test_the_bytes_decide_not_the_ending() -> None:
    assert LINE in taken(docx(LINE)).text  # nobody says here what it is
    text_without_an_ending = "只有文字".encode("gb18030")
    assert taken(text_without_an_ending).text == "只有文字"
    assert taken("繁體文字".encode("utf-16")).text == "繁體文字"


def test_wrapped_lines_of_a_pdf_are_read_as_sentences() -> None:
    long = "关于进一步加强全市中小学校校舍安全管理工作的通知" * 4
    assert long in taken(pdf(long)).text


def test_deleted_text_and_comments_of_word_stay_unread() -> None:
    body = part_of(docx(LINE), "word/document.xml").replace(
        f"<w:t>{LINE}</w:t>", f"<w:t>{LINE}</w:t></w:r><w:del><w:r><w:t>删去的话</w:t></w:r></w:del><w:r>"
    )
    outcome = taken(with_part(docx(LINE), "word/document.xml", text=body))
    assert LINE in outcome.text
    assert "删去的话" not in outcome.text


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_a_password_keeps_the_text_but_protection_against_changes_does_not(algorithm: str) -> None:
    locked = taken(encrypted_pdf(LINE, user="secret", owner="owner", algorithm=algorithm))
    assert (locked.state, locked.text) == (Extraction.FAILED, "")
    assert "加密" in locked.reason
    assert LINE in taken(encrypted_pdf(LINE, user="", owner="owner", algorithm=algorithm)).text


def test_encrypted_office_files_say_so() -> None:
    from tests.search.files.compound import compound

    assert "加密" in taken(doc(LINE, encrypted=True)).reason
    assert "加密" in taken(compound({"EncryptedPackage": b"x"})).reason


def test_broken_files_fail_with_a_reason() -> None:
    for ending in MAKERS:
        data = make(ending, LINE)
        if ending in ("txt", "csv"):
            data = b"\x00\x01" + data
        outcome = taken(data[: min(700, len(data) // 2)])
        assert (outcome.state, outcome.text) == (Extraction.FAILED, ""), (ending, outcome)
        assert outcome.reason, ending
    assert not taken(b"").text


def test_a_picture_of_a_page_has_no_text_and_that_is_no_failure() -> None:
    outcome = taken(pdf(""))
    assert (outcome.state, outcome.text) == (Extraction.DONE, "")
    assert "扫描" in outcome.reason


def test_archives_are_not_unpacked() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", LINE)
    outcome = taken(file.getvalue())
    assert (outcome.state, outcome.text) == (Extraction.SKIPPED, "")


def test_a_bomb_is_seen_before_it_is_opened() -> None:
    bomb = with_part(docx(LINE), "word/media/zeros.bin", b"\0" * (60 * MEGABYTE))
    assert len(bomb) < MEGABYTE
    outcome = taken(bomb)
    assert outcome.state == Extraction.FAILED
    assert "展开" in outcome.reason


def test_a_bomb_of_entities_does_not_go_off() -> None:
    entities = '<!DOCTYPE x [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">' + "".join(
        f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    for ending, part in (("docx", "word/document.xml"), ("pptx", "ppt/slides/slide1.xml"),
                         ("xlsx", "xl/worksheets/sheet1.xml"), ("ofd", "Doc_0/Pages/Page_0/Content.xml")):  # fmt: skip
        data = make(ending, LINE)
        xml = part_of(data, part)
        start = xml.index("?>") + 2 if xml.startswith("<?xml") else 0
        bomb = with_part(data, part, text=f"{xml[:start]}{entities}]>{xml[start:].replace(LINE, '&i;')}")
        outcome = taken(bomb)
        assert len(outcome.text) < 1000, ending


def test_what_never_ends_is_cut() -> None:
    few = replace(LIMITS, characters=1000)
    outcome = taken(("财政预算" * 10 + "\n").encode() * 10_000, few)
    assert (outcome.state, len(outcome.text), outcome.is_cut) == (Extraction.DONE, 1000, True)


def test_a_sheet_of_a_million_rows_costs_what_is_in_it() -> None:
    data = make("xlsx", LINE)
    xml = part_of(data, "xl/worksheets/sheet1.xml").replace('ref="A1:C1"', 'ref="A1:XFD1048576"')
    assert LINE in taken(with_part(data, "xl/worksheets/sheet1.xml", text=xml)).text


def test_who_takes_too_long_is_ended() -> None:
    outcome = taken(pdf(LINE), replace(LIMITS, wall=0))
    assert outcome.state == Extraction.FAILED
    assert outcome.may_pass
    assert "时间" in outcome.reason


@pytest.mark.parametrize("megabytes", [64, 160])
def test_who_takes_too_much_memory_fails_alone(megabytes: int) -> None:
    varied = "".join(map(chr, Random(1).choices(range(0x4E00, 0x9FFF), k=1_500_000)))  # noqa: S311
    body = part_of(docx(LINE), "word/document.xml").replace(LINE, varied * 6)
    outcome = taken(with_part(docx(LINE), "word/document.xml", text=body), replace(LIMITS, memory=megabytes * MEGABYTE))
    assert outcome.state == Extraction.FAILED
    assert "内存" in outcome.reason, "and is not called damaged"


def test_the_process_reaches_neither_the_network_nor_programs_nor_files() -> None:
    """What a hostile file would have a library do."""
    import subprocess
    import sys

    code = (
        "import sys, socket, os, subprocess, tempfile\n"
        "from search.extraction.child import refuse\n"
        "sys.addaudithook(refuse)\n"
        "for attack in (lambda: socket.socket(), lambda: subprocess.run(['true']), lambda: os.system('true'),\n"
        "               lambda: open('/tmp/x', 'w'), lambda: os.remove('/tmp/x')):\n"
        "    try:\n        attack()\n"
        "    except PermissionError:\n        continue\n"
        "    sys.exit('reached')\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_large_sheet_that_does_not_say_its_size_is_read() -> None:
    """It would take the child longer than it has to look for the size."""
    data = make("xlsx", LINE)
    xml = part_of(data, "xl/worksheets/sheet1.xml")
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}"><v>1.5</v></c></row>' for n in range(2, 200_000)
    )
    xml = re.sub(r"<dimension[^>]*/>", "", xml).replace("</sheetData>", f"{rows}</sheetData>")
    outcome = taken(with_part(data, "xl/worksheets/sheet1.xml", text=xml), replace(LIMITS, cpu=6))
    assert LINE in outcome.text
    assert outcome.is_cut


def test_what_was_read_before_the_time_was_up_is_kept() -> None:
    def lines() -> Iterator[str]:
        yield LINE
        stop()  # what the system's signal calls

    assert collected(lines(), LIMITS) == (LINE, True)


@pytest.mark.parametrize("name", [*ATTACKS])
@pytest.mark.django_db
def test_a_file_that_takes_over_its_reader_gets_nothing(
    bureau: Staffed, indexed: Callable[[], int], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """The article is published, the file has no text, and why is said in plain words."""
    monkeypatch.setattr("search.extraction.process.CHILD", "tests.search.hostile")
    document = GroupDocument(title="附件", collection=bureau.site.collection)
    document.file.save("a.txt", ContentFile(name.encode()))
    page = ArticlePage(title="带附件的公告", source="市教育局")
    page.attachments = [ArticleAttachment(document=document)]
    published(bureau.column, page)
    indexed()
    assert extract_waiting(limits=replace(LIMITS, cpu=2, memory=256 * MEGABYTE)) == 1
    row = ExtractedText.objects.get()
    assert (row.state, row.text) == (Extraction.FAILED, "")
    assert row.reason in {"文件已损坏，或者内容与格式不符", TOO_LONG, TOO_MUCH_MEMORY}
    assert not Path("/tmp/hub-attack").exists()  # noqa: S108
