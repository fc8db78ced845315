"""本页纠错 (Art. 32(3)): bound to a page and its version, to the unit that answers for it, within 3 working days."""

from __future__ import annotations

from datetime import date

import pytest

from sites.casework.actions.screening import accept_case
from sites.casework.models.case import Case
from tests.casework.desk import Desk, answered
from tests.factories import draft, published
from tests.inquiry.citizen import Citizen
from tests.story import approve, edit, send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


def reported(desk: Desk) -> tuple[Citizen, object, str, str]:
    page = published(desk.place.column, title="校车时刻表")
    citizen = Citizen("jyj.localhost").goes(page.get_url())
    link = citizen.main.find("a", string="本页纠错")
    citizen.goes(link["href"]).presses("下一步：核对", text="“七点十分”写成了“十七点”。", agrees="on")
    assert "校车时刻表" in citizen.fact("哪一页")
    citizen.presses("提交")
    return citizen, page, citizen.fact("编号"), citizen.fact("查询码")


def test_an_error_is_bound_to_the_page_and_its_version(desk: Desk) -> None:
    _citizen, page, number, _code = reported(desk)
    case = Case.objects.get(number=number)
    assert (case.unit, case.title, case.due_on) == (desk.unit, "网页纠错：校车时刻表", date(2026, 3, 6))
    assert (case.page_error.page_id, case.page_error.revision_id) == (page.pk, page.live_revision_id)
    assert case.page_error.address == page.full_url


def test_once_corrected_the_status_leads_to_the_page(desk: Desk) -> None:
    citizen, page, number, code = reported(desk)
    case = Case.objects.get(number=number)
    citizen.opens(number, code)
    assert "看更正后的网页" not in citizen.reads()
    accept_case(case, desk.seat(case))
    edit(desk.place.editor, page, title="校车时刻表（更正）")
    send(desk.place.editor, page)
    approve(page, [desk.place.reviewer, desk.leader])
    assert "看更正后的网页" not in citizen.goes("/letters/status/").reads()
    answered(desk, Case.objects.get(number=number), text="已经改正。")
    link = citizen.goes("/letters/status/").main.find("a", string="看更正后的网页")
    assert link["href"].endswith(page.get_url().removeprefix("http://jyj.localhost"))


@pytest.mark.parametrize("key", ["999999", "abc", "-1", "99999999999999999999", "draft"])
def test_of_what_is_not_public_nothing_is_reported(desk: Desk, key: str) -> None:
    if key == "draft":
        key = str(draft(desk.place.column, desk.place.editor).pk)
    assert Citizen().goes(f"/letters/write/page_error/?page={key}").response.status_code == 404


def test_an_error_elsewhere_names_its_address(desk: Desk) -> None:
    citizen = Citizen("jyj.localhost").goes("/letters/write/page_error/")
    citizen.presses("下一步：核对", text="打不开。", address="http://jyj.localhost/x/", agrees="on").presses("提交")
    assert Case.objects.get().page_error.address == "http://jyj.localhost/x/"
