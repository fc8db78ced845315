"""Item 9: articles come in from files, whole or not at all, by a named holder of an office."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from hub.models import User
from sites.approval.chain import broken_links
from sites.approval.digest import content_digest
from sites.approval.enums import LedgerAction, RemovalKind
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.models.removal_request import RemovalRequest
from sites.approval.removals import decide_removal
from sites.importing import actions
from sites.importing.rows import read
from sites.organisation.enums import Office
from sites.pages.enums import InformationKind, Validity
from sites.pages.models.article_page import ArticlePage
from tests.factories import column_of
from tests.importing.batches import call, imported
from tests.staffed import Staffed
from tests.story import approve, browser_of, relocate, send

COLUMN = "portal-office/disclosure/normative-documents"
CORPUS_ROW = {
    "id": "00b107199011",
    "title": "兴宁市测试条例",
    "date": "2021-11-25",
    "category": "测试法规",
    "place": None,
    "info": ["2021年11月25日 测试会议通过"],
    "body_markdown": "## 第一章 总则\n\n第一条 为了测试。\n\n本款同属第一条。\n\n第二条 自公布之日起施行。",
}
PLAIN_ROW = {
    "external_id": "A-1",
    "title": "一则通知",
    "written_on": "2024-03-01",
    "body_markdown": "各镇：\n\n请执行。",
}

Importer = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def head(centre: dict[Office, User]) -> User:
    return centre[Office.CENTRE_HEAD]


@pytest.fixture
def run(tmp_path: Path, head: User) -> Importer:
    """`run(row, …, option=…)` imports rows (or bytes) and gives the lines of the report; the last is the summary."""

    def _run(*rows: Any, content: bytes | None = None, **options: Any) -> list[dict[str, Any]]:
        path, report = tmp_path / "rows.jsonl", tmp_path / "report.jsonl"
        lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
        path.write_bytes("\n".join(lines).encode() if content is None else content)
        options = {"column": COLUMN, "operator": head.username, "report": report, **options}
        return imported("import_articles", path, **options)

    return _run


def summary(report: list[dict[str, Any]]) -> dict[str, Any]:
    return report[-1]["summary"]


def errors(report: list[dict[str, Any]]) -> list[tuple[int, str, str]]:
    return [(line["line"], line["field"], line["message"]) for line in report if line.get("level") == "error"]


def traces() -> tuple[int, int, int]:
    return ArticlePage.objects.count(), LedgerEntry.objects.count(), PageLogEntry.objects.count()


# --- What comes in ---------------------------------------------------------


def test_a_law_becomes_a_public_article_with_structure(run: Importer, portal: Staffed, client: Client) -> None:
    assert summary(run(CORPUS_ROW))["created"] == 1
    page = ArticlePage.objects.get(external_id="00b107199011")
    assert page.live
    assert page.slug == "doc-00b107199011"
    assert page.get_parent().pk == column_of(portal.site, "disclosure/normative-documents").pk
    assert (page.unit, page.source, page.kind) == (portal.unit, "测试法规", InformationKind.POLICY)
    assert [tag.name for tag in page.tags.all()] == ["测试法规"]
    midnight = timezone.make_aware(datetime(2021, 11, 25))  # noqa: DTZ001 - made aware here
    assert page.published_at == page.first_published_at == midnight
    assert page.written_on == date(2021, 11, 25)
    assert [block.block_type for block in page.body] == ["paragraph", "heading", "provision", "provision"]
    assert page.body[0].value.source == "<p><b>题注</b></p><ul><li>2021年11月25日 测试会议通过</li></ul>"
    assert page.body[2].value["number"] == "第一条"
    assert page.body[2].value["text"].source == "<p>为了测试。</p><p>本款同属第一条。</p>"
    public = client.get(page.url, headers={"host": page.get_site().hostname})
    assert "本款同属第一条。" in public.content.decode()


def test_plain_fields(run: Importer) -> None:
    row = {
        **PLAIN_ROW,
        "subtitle": "副题",
        "document_number": "兴市府办〔2014〕19号",
        "index_number": "X-1",
        "source": "市教育局",
        "author": "张示例",
        "editor": "李示例",
        "published_at": "2024-03-02T09:30",
        "kind": "政策、特色宣传等非时效性信息",
        "tags": "教育、招生",
        "summary": "摘要",
        "validity": "abolished",
        "ceases_on": "2025-01-01",
        "is_major": True,
    }
    first = {"created": 1, "unchanged": 0, "dry_run": False, "seconds": pytest.approx(0, abs=99)}
    assert summary(run(row)) == summary(run(row)) | first
    page = ArticlePage.objects.get(external_id="A-1")
    assert (page.subtitle, page.document_number, page.index_number) == ("副题", "兴市府办〔2014〕19号", "X-1")
    assert (page.source, page.author, page.editor) == ("市教育局", "张示例", "李示例")
    assert timezone.localtime(page.published_at).strftime("%Y-%m-%d %H:%M") == "2024-03-02 09:30"
    assert (page.kind, page.validity, page.is_major) == (InformationKind.POLICY, Validity.ABOLISHED, True)
    assert (page.summary, page.ceases_on) == ("摘要", date(2025, 1, 1))
    assert sorted(page.tags.names()) == ["招生", "教育"]
    assert page.slug.isascii()


def test_a_body_of_blocks(run: Importer) -> None:
    body = [
        {"type": "heading", "value": {"text": "一、总体要求", "level": "3"}},
        {"type": "paragraph", "value": "<p onclick='x'>正文<script>alert(1)</script></p>"},
        {"type": "provision", "value": {"number": "第一条", "text": "<p>甲</p>"}},
        {"type": "table", "value": {"data": [["甲", "乙"], ["丙"]]}},
        {"type": "quotation", "value": {"text": "引"}},
    ]
    run({"external_id": "b", "title": "题", "body": body})
    page = ArticlePage.objects.get(external_id="b")
    assert [block.block_type for block in page.body] == [item["type"] for item in body]
    assert page.body[1].value.source == "<p>正文</p>"
    assert page.body[3].value["data"] == [["甲", "乙"], ["丙", ""]]


def test_source_is_never_empty(run: Importer, portal: Staffed) -> None:
    run(PLAIN_ROW, {**CORPUS_ROW, "category": None, "place": "广东"})
    assert ArticlePage.objects.get(external_id="A-1").source == portal.unit.name
    assert ArticlePage.objects.get(external_id=CORPUS_ROW["id"]).source == "广东"


def test_a_law_without_date_takes_the_latest_day_of_its_headnote(run: Importer) -> None:
    report = run({**CORPUS_ROW, "date": None, "info": ["2001年2月3日 通过", "2005年6月7日 修正"]})
    assert ArticlePage.objects.get().written_on == date(2005, 6, 7)
    assert report[0]["level"] == "warning"


def test_without_any_date_it_is_published_now_and_the_report_says_so(run: Importer) -> None:
    report = run({**CORPUS_ROW, "date": None, "info": []})
    assert abs(ArticlePage.objects.get().published_at - timezone.now()) < timedelta(minutes=1)
    assert "按导入时间发布" in report[0]["message"]


def test_gzip_is_told_by_content(run: Importer) -> None:
    content = gzip.compress(json.dumps(PLAIN_ROW).encode())
    assert summary(run(content=content))["created"] == 1


def test_a_byte_order_mark_does_not_matter(run: Importer) -> None:
    assert summary(run(content=b"\xef\xbb\xbf" + json.dumps(PLAIN_ROW).encode()))["created"] == 1


# --- The record ------------------------------------------------------------


def test_the_ledger_names_operator_office_and_source(run: Importer, head: User) -> None:
    run(CORPUS_ROW)
    page = ArticlePage.objects.get()
    entry = LedgerEntry.objects.of(page).get()
    assert (entry.action, entry.actor, entry.office) == (LedgerAction.IMPORTED, head, Office.CENTRE_HEAD)
    assert entry.comment.startswith("导入自 rows.jsonl 第 1 行")
    assert entry.digest == page.live_digest == content_digest(page)
    assert list(broken_links()) == []


def test_history_shows_the_imported_version(run: Importer, head: User) -> None:
    run(CORPUS_ROW)
    page = ArticlePage.objects.get()
    assert page.live_revision == page.latest_revision == page.revisions.get()
    assert page.live_revision.user == head
    assert set(PageLogEntry.objects.filter(page_id=page.pk).values_list("user", flat=True)) == {head.pk}
    assert not page.has_unpublished_changes
    assert content_digest(page.get_latest_revision_as_object()) == page.live_digest


def test_the_importer_is_no_author_of_a_later_edit(run: Importer, head: User, bureau: Staffed) -> None:
    from sites.approval.approvers import authors_of

    run(CORPUS_ROW)
    page = ArticlePage.objects.get()
    page.title = "改后"
    page.save_revision(user=bureau.editor)
    assert authors_of(ArticlePage.objects.get()) == {bureau.editor.pk}


# --- Again -----------------------------------------------------------------


def test_a_second_run_changes_nothing(run: Importer) -> None:
    run(CORPUS_ROW, PLAIN_ROW)
    before = traces()
    assert summary(run(CORPUS_ROW, PLAIN_ROW))["unchanged"] == 2
    assert traces() == before


def test_a_second_run_asks_few_questions(run: Importer, django_assert_max_num_queries: Any) -> None:
    rows = [{**PLAIN_ROW, "external_id": f"n{number}"} for number in range(30)]
    run(*rows)
    with django_assert_max_num_queries(12):
        run(*rows)


def test_a_changed_row_is_a_new_recorded_version(run: Importer) -> None:
    run(CORPUS_ROW)
    changed = {**CORPUS_ROW, "body_markdown": CORPUS_ROW["body_markdown"].replace("测试", "检验")}
    assert summary(run(changed))["updated"] == 1
    page = ArticlePage.objects.get()
    assert "检验" in page.body[2].value["text"].source
    assert page.revisions.count() == 2
    assert page.live_revision == page.latest_revision == page.revisions.latest("pk")
    assert [entry.action for entry in LedgerEntry.objects.of(page)] == [LedgerAction.IMPORTED] * 2
    assert page.live_digest == content_digest(page)
    assert list(broken_links()) == []


def test_the_order_of_fields_is_no_change(run: Importer) -> None:
    run(PLAIN_ROW)
    assert summary(run(dict(reversed(PLAIN_ROW.items()))))["unchanged"] == 1


def test_resume_only_adds(run: Importer) -> None:
    run(PLAIN_ROW)
    report = run({**PLAIN_ROW, "title": "新题"}, {**PLAIN_ROW, "external_id": "A-2"}, resume=True)
    assert (summary(report)["unchanged"], summary(report)["created"]) == (1, 1)
    assert ArticlePage.objects.get(external_id="A-1").title == "一则通知"


def test_an_interrupted_import_goes_on_where_it_stopped(
    run: Importer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    stored, announce = [], actions._announce

    def interrupted(*args: Any) -> None:
        stored.append(args)
        if len(stored) == 5 + 3:  # after the rehearsal of all five
            raise KeyboardInterrupt
        announce(*args)

    rows = [{**PLAIN_ROW, "external_id": f"n{number}"} for number in range(5)]
    with monkeypatch.context() as patch:
        patch.setattr(actions, "_announce", interrupted)
        with pytest.raises(CommandError, match="中断"):
            run(*rows)
    assert ArticlePage.objects.count() == 2
    report = tmp_path / "again.jsonl"
    call("run_imports", report=report)
    again = json.loads(report.read_text().splitlines()[-1])["summary"]
    assert (again["unchanged"], again["created"]) == (2, 3)
    assert list(broken_links()) == []


def test_a_dry_run_finds_the_same_and_writes_nothing(run: Importer) -> None:
    bad = {**PLAIN_ROW, "external_id": "bad", "title": "长" * 256}
    before = traces()
    rehearsal = run(CORPUS_ROW, bad, dry_run=True)
    assert traces() == before
    assert summary(rehearsal)["dry_run"]
    assert "试运行" in rehearsal[-1]["message"]
    real = run(CORPUS_ROW, bad)
    assert rehearsal[:-1] == real[:-1]
    assert summary(rehearsal)["created"] == summary(real)["created"] == 1


# --- What is there is not overwritten --------------------------------------


def test_an_article_that_was_taken_down_stays_down(run: Importer) -> None:
    run(PLAIN_ROW)
    ArticlePage.objects.get().unpublish()
    assert "撤下" in errors(run({**PLAIN_ROW, "title": "新题"}))[0][2]
    assert not ArticlePage.objects.get().live


def test_an_unfinished_edit_is_not_overwritten(run: Importer, head: User) -> None:
    run(PLAIN_ROW)
    page = ArticlePage.objects.get()
    page.title = "正在改"
    page.save_revision(user=head)
    assert "未发布的改动" in errors(run({**PLAIN_ROW, "title": "新题"}))[0][2]
    assert ArticlePage.objects.get().get_latest_revision_as_object().title == "正在改"


def test_an_edit_on_the_site_is_not_overwritten(
    run: Importer, head: User, portal: Staffed, centre: dict[Office, User]
) -> None:
    run(PLAIN_ROW)
    page = ArticlePage.objects.get()
    page.title, page.document_number = "网站上改的", "兴府〔2024〕1号"
    page.save_revision(user=centre[Office.CENTRE_EDITOR])
    send(centre[Office.CENTRE_EDITOR], page)
    approve(page, [portal.reviewer, portal.leader, head])
    assert "网站上修改过" in errors(run({**PLAIN_ROW, "title": "新题"}))[0][2]
    assert ArticlePage.objects.get().title == "网站上改的"


def test_another_units_article_is_not_touched(run: Importer, bureau: Staffed) -> None:
    run(PLAIN_ROW)
    report = run(PLAIN_ROW, column="jyj/documents")
    assert "已用于" in errors(report)[0][2]
    assert ArticlePage.objects.count() == 1


def test_a_moved_article_is_updated_where_it_is(run: Importer, portal: Staffed) -> None:
    run(PLAIN_ROW)
    place = column_of(portal.site, "disclosure/other")
    relocate(portal, ArticlePage.objects.get(), place)
    report = run({**PLAIN_ROW, "title": "新题"})
    assert "没有移动" in report[0]["message"]
    assert ArticlePage.objects.get().title == "新题"
    assert ArticlePage.objects.get().get_parent().pk == place.pk


# --- The corpus ------------------------------------------------------------


@pytest.mark.corpus
def test_real_laws_keep_every_provision(run: Importer) -> None:
    opener = gzip.open if Path(os.environ["CORPUS"]).read_bytes()[:2] == b"\x1f\x8b" else open
    with opener(os.environ["CORPUS"], "rt", encoding="utf-8") as stream:
        rows = [json.loads(line) for number, line in enumerate(stream) if number % 25 == 0]
    assert summary(run(*rows))["created"] == len(rows)
    for row in rows:
        page = ArticlePage.objects.get(external_id=row["id"])
        lines = row["body_markdown"].split("\n")
        stored = [block.block_type for block in page.body]
        assert stored.count("heading") == sum(line.startswith("##") for line in lines)
        assert stored == ["paragraph"] * bool(row["info"]) + [block.type for block in read({**row, "info": []}).blocks]
        numbers = [block.value["number"] for block in page.body if block.block_type == "provision"]
        written = [line.split()[0] for line in lines if line.startswith("第") and "条" in line[:12]]
        assert numbers == [line for line in written if line.endswith("条") or "条之" in line]
        assert page.live_digest == content_digest(page)
    assert list(broken_links()) == []


def test_what_a_leader_has_deleted_does_not_come_back(run: Importer, portal: Staffed, head: User) -> None:
    """The same file again, or the same piece with other words."""
    run(PLAIN_ROW)
    page = ArticlePage.objects.get()
    url = reverse("removals:propose", args=[page.pk, RemovalKind.DELETE])
    browser_of(head).post(url, {"reason": "内容有误"})
    decide_removal(RemovalRequest.objects.get(), portal.leader, approve=True)
    for row in (PLAIN_ROW, {**PLAIN_ROW, "title": "换个标题"}):
        report = run(row)
        assert f"由{portal.leader}删除" in json.dumps(report, ensure_ascii=False)
    assert not ArticlePage.objects.exists()
