"""What the centre and the units see of the coverage: the matrix, a unit, its documents, the files to download."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from hub.models import User
from opencat.models import CatalogueEntry, Category, DocumentLink
from sites.organisation.enums import Office, UnitCategory
from sites.pages.provisioning.actions import create_site
from tests.factories import UnitFactory, appoint, column_of, draft, opener, published
from tests.staffed import Staffed

pytestmark = pytest.mark.django_db
Login = Callable[[User], Client]
Centre = dict[Office, User]


def text_of(client: Client, name: str, *args: object, **query: str) -> str:
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def rows_of(response: object) -> list[dict[str, str]]:
    text = response.content.decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(text)))


def exported(client: Client, **query: str) -> list[dict[str, str]]:
    return rows_of(client.get(reverse("coverage:export", args=["csv"]), query))


def test_the_centre_sees_every_unit_and_who_answers(
    centre: Centre, bureau: Staffed, other_bureau: Staffed, login: Login
) -> None:
    officer = appoint(bureau.unit, Office.INFORMATION_OFFICER)
    page = text_of(login(centre[Office.CENTRE_HEAD]), "coverage:index")
    for name in ("市教育局", "市财政局", "市府办", str(bureau.leader), str(officer), "信息员空缺"):
        assert name in page


def test_states_are_told_by_word_and_symbol(centre: Centre, bureau: Staffed, login: Login) -> None:
    published(column_of(bureau.site, "guides"))
    rows = exported(login(centre[Office.CENTRE_EDITOR]), unit=str(bureau.unit.pk))
    states = {row["类别代码"]: row["状态"] for row in rows}
    assert (states["150301"], states["150302"]) == ("正常", "空白")
    page = text_of(login(centre[Office.CENTRE_EDITOR]), "coverage:unit", bureau.unit.pk)
    assert "办事指南" in page
    assert "✓</span> 正常" in page
    assert "○</span> 空白" in page


def test_a_category_opens_to_its_parts(centre: Centre, bureau: Staffed, login: Login) -> None:
    client = login(centre[Office.CENTRE_HEAD])
    assert "便民告示" not in text_of(client, "coverage:index")
    page = text_of(client, "coverage:index", open="1505")
    assert "便民告示" in page
    assert "收起" in page


def test_an_editor_sees_the_own_unit_only(bureau: Staffed, other_bureau: Staffed, login: Login) -> None:
    client = login(bureau.editor)
    page = text_of(client, "coverage:index")
    assert "市教育局" in page
    assert "市财政局" not in page
    assert {row["单位"] for row in exported(client)} == {"兴宁市教育局"}
    assert {row["单位"] for row in exported(client, unit=str(other_bureau.unit.pk))} == {"兴宁市教育局"}
    for name, args in (
        ("coverage:unit", [other_bureau.unit.pk]),
        ("coverage:documents", [other_bureau.unit.pk, "1505"]),
        ("coverage:propose", [other_bureau.unit.pk, "150502"]),
    ):
        response = client.get(reverse(name, args=args))
        assert response.status_code == 302
        assert "市财政局" not in client.get(response.url).content.decode()


def test_who_only_reviews_has_no_coverage(bureau: Staffed, login: Login) -> None:
    assert login(bureau.reviewer).get(reverse("coverage:index")).status_code == 302


def test_a_leader_reads_and_may_not_propose(bureau: Staffed, login: Login) -> None:
    client = login(bureau.leader)
    assert "申请不适用" not in text_of(client, "coverage:unit", bureau.unit.pk)
    assert client.get(reverse("coverage:propose", args=[bureau.unit.pk, "150502"])).status_code == 302


def test_drafts_of_others_are_never_shown(bureau: Staffed, other_bureau: Staffed, login: Login) -> None:
    draft(bureau.column, bureau.editor, title="本局未公开", written_on=date(2026, 3, 2))
    draft(other_bureau.column, other_bureau.editor, title="他局未公开", written_on=date(2026, 3, 2))
    client = login(bureau.editor)
    page = text_of(client, "coverage:documents", bureau.unit.pk, "1505")
    assert "本局未公开" in page
    assert "他局未公开" not in page
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "本局未公开" in home
    assert "他局未公开" not in home


def test_filters(centre: Centre, bureau: Staffed, login: Login) -> None:
    town = UnitFactory(code="nx", name="兴宁市宁新街道", short_name="宁新街道", category=UnitCategory.TOWN)
    create_site(town, actor=opener())
    published(column_of(bureau.site, "guides"))
    client = login(centre[Office.CENTRE_HEAD])
    assert {row["单位"] for row in exported(client, unit_category="town")} == {"兴宁市宁新街道"}
    assert {row["单位"] for row in exported(client, state="fresh")} == {"兴宁市教育局"}
    assert {row["类别代码"] for row in exported(client, article="1503")} == {"150301", "150302"}
    page = text_of(client, "coverage:index", unit_category="town")
    assert "宁新街道" in page
    assert "coverage:unit" not in page
    assert "没有符合条件的单位" in text_of(client, "coverage:index", unit=str(bureau.unit.pk), unit_category="town")


def test_nonsense_in_the_address_is_left_out(centre: Centre, bureau: Staffed, login: Login) -> None:
    client = login(centre[Office.CENTRE_HEAD])
    nonsense = {"unit": "x'", "unit_category": "<b>", "article": "9" * 300, "state": "?", "open": "15%"}
    assert "市教育局" in text_of(client, "coverage:index", **nonsense)
    assert len(exported(client, **nonsense)) == len(exported(client))
    assert client.get(reverse("coverage:export", args=["exe"])).status_code == 404


def test_a_spreadsheet_runs_no_formula(centre: Centre, bureau: Staffed, login: Login) -> None:
    bureau.unit.name = "=HYPERLINK(1)局"
    bureau.unit.save()
    client = login(centre[Office.CENTRE_HEAD])
    rows = exported(client, unit=str(bureau.unit.pk))
    assert rows[0]["单位"] == "'=HYPERLINK(1)局"
    response = client.get(reverse("coverage:export", args=["xlsx"]), {"unit": str(bureau.unit.pk)})
    sheet = load_workbook(io.BytesIO(response.content)).active
    assert [cell.value for cell in sheet[1]][:3] == ["单位", "单位类别", "规定条款"]
    assert len(list(sheet.rows)) == len(rows) + 1
    assert {cell.data_type for row in sheet.rows for cell in row} <= {"s", "n", "d", "inlineStr"}


def test_a_limit_explains_itself(centre: Centre, bureau: Staffed, login: Login) -> None:
    published(bureau.column, written_on=timezone.localdate())
    page = text_of(login(bureau.editor), "coverage:unit", bureau.unit.pk)
    due = timezone.localdate() + timedelta(days=14)
    assert f"{due:%Y-%m-%d}" in page
    assert "政府网站与政务新媒体检查指标（2019 年）：自" in page


def test_documents_of_a_cell_link_to_where_they_are(bureau: Staffed, login: Login) -> None:
    page = published(bureau.column, title="已公开的动态")
    text = text_of(login(bureau.editor), "coverage:documents", bureau.unit.pk, "150501")
    assert page.full_url in text
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in text
    assert page.index_number in text


def test_policies_that_nobody_has_interpreted(bureau: Staffed, other_bureau: Staffed, login: Login) -> None:
    rule = Category.objects.get(code="150402")
    policy = published(
        column_of(bureau.site, "documents"), title="教育规范性文件", category=rule, document_number="兴教〔2026〕1号"
    )
    published(column_of(other_bureau.site, "documents"), title="财政规范性文件", category=rule)
    client = login(bureau.editor)
    page = text_of(client, "coverage:interpretations")
    assert "教育规范性文件" in page
    assert "财政规范性文件" not in page
    interpretation = published(column_of(bureau.site, "disclosure/interpretations"), title="解读")
    DocumentLink.objects.create(page=interpretation, kind="interprets", target=policy)
    assert "教育规范性文件" not in text_of(client, "coverage:interpretations")
    interpretation.unpublish()
    assert "教育规范性文件" in text_of(client, "coverage:interpretations")


def test_documents_outside_the_categories_are_named(centre: Centre, bureau: Staffed, login: Login) -> None:
    published(bureau.column)
    CatalogueEntry.objects.update(category=Category.objects.get(code="140101"))
    assert "另有 1 件" in text_of(login(bureau.editor), "coverage:unit", bureau.unit.pk)
