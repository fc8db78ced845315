"""The records of a document as a table to download (Art. 10: free, for everybody)."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from hub.spreadsheets import harmless
from sites.pages.enums import DisclosureKind
from sites.pages.models.article_page import ArticlePage
from tests.factories import draft
from tests.pages.record_values import FEES, RECORDS, article_of, article_with_records
from tests.staffed import Staffed
from tests.story import browser_of
from tests.visits import get, text


def address(page: ArticlePage, kind: str) -> str:
    return f"/opencat/records/{page.pk}/{kind}.csv"


def status(url: str, host: str = "jyj.localhost") -> int:
    return Client(HTTP_HOST=host).get(url).status_code


def download(url: str) -> list[list[str]]:
    response = Client(HTTP_HOST="jyj.localhost").get(url)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.content.startswith(b"\xef\xbb\xbf"), "spreadsheets need the mark to read Chinese"
    return list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))


def test_the_page_leads_to_the_table(bureau: Staffed) -> None:
    page = article_with_records(bureau, "accounts")
    link = get("/news/activities/records/").select_one(".record__downloads a")
    assert text(link) == "下载本表（CSV）"
    assert link["href"] == address(page, "accounts")
    headers, *rows = download(link["href"])
    assert headers == [
        "年度", "类型", "表名", "科目", "本年数（万元）", "上年数（万元）", "其中项", "标题", "索引号", "网址"
    ]  # fmt: skip
    assert rows[1][:7] == ["2026", "预算", "一般公共预算支出", "小学教育", "900", "800", "是"]
    assert rows[3][:6] == ["2026", "预算", "一般公共预算支出", "合计", "1800.25", "1500"]
    assert {tuple(row[7:]) for row in rows} == {("结构化信息", page.index_number, page.full_url)}


def test_several_kinds_are_several_tables(bureau: Staffed) -> None:
    page = article_with_records(bureau)
    links = get("/news/activities/records/").select(".record__downloads a")
    assert [link["href"] for link in links] == [address(page, kind) for kind in RECORDS]
    assert text(links[0]) == "下载行政许可事项（CSV）"
    for link in links:
        assert len(download(link["href"])) > 1


def test_no_cell_runs_as_a_formula(bureau: Staffed) -> None:
    page = article_of(bureau, [("fee", FEES)], title="+1 的标题")
    row = download(address(page, "fee"))[2]
    assert row[0] == "'=HYPERLINK(1)"
    assert row[2] == "'-10 元"
    assert row[4] == "'@考试中心"
    assert row[5] == "'+1 的标题"


@pytest.mark.parametrize(
    "cell", ["=1", "+a", "-a", "@a", " =1", "＝1", "－a", "＠a", "\t=1", "\r1", "\n=1", "-1+1", "--1"]
)
def test_formulas_become_text(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "教育", "1.5", "-1.5", "+3", "-0.5%", "2026-01-01", "'a", "a=b"])
def test_words_and_figures_stay_as_they_are(cell: str) -> None:
    assert harmless(cell) == cell


def test_only_public_documents_are_handed_out(bureau: Staffed) -> None:
    page = article_with_records(bureau, "fee")
    url = address(page, "fee")
    assert status(url) == 200
    assert status(address(page, "licence")) == 404, "has none of this kind"
    assert status(address(page, "nothing")) == 404
    assert status("/opencat/records/999999/fee.csv") == 404
    assert status(f"/opencat/records/{bureau.column.pk}/fee.csv") == 404
    restriction = PageViewRestriction.objects.create(page=bureau.column, restriction_type="login")
    assert status(url) == 404
    restriction.delete()
    ArticlePage.objects.filter(pk=page.pk).update(disclosure_kind=DisclosureKind.ON_REQUEST)
    assert status(url) == 404
    ArticlePage.objects.filter(pk=page.pk).update(disclosure_kind=DisclosureKind.PROACTIVE, live=False)
    assert status(url) == 404


def test_a_draft_is_handed_out_to_nobody(bureau: Staffed) -> None:
    page = draft(bureau.column, bureau.editor, records=[("fee", FEES)])
    assert browser_of(bureau.editor, "jyj.localhost").get(address(page, "fee")).status_code == 404


def test_what_is_not_yet_approved_is_not_in_the_table(bureau: Staffed) -> None:
    page = article_with_records(bureau, "fee")
    page.records = [("fee", {**FEES, "fees": [{**FEES["fees"][0], "item": "还没有批准的收费"}]})]
    page.save_revision(user=bureau.editor)
    assert "还没有批准的收费" not in str(download(address(page, "fee")))


def test_nothing_is_changed_by_reading(bureau: Staffed) -> None:
    page = article_with_records(bureau, "fee")
    assert Client(HTTP_HOST="jyj.localhost").post(address(page, "fee")).status_code == 405
