"""The centre's dashboard says when everything public was compared last, what was found, and what is due."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hub.models import User
from hub.scheduler.registry import registered_jobs
from sites.approval.models.verification_run import VerificationRun
from sites.approval.verification_runs import verify
from sites.organisation.enums import Office
from sites.pages.models.article_page import ArticlePage
from tests.factories import published
from tests.staffed import Staffed
from tests.story import browser_of

pytestmark = pytest.mark.django_db

HOME = "wagtailadmin_home"
BAD = "hub-note--bad"


@pytest.fixture
def page(bureau: Staffed) -> ArticlePage:
    return published(bureau.column, title="校车通知")


@pytest.fixture
def browser(centre: dict[Office, User]) -> Client:
    return browser_of(centre[Office.CENTRE_HEAD])


def panel(browser: Client) -> str:
    text = browser.get(reverse(HOME)).content.decode()
    return " ".join(text.split('id="panel-verification"')[1].split("</section>")[0].split())


def age(**before: Any) -> None:
    VerificationRun.objects.update(
        **{name: timezone.now() - value if value is not None else None for name, value in before.items()}
    )


def test_before_the_first_run(browser: Client) -> None:
    said = panel(browser)
    assert "核对逾期" in said
    assert "还没有核对过" in said
    assert "还没有存证" in said


def test_a_clean_night(browser: Client, page: ArticlePage) -> None:
    registered_jobs()["verify_ledger"].perform()
    said = panel(browser)
    assert "没有发现问题" in said
    assert "台账末尾上次存证" in said
    assert BAD not in said


def test_what_was_found_leads_to_the_proof_of_its_page(browser: Client, page: ArticlePage) -> None:
    ArticlePage.objects.filter(pk=page.pk).update(source="别处")
    verify(is_whole=True)
    said = panel(browser)
    assert "发现 1 个问题" in said
    assert "公开内容 1 个" in said
    assert "与审批的内容不一致" in said
    address = f"{reverse('audit:report')}?page={page.pk}&amp;day={timezone.localdate().isoformat()}"
    assert address in said
    assert browser.get(address.replace("&amp;", "&")).status_code == 200


def test_many_findings_are_counted(browser: Client, bureau: Staffed) -> None:
    for number in range(10):
        published(bureau.column, title=f"第{number}号")
    ArticlePage.objects.filter(title__startswith="第").update(source="别处")
    verify(is_whole=True)
    assert "还有 2 个" in panel(browser)


@pytest.mark.parametrize(("days", "is_bad"), [(1, False), (3, True)])
def test_older_than_two_days(browser: Client, page: ArticlePage, days: int, is_bad: bool) -> None:
    registered_jobs()["verify_ledger"].perform()
    age(started_at=timedelta(days=days), finished_at=timedelta(days=days), seen_at=timedelta(days=days))
    assert ("核对逾期" in panel(browser)) is is_bad


@pytest.mark.parametrize("line", ["nothing", '{"at": "x", "serial": 1, "hash": "h", "key_id": "k"}', "[]"])
def test_a_changed_line_of_the_anchors_breaks_no_dashboard(browser: Client, settings: Any, line: str) -> None:
    Path(settings.LEDGER_ANCHOR_FILE).write_text(line + "\n")
    assert "还没有存证" in panel(browser)


def test_a_run_under_way(browser: Client, page: ArticlePage) -> None:
    verify(is_whole=True)
    now = timezone.now()
    VerificationRun.objects.create(started_at=now, seen_at=now, is_whole=False, total=40, checked=30)
    said = panel(browser)
    assert "已核对 30 项，共 40 项" in said
    assert '<progress id="verification-progress" value="30" max="40">' in said
    assert "上次全面核对" in said


def test_a_run_that_broke_off(browser: Client, page: ArticlePage) -> None:
    verify(is_whole=True)
    age(finished_at=None, seen_at=timedelta(hours=1))
    said = panel(browser)
    assert "中断了" in said
    assert "<progress" not in said


def test_for_the_centre_alone(bureau: Staffed) -> None:
    for person in (bureau.editor, bureau.reviewer, bureau.leader):
        assert "panel-verification" not in browser_of(person).get(reverse(HOME)).content.decode()


def test_the_queries_are_the_same_whatever_was_found(browser: Client, bureau: Staffed) -> None:
    pages = [published(bureau.column, title=f"第{number}号") for number in range(6)]

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            panel(browser)
        return len(captured)

    verify(is_whole=True)
    queries()  # what is kept in memory from then on
    few = queries()
    ArticlePage.objects.filter(pk__in=[page.pk for page in pages]).update(source="别处")
    verify(is_whole=True)
    assert queries() == few
