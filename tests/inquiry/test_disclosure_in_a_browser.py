"""A letter about a request is written and issued on a phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from sites.casework.models.issued_letter import IssuedLetter
from sites.organisation.enums import Office
from sites.organisation.models.unit import Unit
from tests.casework.desk import Desk
from tests.casework.test_desk_on_a_phone import desk, judge, open_page  # noqa: F401
from tests.factories import appoint
from tests.inquiry.test_disclosure_report import entered

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_letter_is_issued_on_a_phone(
    desk: Desk,  # noqa: F811
    open_page: Callable[..., Page],  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sites.casework.documents.files.pdf_is_offered", lambda: False)  # a PDF takes its time
    appoint(desk.unit, Office.DISCLOSURE_OFFICER, person=desk.officer)
    Unit.objects.filter(pk=desk.unit.pk).update(telephone="0753-3330000", address="兴田路 1 号")
    case = entered(desk, f"{timezone.localdate() - timedelta(days=1)}")
    page = open_page(desk.officer, f"/admin/cases/{case.number}/")
    page.get_by_text("受理", exact=True).first.click()
    page.get_by_role("button", name="受理", exact=True).click()
    page.get_by_text("写文书").click()
    page.get_by_role("link", name="登记回执").click()
    judge(page, "disclosure-letter")
    page.get_by_role("button", name="发出").click()
    expect(page.get_by_text("已发出《登记回执》").first).to_be_visible()
    assert IssuedLetter.objects.get().case == case
