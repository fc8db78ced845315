"""The centre uploads a catalogue, sees what would come of it, and imports it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from hub.models import AuditEvent, User
from opencat import import_views
from opencat.importing import uploads
from opencat.models import CatalogueEntry
from sites.approval.enums import LedgerAction
from sites.approval.models.ledger_entry import LedgerEntry
from sites.importing.batches import IMPORTED, run_all
from sites.organisation.enums import Office
from sites.pages.models.article_page import ArticlePage
from tests.factories import UserFactory, column_of
from tests.hub.hostile import ATTACKS
from tests.importing.batches import say_yes
from tests.opencat.test_import_catalogue import HEADINGS, ROW
from tests.staffed import Staffed

pytestmark = pytest.mark.django_db
INDEX = "/admin/catalogue-import/"
BAD = ["K-2", "", "乙", "没有日期", ""]


@pytest.fixture
def head(centre: dict[Office, User], settings: Any, tmp_path: Path) -> User:
    settings.MEDIA_ROOT = tmp_path
    return centre[Office.CENTRE_HEAD]


def upload(client: Client, bureau: Staffed, *rows: list[Any], name: str = "目录.csv", **data: Any) -> Any:
    text = StringIO()
    csv.writer(text).writerows([HEADINGS, *rows])
    file = SimpleUploadedFile(name, data.pop("content", text.getvalue().encode()))
    return client.post(INDEX, {"file": file, "column": column_of(bureau.site, "documents").pk, **data})


def test_first_the_result_is_shown_and_nothing_written(
    head: User, bureau: Staffed, login: Callable[[User], Client]
) -> None:
    client = login(head)
    assert "上传并检查" in client.get(INDEX).content.decode()
    text = upload(client, bureau, ROW, BAD).content.decode()
    assert "CSV，UTF-8，逗号分隔，2 行" in text
    assert "新增 1，更新 0，未变 0，不能导入 1" in text
    assert "“没有日期”不是有效日期" in text
    assert "没有“目录类别”列" in text
    assert "把其余的行送领导同意" in text
    assert "各行将会怎样" in text
    assert not ArticlePage.objects.exists()
    assert not AuditEvent.objects.filter(action=IMPORTED).exists()
    report = client.get(f"{INDEX}report/")
    lines = list(csv.DictReader(StringIO(report.content.decode("utf-8-sig"))))
    assert ("3", "成文日期") in [(line["行"], line["列"]) for line in lines]


def test_then_a_leader_says_yes_and_it_is_imported_in_the_persons_name(
    head: User, bureau: Staffed, login: Callable[[User], Client]
) -> None:
    client = login(head)
    upload(client, bureau, ROW, BAD)
    token = client.session["catalogue_import"]["token"]
    text = client.post(f"{INDEX}run/", {"token": token}, follow=True).content.decode()
    assert "须由兴宁市教育局的领导同意" in text
    assert not ArticlePage.objects.exists()
    assert say_yes() == run_all() == 1
    assert CatalogueEntry.objects.get(index_number=ROW[0]).is_public
    entry = LedgerEntry.objects.get(action=LedgerAction.IMPORTED)
    assert (entry.actor, entry.office) == (head, Office.CENTRE_HEAD)
    assert "目录.csv 第 2 行" in entry.comment
    event = AuditEvent.objects.get(action=IMPORTED)
    assert (event.actor, event.unit_code) == (head, "jyj")
    again = client.post(f"{INDEX}run/", {"token": token}, follow=True)
    assert "请重新上传" in again.content.decode()
    assert client.get(f"{INDEX}report/").status_code == 200


def test_the_file_of_another_window_is_not_imported_by_mistake(
    head: User, bureau: Staffed, login: Callable[[User], Client]
) -> None:
    client = login(head)
    upload(client, bureau, ROW)
    first = client.session["catalogue_import"]["token"]
    upload(client, bureau, ["K-2", *ROW[1:]])
    client.post(f"{INDEX}run/", {"token": first})
    assert not ArticlePage.objects.exists()


def test_a_bad_file_is_explained_beside_its_field(head: User, bureau: Staffed, login: Callable[[User], Client]) -> None:
    client = login(head)
    text = upload(client, bureau, content=b"%PDF-1.7", name="a.pdf").content.decode()
    assert "这是PDF 文件，不是表格" in text
    assert "请选择文件" in client.post(INDEX, {}).content.decode()
    assert not list((Path(uploads._folder())).glob("*"))


def test_too_many_rows_are_for_the_command(
    head: User, bureau: Staffed, login: Callable[[User], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_views, "MOST_ROWS", 1)
    client = login(head)
    text = upload(client, bureau, ROW, BAD).content.decode()
    assert "最多导入 1 行，没有开始" in text
    assert "送领导同意" not in text
    client.post(f"{INDEX}run/", {"token": client.session["catalogue_import"]["token"]})
    assert not ArticlePage.objects.exists()


def test_a_file_that_is_too_large(
    head: User, bureau: Staffed, login: Callable[[User], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_views, "LARGEST", 10)
    assert "文件过大" in upload(login(head), bureau, ROW).content.decode()


def test_what_a_file_says_is_text_on_the_page(head: User, bureau: Staffed, login: Callable[[User], Client]) -> None:
    evil = "<script>alert(1)</script>"
    text = upload(login(head), bureau, [*ROW[:3], evil, evil], name=f"{evil}.csv").content.decode()
    assert evil not in text


@pytest.mark.parametrize("address", ["", "run/", "report/"])
def test_only_the_centre(bureau: Staffed, head: User, login: Callable[[User], Client], address: str) -> None:
    for person in (bureau.editor, bureau.leader, UserFactory(is_superuser=True)):
        for response in (login(person).get(INDEX + address), login(person).post(INDEX + address)):
            assert response.status_code == 302
            assert response.headers["Location"] == "/admin/"


def test_the_menu_leads_there(head: User, bureau: Staffed, login: Callable[[User], Client]) -> None:
    address = reverse("catalogue_import:index")
    assert address in login(head).get("/admin/").content.decode()
    assert address not in login(bureau.editor).get("/admin/").content.decode()


def test_files_that_were_left_are_removed(
    head: User, bureau: Staffed, login: Callable[[User], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    upload(login(head), bureau, ROW)
    monkeypatch.setattr(uploads, "KEPT_SECONDS", -1)
    upload(login(head), bureau, ROW)
    assert len(list(uploads._folder().glob("*.upload"))) == 1


@pytest.mark.parametrize("attack", [*ATTACKS])
def test_a_workbook_that_takes_over_its_reader_gets_nothing(
    head: User, bureau: Staffed, login: Callable[[User], Client], monkeypatch: pytest.MonkeyPatch, attack: str
) -> None:
    monkeypatch.setattr("opencat.importing.workbook.PROGRAM", "tests.opencat.hostile_workbook")
    content = BytesIO()
    Workbook().save(content)
    text = upload(login(head), bureau, name="目录.xlsx", content=content.getvalue(), sheet=attack).content.decode()
    assert "不是有效的 Excel 工作簿" in text or "工作簿太复杂" in text
    assert "送领导同意" not in text
    assert not Path("/tmp/hub-attack").exists()  # noqa: S108
