"""The annual report: made from the records, completed by an editor, approved, read by the public."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.test import Client

from hub.models import AuditEvent
from opencat.annual_report import national_form as form
from opencat.annual_report.actions import ReportRefused, draft_annual_report, renew_figures
from opencat.annual_report.figures import known_tables
from opencat.annual_report.overview import rows_for
from opencat.annual_report.text import is_table
from opencat.models import CatalogueEntry
from sites.pages.enums import Validity
from sites.pages.models.article_page import ArticlePage
from tests.opencat.reporting import (
    TODAY,
    YEAR,
    approved,
    completed,
    disclose,
    figures,
    newest,
    normative,
    refusals,
    report,
    store,
    working,
)
from tests.staffed import Staffed
from tests.story import send, settle

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _january() -> Any:
    with time_machine.travel("2026-01-12 10:00+08:00", tick=False):
        yield


def test_the_report_is_a_draft_of_the_form_s_six_sections(bureau: Staffed) -> None:
    page = report(bureau)
    assert not page.live
    assert page.title == "兴宁市教育局2025年政府信息公开工作年度报告"
    assert page.get_parent().url_path.endswith("/disclosure/annual-reports/")
    headings = [block.value["text"] for block in page.body if block.block_type == "heading"]
    assert [text for text in headings if text[1] == "、"] == [
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ]
    event = AuditEvent.objects.get(action="生成公开年报")
    assert (event.subject, event.unit_code, event.actor) == (page.title, "jyj", bureau.editor)


def test_documents_are_counted_as_issued_ceased_and_in_force(bureau: Staffed, other_bureau: Staffed) -> None:
    normative(bureau, date(2023, 5, 4), title="仍有效")
    normative(bureau, date(2024, 5, 4), title="年内废止", validity=Validity.ABOLISHED, ceases_on=date(2025, 6, 1))
    normative(bureau, date(2025, 3, 3), title="年内制发")
    normative(bureau, date(2025, 3, 3), title="将失效", ceases_on=date(2027, 1, 1))
    normative(bureau, date(2026, 1, 5), title="下一年")
    normative(other_bureau, date(2025, 3, 3), title="别的单位")
    disclose(bureau, "documents", date(2025, 3, 3), title="不是规范性文件")
    found = figures(report(bureau), form.DISCLOSED)
    assert {key: found[key] for key in ("normative.issued", "normative.ceased", "normative.in_force")} == {
        "normative.issued": "2",
        "normative.ceased": "1",
        "normative.in_force": "3",
    }
    assert found["rules.in_force"] == "0"
    assert found["penalties"] == ""


def test_what_no_longer_holds_since_an_unknown_day_is_not_in_force(bureau: Staffed) -> None:
    normative(bureau, date(2023, 5, 4), validity=Validity.ABOLISHED)
    assert figures(report(bureau), form.DISCLOSED)["normative.in_force"] == "0"


def licence(finished: int | None, **handling: Any) -> tuple[str, dict[str, Any]]:
    """A licence item with only what counts here."""
    period = {"counted_from": date(2025, 1, 1), "counted_on": date(2025, 12, 31)}
    return "licence", {"name": "示例许可", "handling": {"received": 9, "finished": finished, **period, **handling}}


def test_licences_are_counted_once_all_say_how_many_in_that_year(bureau: Staffed) -> None:
    disclose(bureau, "guides", date(2025, 3, 3), title="甲", records=[licence(4), licence(3)])
    page = report(bureau)
    assert figures(page, form.DISCLOSED)["licences"] == "7"
    half_a_year = licence(2, counted_on=date(2025, 6, 30))
    disclose(bureau, "guides", date(2025, 3, 3), title="乙", records=[half_a_year])
    assert "licences" not in known_tables(bureau.unit, YEAR)[2].figures


def test_what_holds_follows_from_year_to_year(bureau: Staffed) -> None:
    for number in range(8):
        written = date(2021 + number % 3, 1 + number, 9)
        ends = {"ceases_on": written + timedelta(days=200 * number)} if number % 2 else {}
        normative(bureau, written, title=f"文件{number}", **ends)

    def of(year: int, name: str) -> int:
        return int(known_tables(bureau.unit, year)[2].figures[f"normative.{name}"])

    assert of(2025, "in_force") > 0
    for year in range(2021, 2026):
        assert of(year, "in_force") == of(year - 1, "in_force") + of(year, "issued") - of(year, "ceased")


def test_what_was_disclosed_by_category_in_time_or_late(bureau: Staffed) -> None:
    day = date(2025, 3, 3)
    disclose(bureau, "guides", day, title="按期")
    disclose(bureau, "guides", day, title="逾期", on=date(2025, 9, 1))
    disclose(bureau, "documents", day, title="文件")
    disclose(bureau, "documents", date(2024, 3, 4), title="上一年")
    page = report(bureau)
    summary = figures(page, form.SUMMARY)
    assert [summary[f"summary.{name}"] for name in ("published", "in_time", "late", "columns_used")] == [
        "3",
        "2",
        "1",
        "2",
    ]
    categories = form.by_category([("150301", "办事指南"), ("150401", "政策性文件")])
    found = figures(page, categories)
    assert (found["category.150301.published"], found["category.150301.late"]) == ("2", "1")
    assert found["category.total.published"] == "3"


def test_a_year_that_is_not_over_has_no_report(bureau: Staffed) -> None:
    with pytest.raises(ReportRefused, match="已结束的年度"):
        draft_annual_report(bureau.unit, 2026, working(bureau.editor))


def test_asking_again_opens_the_draft_that_is_there(bureau: Staffed) -> None:
    first = report(bureau)
    assert report(bureau) == first
    assert ArticlePage.objects.filter(external_id__startswith="annual-report").count() == 1


def test_another_unit_s_editor_makes_none(bureau: Staffed, other_bureau: Staffed) -> None:
    with pytest.raises(PermissionDenied):
        draft_annual_report(bureau.unit, YEAR, working(other_bureau.editor))
    page = report(bureau)
    with pytest.raises(PermissionDenied):
        renew_figures(page, working(other_bureau.editor))


def test_all_that_is_empty_is_named_when_it_is_sent(bureau: Staffed) -> None:
    response = store(bureau.editor, report(bureau), "submit", text="")
    message = refusals(response)
    assert "还没有填写：主动公开的主要做法和重点内容" in message
    assert "行政处罚·本年处理决定数量" in message
    assert "一、本年新收政府信息公开申请数量（整行）" in message
    assert "行政许可·本年处理决定数量" in message
    assert "normative" not in message
    assert "规范性文件·" not in message


def test_a_draft_may_be_incomplete(bureau: Staffed) -> None:
    assert refusals(store(bureau.editor, report(bureau), text="")) == ""


def test_a_typed_figure_that_the_system_knows_is_refused(bureau: Staffed) -> None:
    normative(bureau, date(2025, 3, 3))
    page = completed(bureau)
    message = refusals(store(bureau.editor, page, "submit", changed={"normative.issued": "5"}))
    assert "“行政规范性文件·本年制发件数”填的是 5，系统记录是 1" in message
    assert "更新数字" in message


def test_records_that_changed_since_are_taken_over_by_renewing(bureau: Staffed) -> None:
    page = completed(bureau)
    store(bureau.editor, page, text="写好的文字。", changed={"penalties": "7"})
    normative(bureau, date(2025, 3, 3))
    message = refusals(store(bureau.editor, page, "submit"))
    assert "“行政规范性文件·本年制发件数”填的是 0，系统记录是 1" in message
    assert "分类统计”的行、列或表头与规定格式或记录不同" in message
    renew_figures(page, working(bureau.editor))
    found = figures(page, form.DISCLOSED)
    assert (found["normative.issued"], found["penalties"]) == ("1", "7")
    texts = [str(block.value) for block in newest(page).body if block.block_type == "paragraph"]
    assert all("写好的文字。" in text for text in texts)
    assert refusals(store(bureau.editor, page, "submit")) == ""
    assert AuditEvent.objects.filter(action="更新公开年报数字", actor=bureau.editor).exists()


def test_sums_that_do_not_add_up_are_refused(bureau: Staffed) -> None:
    page = completed(bureau)
    changed = {
        form.request_key(form.NEW, form.NATURAL): "3",
        form.request_key(form.NEW, form.TOTAL): "3",
        form.review_key("review", form.TOTAL): "1",
        "fees": "约 2",
    }
    message = refusals(store(bureau.editor, page, "submit", changed=changed))
    assert "“自然人”一列：本年新收与上年结转之和是 3，办理结果总计与结转下年度之和是 0" in message
    assert "“行政复议·总计”填的是 1，各项之和是 0" in message
    assert "“行政事业性收费·本年收费金额（单位：万元）”填的是“约 2”" in message


def test_renewing_writes_the_sums_of_what_was_typed(bureau: Staffed) -> None:
    page = report(bureau)
    changed = {form.request_key(form.NEW, form.NATURAL): "3", form.request_key("granted", form.NATURAL): "3"}
    store(bureau.editor, page, changed=changed)
    renew_figures(page, working(bureau.editor), fill_zeros=True)
    found = figures(page, form.REQUESTS)
    assert found[form.request_key(form.HANDLED, form.NATURAL)] == "3"
    assert found[form.request_key(form.NEW, form.TOTAL)] == "3"
    assert refusals(store(bureau.editor, page, "submit")) == ""


def test_a_table_that_was_deleted_comes_back_to_its_section(bureau: Staffed) -> None:
    page = completed(bureau)
    draft = newest(page)
    del draft.body[next(index for index, block in enumerate(draft.body) if is_table(block, form.REVIEWED.caption))]
    draft.save_revision(user=bureau.editor)
    assert f"没有表格“{form.REVIEWED.caption}”" in refusals(store(bureau.editor, page, "submit"))
    renew_figures(page, working(bureau.editor), fill_zeros=True)
    body = list(newest(page).body)
    texts = [block.value["text"] if block.block_type == "heading" else "" for block in body]
    place = next(index for index, text in enumerate(texts) if text.startswith("四、"))
    assert body[place + 1].value["table_caption"] == form.REVIEWED.caption


def test_last_year_s_report_says_what_was_carried_over(bureau: Staffed) -> None:
    before = draft_annual_report(bureau.unit, YEAR - 1, working(bureau.editor))
    renew_figures(before, working(bureau.editor), fill_zeros=True)
    changed = {
        form.request_key(row, who): "2" for row in (form.NEW, form.CARRIED_OUT) for who in (form.NATURAL, form.TOTAL)
    }
    assert refusals(store(bureau.editor, before, "submit", changed=changed)) == ""
    page = report(bureau)
    key = form.request_key(form.CARRIED_IN, form.NATURAL)
    assert figures(page, form.REQUESTS)[key] == ""
    for person in (bureau.reviewer, bureau.leader):
        settle(person, before)
    renew_figures(page, working(bureau.editor))
    assert figures(page, form.REQUESTS)[key] == "2"


def test_an_approved_report_is_public_with_its_term(bureau: Staffed) -> None:
    page = approved(bureau)
    assert page.live
    entry = CatalogueEntry.objects.get(page=page)
    assert (entry.category.code, entry.due_on) == ("150602", date(2026, 1, 31))
    assert "第四十九条" in entry.due_explanation
    with pytest.raises(ReportRefused, match="已经公开"):
        report(bureau)


def test_the_portal_s_report_is_due_by_the_end_of_march(portal: Staffed, centre: dict[Any, Any]) -> None:
    row = next(row for row in rows_for({portal.unit.pk}, YEAR, TODAY))
    assert row.due_on == date(2026, 3, 31)
    page = draft_annual_report(portal.unit, YEAR, working(next(iter(centre.values()))))
    assert page.title.startswith("兴宁市人民政府2025年")


def test_under_approval_figures_stay(bureau: Staffed) -> None:
    page = completed(bureau)
    store(bureau.editor, page)
    send(bureau.editor, page)
    with pytest.raises(ReportRefused, match="正在审批"):
        renew_figures(page, working(bureau.editor))


def test_a_public_report_is_corrected_as_a_draft(bureau: Staffed) -> None:
    page = approved(bureau)
    normative(bureau, date(2025, 3, 3))
    renew_figures(page, working(bureau.editor))
    assert figures(page, form.DISCLOSED)["normative.issued"] == "1"
    assert ArticlePage.objects.get(pk=page.pk).live_digest == page.live_digest


def test_the_public_reads_figures_under_their_headings(bureau: Staffed) -> None:
    page = approved(bureau)
    response = Client(HTTP_HOST="jyj.localhost").get(page.get_url().removeprefix("http://jyj.localhost"))
    soup = BeautifulSoup(response.content, "html.parser")
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))
    table = next(each for each in soup.find_all("table") if each.caption and "申请情况" in each.caption.text)
    assert len(table.thead.find_all("tr")) == 3
    for cell in table.tbody.find_all("td"):
        headings = [table.find(id=each) for each in cell["headers"]]
        assert {each.name for each in headings} == {"th"}
        assert "申请人情况" in headings[0].text


@pytest.mark.validator
def test_the_public_page_is_valid_html(bureau: Staffed, tmp_path: Path) -> None:
    path = approved(bureau).get_url().removeprefix("http://jyj.localhost")
    for name, url in {"page": path, "traditional": f"/zh-hant{path}", "elder": f"{path}?display=elder"}.items():
        (tmp_path / f"{name}.html").write_bytes(Client(HTTP_HOST="jyj.localhost").get(url).content)
    command = ["java", "-jar", os.environ["VNU_JAR"], "--format", "json", "--exit-zero-always", str(tmp_path)]
    found = subprocess.run(command, capture_output=True, text=True, timeout=240, check=True).stderr
    assert json.loads(found)["messages"] == []
