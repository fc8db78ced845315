"""Item 9: articles come in from files, whole or not at all, by a named holder of an office."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import PageLogEntry

from hub.models import User
from sites.approval.digest import content_digest
from sites.approval.ledger import broken_links
from sites.enums import InformationKind, LedgerAction, Office, Validity
from sites.importing import actions
from sites.importing.rows import read
from sites.models import Appointment, ArticlePage, Delegation, LedgerEntry
from tests.factories import UserFactory, column_of
from tests.sites.conftest import Staffed

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
        try:
            call_command("import_articles", path, stdout=StringIO(), stderr=StringIO(), **options)
        except CommandError as error:
            if "行没有导入" not in str(error):
                raise
        return [json.loads(line) for line in report.read_text().splitlines()]

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
    assert summary(run(row)) == summary(run(row)) | {"created": 1, "unchanged": 0, "seconds": pytest.approx(0, abs=99)}
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
    entry = LedgerEntry.objects.get(page_id=page.pk)
    assert (entry.action, entry.actor, entry.office) == (LedgerAction.IMPORTED, head, Office.CENTRE_HEAD)
    assert entry.comment.startswith("导入自 rows.jsonl 第 1 行")
    assert entry.digest == page.live_digest == content_digest(page)
    assert list(broken_links()) == []


def test_history_shows_the_imported_version(run: Importer, head: User) -> None:
    run(CORPUS_ROW)
    page = ArticlePage.objects.get()
    assert page.live_revision == page.latest_revision == page.revisions.get()
    assert page.live_revision.user == head
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
    assert [entry.action for entry in LedgerEntry.objects.filter(page_id=page.pk)] == [LedgerAction.IMPORTED] * 2
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


def test_an_interrupted_import_goes_on_where_it_stopped(run: Importer, monkeypatch: pytest.MonkeyPatch) -> None:
    stored, announce = [], actions._announce

    def interrupted(*args: Any) -> None:
        stored.append(args)
        if len(stored) == 3:
            raise KeyboardInterrupt
        announce(*args)

    rows = [{**PLAIN_ROW, "external_id": f"n{number}"} for number in range(5)]
    with monkeypatch.context() as patch:
        patch.setattr(actions, "_announce", interrupted)
        with pytest.raises(CommandError, match="中断"):
            run(*rows)
    assert ArticlePage.objects.count() == 2
    report = run(*rows)
    assert (summary(report)["unchanged"], summary(report)["created"]) == (2, 3)
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


def test_an_edit_on_the_site_is_not_overwritten(run: Importer, head: User) -> None:
    from sites.approval.gate import Release
    from sites.approval.ledger import Actor

    run(PLAIN_ROW)
    page = ArticlePage.objects.get()
    page.title, page.release = "网站上改的", Release(LedgerAction.PROVISIONED, Actor(head))
    page.save()
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
    ArticlePage.objects.get().move(place, pos="last-child")
    report = run({**PLAIN_ROW, "title": "新题"})
    assert "没有移动" in report[0]["message"]
    assert ArticlePage.objects.get().title == "新题"
    assert ArticlePage.objects.get().get_parent().pk == place.pk


# --- Bad rows --------------------------------------------------------------

BAD_ROWS: list[tuple[Any, str, str]] = [
    ("{不是 JSON", "", "JSON"),
    ("[1]", "", "JSON 对象"),
    ('{"external_id": "a", "title": "\\ud800"}', "", "字符"),
    ({"title": "题", "body_markdown": "文"}, "id", "外部编号"),
    ({**PLAIN_ROW, "external_id": "长" * 101}, "external_id", "过长"),
    ({**PLAIN_ROW, "external_id": ["a"]}, "external_id", "文字"),
    ({**PLAIN_ROW, "title": ""}, "title", "缺少标题"),
    ({**PLAIN_ROW, "title": {"a": 1}}, "title", "文字"),
    ({**PLAIN_ROW, "title": "长" * 256}, "title", "标题过长：256 个字，最多 255 个字。"),
    ({**PLAIN_ROW, "source": "长" * 101}, "source", "信息来源过长"),
    ({**PLAIN_ROW, "summary": "长" * 301}, "summary", "摘要过长"),
    ({**PLAIN_ROW, "tags": ["长" * 101]}, "tags", "过长"),
    ({**PLAIN_ROW, "written_on": "2024-02-30"}, "written_on", "不是有效日期"),
    ({**PLAIN_ROW, "written_on": "0001-01-01"}, "written_on", "早于"),
    ({**PLAIN_ROW, "published_at": "昨天"}, "published_at", "不是有效时间"),
    ({**PLAIN_ROW, "published_at": "2999-01-01"}, "published_at", "晚于现在"),
    ({**PLAIN_ROW, "kind": "其他"}, "kind", "可填：news（工作动态、新闻）"),
    ({**PLAIN_ROW, "is_major": "也许"}, "is_major", "true"),
    ({**PLAIN_ROW, "body_markdown": " \n\n<!-- 空 -->"}, "body_markdown", "正文为空"),
    ({**PLAIN_ROW, "body_markdown": None}, "body_markdown", "正文为空"),
    ({**PLAIN_ROW, "body": [{"type": "paragraph", "value": "<p>文</p>"}]}, "body_markdown", "只能填一个"),
    ({"external_id": "a", "title": "题", "body": [{"type": "picture", "value": {"image": 1}}]}, "body", "不能导入"),
    ({"external_id": "a", "title": "题", "body": [{"type": "heading", "value": "题"}]}, "body", "格式不对"),
    ({"external_id": "a", "title": "题", "body": [{"type": "heading", "value": {"text": ""}}]}, "body", "第 1 块"),
    ({"external_id": "a", "title": "题", "body": [{"type": "paragraph", "value": ""}]}, "body", "第 1 块"),
]


@pytest.mark.parametrize(("row", "field", "message"), BAD_ROWS)
def test_a_bad_row_leaves_no_trace_but_its_line(run: Importer, row: Any, field: str, message: str) -> None:
    good = {**PLAIN_ROW, "external_id": "good"}
    run(good)
    before = traces()
    report = run(row, good)
    (found,) = errors(report)
    assert found[:2] == (1, field)
    assert message in found[2]
    assert traces() == before
    assert (summary(report)["failed"], summary(report)["unchanged"]) == (1, 1)


def test_a_row_that_fails_half_way_leaves_no_trace(run: Importer, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import DataError

    def refused(*args: Any, **kwargs: Any) -> None:
        raise DataError

    before = traces()
    monkeypatch.setattr(actions, "_announce", refused)
    assert "数据库没有接受" in errors(run(PLAIN_ROW))[0][2]
    assert traces() == before
    monkeypatch.undo()
    assert summary(run(PLAIN_ROW))["created"] == 1


def test_all_problems_of_a_row_are_named_at_once(run: Importer) -> None:
    report = run({"external_id": "a", "title": "", "written_on": "x", "body_markdown": ""})
    assert sorted(field for _, field, _ in errors(report)) == ["body_markdown", "title", "written_on"]
    assert {line["external_id"] for line in report[:-1]} == {"a"}
    assert summary(report)["failed"] == 1


def test_a_repeated_external_id_is_refused(run: Importer) -> None:
    report = run(PLAIN_ROW, {**PLAIN_ROW, "title": "另一则"})
    assert errors(report) == [(2, "external_id", "外部编号与第 1 行重复，只处理前一行。")]
    assert ArticlePage.objects.get().title == "一则通知"


def test_an_unknown_field_is_only_a_warning(run: Importer) -> None:
    report = run({**PLAIN_ROW, "colour": "red"})
    assert (report[0]["level"], report[0]["field"]) == ("warning", "colour")
    assert (summary(report)["created"], summary(report)["warnings"]) == (1, 1)


def test_invisible_characters_are_taken_out(run: Importer) -> None:
    assert summary(run({**PLAIN_ROW, "title": "一\x00则\u200b通\n知", "body_markdown": "文\x00"}))["created"] == 1
    assert ArticlePage.objects.get().title == "一则通 知"


# --- Bad files, columns, operators -----------------------------------------


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "没有数据"),
        (b"\n \n", "没有数据"),
        (json.dumps(PLAIN_ROW).encode() + "\n中文".encode("gbk"), "第 2 行不是 UTF-8"),
        (gzip.compress(b'{"a": 1}' * 9999)[:-20], "损坏"),
        (b"\x1f\x8bnonsense", "损坏"),
    ],
)
def test_a_bad_file_is_refused_before_any_row_goes_in(run: Importer, content: bytes, message: str) -> None:
    with pytest.raises(CommandError, match=message):
        run(content=content)
    assert not ArticlePage.objects.exists()


def test_a_missing_file_is_named(head: User, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="找不到文件"):
        call_command("import_articles", tmp_path / "none.jsonl", column=COLUMN, operator=head.username)


@pytest.mark.parametrize(
    ("column", "message"),
    [
        ("nobody/news", "没有代码为“nobody”的单位"),
        ("centre/news", "还没有网站"),
        ("portal-office/nothing", "没有“nothing”.*disclosure（信息公开）"),
        ("portal-office", "不是栏目"),
        ("portal-office/czj/documents", "属于兴宁市财政局.*czj"),
    ],
)
def test_a_wrong_column_is_refused(run: Importer, other_bureau: Staffed, column: str, message: str) -> None:
    with pytest.raises(CommandError, match=message):
        run(PLAIN_ROW, column=column)
    assert not ArticlePage.objects.exists()


def test_an_article_is_no_column(run: Importer) -> None:
    run(CORPUS_ROW)
    with pytest.raises(CommandError, match="不是栏目"):
        run(PLAIN_ROW, column=f"{COLUMN}/doc-00b107199011")


def test_only_an_office_of_the_centre_may_import(run: Importer, portal: Staffed) -> None:
    for username, message in (("nobody", "没有用户名"), (portal.principal.username, "今天不担任")):
        with pytest.raises(CommandError, match=message):
            run(PLAIN_ROW, operator=username)
    assert not ArticlePage.objects.exists()


def test_the_right_to_import_ends_with_the_office(run: Importer, head: User) -> None:
    Appointment.objects.filter(person=head).update(ends_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(CommandError, match="今天不担任"):
        run(PLAIN_ROW)


def test_an_inactive_operator_is_refused(run: Importer, head: User) -> None:
    head.is_active = False
    head.save()
    with pytest.raises(CommandError, match="已停用"):
        run(PLAIN_ROW)


def test_a_delegate_imports_on_behalf_of_the_holder(run: Importer, head: User) -> None:
    delegate, today = UserFactory(username="delegate"), timezone.localdate()
    Delegation.objects.create(
        appointment=head.appointments.get(), delegate=delegate, starts_on=today, ends_on=today + timedelta(days=1)
    )
    run(PLAIN_ROW, operator="delegate")
    entry = LedgerEntry.objects.latest("serial")
    assert (entry.actor, entry.on_behalf_of) == (delegate, str(head))


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
