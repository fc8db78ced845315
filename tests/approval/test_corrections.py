"""A later change of what is public already: what it is asked for, and until when (Arts. 12, 13, 35)."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.urls import reverse

from opencat.models import Category
from sites.approval.actions import StepRefused
from sites.approval.enums import ApprovalStep, LedgerAction
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.submission_checks import missing_elements
from sites.pages.models.article_page import ArticlePage
from tests.factories import draft, published
from tests.staffed import Staffed
from tests.story import DECLARATION, approve, browser_of, edit, send, settle, take_step, waiting_step
from tests.visits import document

LABEL = "附件和图片已逐个打开检查"
WITHOUT_FILES = [name for name in DECLARATION if name != "attachments"]


@pytest.fixture
def with_file(bureau: Staffed) -> ArticlePage:
    """Public by the whole way, with an attachment."""
    page = draft(bureau.column, bureau.editor, title="校车安全管理办法")
    page.attachments.create(document=document(bureau))
    page.save_revision(user=bureau.editor)
    send(bureau.editor, page)
    approve(page, [bureau.reviewer, bureau.leader])
    return ArticlePage.objects.get(pk=page.pk)


def corrected(page: ArticlePage, bureau: Staffed, **fields: Any) -> ArticlePage:
    """Another draft of it, sent."""
    page = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in {"title": "校车安全管理办法修订", **fields}.items():
        setattr(page, name, value)
    page.save_revision(user=bureau.editor)
    send(bureau.editor, page)
    return page


def inbox_item(bureau: Staffed, page: ArticlePage) -> str:
    url = reverse("inbox:item", args=[waiting_step(page).pk])
    return browser_of(bureau.reviewer).get(url).content.decode()


def test_files_that_were_declared_are_not_declared_anew(with_file: ArticlePage, bureau: Staffed) -> None:
    page = corrected(with_file, bureau)
    assert LABEL not in inbox_item(bureau, page)
    settle(bureau.reviewer, page, declaration=WITHOUT_FILES)
    row = LedgerEntry.objects.filter(action=LedgerAction.APPROVED, step=ApprovalStep.SECRECY).latest("serial")
    assert sorted(row.declaration) == sorted(WITHOUT_FILES)
    approve(page, [bureau.leader])
    assert ArticlePage.objects.get(pk=page.pk).title == "校车安全管理办法修订"
    again = corrected(with_file, bureau, title="再改一次")
    assert LABEL not in inbox_item(bureau, again)


def test_what_concerns_the_text_is(with_file: ArticlePage, bureau: Staffed) -> None:
    page = corrected(with_file, bureau)
    for name in WITHOUT_FILES:
        with pytest.raises(StepRefused, match="逐项核对"):
            take_step(waiting_step(page), bureau.reviewer, declaration=[each for each in WITHOUT_FILES if each != name])


def test_another_file_is_declared(with_file: ArticlePage, bureau: Staffed) -> None:
    page = with_file.get_latest_revision_as_object()
    page.attachments.create(document=document(bureau, "另一个.pdf"))
    page.save_revision(user=bureau.editor)
    send(bureau.editor, page)
    assert LABEL in inbox_item(bureau, page)
    with pytest.raises(StepRefused, match="逐项核对"):
        take_step(waiting_step(page), bureau.reviewer, declaration=WITHOUT_FILES)


def test_so_are_files_that_nobody_has_ever_declared(bureau: Staffed) -> None:
    page = published(bureau.column, title="导入的信息")
    page = corrected(page, bureau)
    assert LABEL in inbox_item(bureau, page)


def test_a_first_draft_declares_everything(bureau: Staffed) -> None:
    page = draft(bureau.column, bureau.editor)
    send(bureau.editor, page)
    with pytest.raises(StepRefused, match="逐项核对"):
        take_step(waiting_step(page), bureau.reviewer, declaration=WITHOUT_FILES)


def test_what_the_public_version_lacks_is_not_asked_for_with_a_correction(bureau: Staffed) -> None:
    page = published(bureau.column, title="多年前的信息", written_on="2016-03-01")
    Category.objects.filter(columns=bureau.column).update(asks_number=True)
    assert "document_number" in missing_elements(draft(bureau.column, bureau.editor))
    assert "document_number" not in missing_elements(corrected(page, bureau))


def test_but_what_a_change_takes_away_is(bureau: Staffed) -> None:
    Category.objects.filter(columns=bureau.column).update(asks_number=True)
    page = published(bureau.column, title="有文号的信息", document_number="兴市府办〔2014〕19号")
    page = ArticlePage.objects.get(pk=page.pk)
    page.document_number = ""
    assert "document_number" in missing_elements(page)
    page.source = ""
    assert "source" in missing_elements(page)


def test_a_correction_of_an_old_article_is_not_late_when_it_is_sent(bureau: Staffed) -> None:
    with time_machine.travel("2026-03-02 09:00+08:00", tick=False):
        page = published(bureau.column, title="多年前的信息", written_on="2016-03-01")
        edit(bureau.editor, page, action="submit", title="改过的标题", written_on="2016-03-01")
        state = waiting_step(page)
        assert f"{state.due_on}" == "2026-03-04"
        assert state.due_explanation.startswith("修改已公开的内容。")
        assert "已逾期" not in inbox_item(bureau, page)


def test_a_first_draft_of_old_news_is(bureau: Staffed) -> None:
    with time_machine.travel("2026-03-02 09:00+08:00", tick=False):
        page = draft(bureau.column, bureau.editor, written_on="2016-03-01")
        send(bureau.editor, page)
        assert "已逾期" in inbox_item(bureau, page)
