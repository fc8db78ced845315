"""Asking for information on the site (Art. 10; 条例 Art. 29): what the law asks for, and no purpose."""

from __future__ import annotations

import pytest

from inquiry.models.disclosure_request import DisclosureRequest
from sites.casework.enums import ApplicantKind, CaseStatus
from sites.casework.models.case import Case
from sites.organisation.enums import LegalStanding, Office
from sites.organisation.models.unit import Unit
from tests.casework.desk import Desk
from tests.factories import appoint, column_of, published
from tests.inquiry.citizen import Citizen
from tests.story import browser_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
PERSON = {
    "title": "校园安全专项资金分配方案",
    "text": "2025 年校园安全专项资金分配方案全文。",
    "applicant": "natural",
    "name": "测试人甲",
    "id_kind": "居民身份证",
    "id_number": "441481199001010011",
    "telephone": "13800000001",
    "address": "测试路 1 号",
    "delivery": "email",
    "carrier": "electronic",
}
COMPANY = PERSON | {
    "applicant": "company", "name": "测试公司（虚构）", "organisation_code": "91441481MA00000000",
    "contact": "测试人乙", "id_kind": "", "id_number": "",
}  # fmt: skip


@pytest.fixture
def officer(desk: Desk) -> Desk:
    appoint(desk.unit, Office.DISCLOSURE_OFFICER, person=desk.officer)
    return desk


def test_article_10_a_request_is_handed_in_on_the_site(officer: Desk) -> None:
    citizen = Citizen().writes("disclosure", **PERSON)
    assert citizen.fact("申请人") == "自然人 谁能看到：办理来信的工作人员"
    assert "用途" not in citizen.form("提交").get_text()
    citizen.presses("提交")
    case = Case.objects.get(kind="disclosure")
    assert citizen.fact("编号") == case.number
    assert (case.status, case.due_on) == (CaseStatus.UNCONFIRMED, None)  # until both sides have confirmed
    assert case.applicant.kind == ApplicantKind.NATURAL
    assert case.applicant.id_number == PERSON["id_number"]
    wishes = DisclosureRequest.objects.get()
    assert (wishes.case, wishes.delivery, wishes.carrier) == (case, "email", "electronic")
    shown = browser_of(officer.officer).get(f"/admin/cases/{case.number}/").content.decode()
    assert "获取方式" in shown
    assert "电子邮件" in shown
    assert "电子文档" in shown


def test_a_person_gives_a_paper_and_an_organisation_its_code(officer: Desk) -> None:
    person = Citizen().writes("disclosure", **PERSON | {"id_number": ""})
    assert "请填写证件号码。" in person.reads()
    company = Citizen().writes("disclosure", **COMPANY | {"organisation_code": ""})
    assert "请填写统一社会信用代码。" in company.reads()
    assert "请填写证件号码。" not in company.reads()
    Citizen().writes("disclosure", **COMPANY).presses("提交")
    assert Case.objects.get().applicant.kind == ApplicantKind.BUSINESS


def test_what_is_public_already_is_shown_before_it_is_sent(officer: Desk) -> None:
    page = published(column_of(officer.place.site, "documents"), title="校园安全专项资金分配方案的通知")
    citizen = Citizen().writes("disclosure", **PERSON)
    known = citizen.main.find("a", string=page.title)
    assert known is not None
    assert known["href"] == page.full_url
    assert not Case.objects.exists()
    citizen.presses("提交")
    assert Case.objects.count() == 1


def test_organs_of_the_party_offer_none(officer: Desk) -> None:
    Unit.objects.filter(pk=officer.unit.pk).update(standing=LegalStanding.PARTY)
    assert Citizen("jyj.localhost").goes("/letters/").main.find("a", string="依申请公开") is None
    portal = Citizen().goes("/letters/write/disclosure/")
    assert portal.form("下一步：核对").find("option", value="jyj") is None
