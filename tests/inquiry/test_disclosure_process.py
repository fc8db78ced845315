"""The law's process for requests for disclosure, as the desk, the citizen and the annual report meet it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from hashlib import sha256
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfReader

from hub.models import OutboxMessage
from inquiry.disclosure.fees.counting import fee_of
from inquiry.disclosure.fees.rules import Price, cost, price_of
from inquiry.disclosure.grounds import GROUNDS
from inquiry.disclosure.remedy_rules import Contest, contested
from inquiry.disclosure.report import figures
from inquiry.enums import DisclosureResult, RemedyKind, RemedyResult
from opencat.annual_report import national_form as form
from sites.casework.actions.aftermath import close_case
from sites.casework.documents.numbers import next_letter_number
from sites.casework.enums import Action, ClockChange
from sites.casework.models.applicant import Applicant
from sites.casework.models.applicant_look import ApplicantLook
from sites.casework.models.case import Case
from sites.casework.models.issued_letter import IssuedLetter
from sites.casework.models.reply import Reply
from sites.casework.models.requested_opinion import RequestedOpinion
from sites.casework.reminders import run_out
from sites.casework.retention import erase_case
from sites.casework.rights import SYSTEM
from sites.organisation.enums import Office
from sites.organisation.measures import measure_named
from sites.organisation.models.unit import Unit
from tests.casework.desk import CODE, Desk, desk_of, sent
from tests.factories import appoint
from tests.inquiry.citizen import Citizen
from tests.inquiry.test_disclosure_report import ASKED, answer, entered
from tests.staffed import Staffed
from tests.story import browser_of

ITEMS = [Price(0, 0), Price(10, 100), Price(30, 200, 10, 100)]
PAGES = [Price(0, 0), Price(30, 10), Price(100, 20), Price(200, 40)]
At = Callable[[str], None]


def test_each_further_item_and_page_costs_what_the_rules_say() -> None:
    """国办函〔2020〕109号."""
    numbers = (10, 11, 30, 31, 40, 41, 50, 51)
    assert [price_of(number, ITEMS) for number in numbers] == [0, 100, 100, 200, 200, 300, 300, 400]
    assert [cost(1, number, ITEMS) for number in (10, 11, 30, 31, 40, 41)] == [0, 100, 2000, 2200, 4000, 4300]
    assert [cost(1, pages, PAGES) for pages in (30, 31, 100, 101, 200, 201)] == [0, 10, 700, 720, 2700, 2740]


@given(st.integers(0, 400), st.integers(1, 60), st.sampled_from([ITEMS, PAGES]))
def test_costs_add_up_and_never_fall(first: int, more: int, prices: list[Price]) -> None:
    assert cost(1, first + more, prices) == cost(1, first, prices) + cost(first + 1, first + more, prices)
    assert price_of(first + more, prices) >= price_of(first, prices)


DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
CONTESTS = st.builds(
    lambda kind, on, days, result: Contest(kind, on, None if days is None else on + timedelta(days=days), result),
    st.sampled_from(RemedyKind.values),
    DAYS,
    st.none() | st.integers(0, 700),
    st.sampled_from(["upheld", "corrected", "else"]),
)


@given(st.lists(CONTESTS, max_size=30))
def test_section_four_balances_and_years_pass_on_what_is_open(contests: list[Contest]) -> None:
    years = range(2024, 2031)
    counts = [contested(contests, date(year, 1, 1), date(year, 12, 31)) for year in years]
    for kind in RemedyKind.values:
        for found in counts:
            assert found[kind, "total"] == sum(found[kind, result] for result in RemedyResult.values)
        for (before, after), year in zip(pairwise(counts), years[1:], strict=True):
            begun = sum(each.kind == kind and each.began_on.year == year for each in contests)
            assert after[kind, "total"] == before[kind, "open"] + begun


def test_each_result_has_its_answer_and_each_cell_of_section_four_its_measure() -> None:
    assert set(GROUNDS) == set(DisclosureResult.values)
    assert set(RemedyKind.values) == set(form.REVIEWS)
    assert set(RemedyResult.values) == set(form.OUTCOMES)


@pytest.fixture
def desk(bureau: Staffed) -> Desk:
    found = desk_of(bureau, Office.DISCLOSURE_OFFICER)
    found.head = appoint(bureau.unit, Office.DISCLOSURE_HEAD)  # type: ignore[attr-defined]
    return found


@pytest.fixture
def officer(desk: Desk) -> Client:
    return browser_of(desk.officer)


def page(case: Case) -> str:
    return f"/admin/cases/{case.number}/"


def does(browser: Client, case: Case, action: str, **values: object) -> Case:
    """Presses the button of an action on the page of the case."""
    seen = case.events.order_by("-serial").values_list("serial", flat=True).first()
    response = browser.post(page(case), {"action": action, "seen": seen, **values})
    assert response.status_code == 302, response.content.decode()
    return Case.objects.get(pk=case.pk)


def standing() -> list[object]:
    return list(Case.objects.order_by("pk").values_list("pk", "status", "due_on", "outcome", "events"))


def refused(browser: Client, case: Case, action: str, **values: object) -> str:
    seen = case.events.order_by("-serial").values_list("serial", flat=True).first()
    before = standing()
    response = browser.post(page(case), {"action": action, "seen": seen, **values})
    assert response.status_code == 200
    assert standing() == before
    return str(response.content.decode())


def writes(browser: Client, case: Case, template: str, text: str, button: str = "issue", seen: int = 0) -> Any:
    given = {"text": text, "seen": seen or case.events.count(), button: "1"}
    return browser.post(f"{page(case)}letters/{template}/", given)


def accepted(desk: Desk, on: str, **applicant: str) -> Case:
    case = entered(desk, on, **applicant)
    return does(browser_of(desk.officer), case, Action.ACCEPT)


def by_web(desk: Desk, officer: Client) -> Case:
    case = sent(
        desk.unit,
        kind="disclosure",
        title="校车经费",
        text="2025 年校车经费。",
        applicant=dict(ASKED, email="a@test.localhost"),
    )
    return does(officer, does(officer, case, Action.CONFIRM_RECEIPT, on="2026-03-03"), Action.ACCEPT)


@pytest.mark.django_db
def test_article_33_letters_are_filled_edited_numbered_and_stay_as_they_went_out(
    desk: Desk, officer: Client, at: At
) -> None:
    Unit.objects.filter(pk=desk.unit.pk).update(telephone="0753-3330000", address="兴田路 1 号")
    case = by_web(desk, officer)
    address = f"{page(case)}letters/receipt/"
    shown = officer.get(address)
    text = shown.context["form"].initial["text"]
    assert "【申请人】" in text
    assert ASKED["name"] not in shown.content.decode()
    assert "2026 年 3 月 31 日" in text  # 20 working days
    word = writes(officer, case, "receipt", text, "word")
    words = "\n".join(each.text for each in Document(BytesIO(word.content)).paragraphs)
    assert ASKED["name"] in words
    assert "发出时编号" in words
    assert "【请填写" in officer.get(f"{page(case)}letters/extension/").context["form"].initial["text"]
    left = writes(officer, case, "extension", "【请填写：理由】")
    assert "没有填写的地方" in left.content.decode()
    assert not IssuedLetter.objects.exists()

    assert writes(officer, case, "receipt", f"{text}\n<b>请留意 & {{{{ 7 * 7 }}}}</b>").status_code == 302
    again = writes(officer, case, "receipt", "再按一次", seen=case.events.count() - 1)
    assert "有人办理过" in again.content.decode()
    letter = IssuedLetter.objects.get()
    assert letter.number == f"{desk.unit.short_name}公复〔2026〕1号"
    content = letter.file()
    assert sha256(content).hexdigest() == letter.sha256
    printed = "".join(each.extract_text() for each in PdfReader(BytesIO(content)).pages)
    assert ASKED["name"] in printed
    assert "{{ 7 * 7 }}" in printed
    assert "<b>" in printed
    with pytest.raises(Exception, match="不能修改"):
        letter.save()
    looks = ApplicantLook.objects.filter(case=case).count()
    downloaded = officer.post(f"{page(case)}letters/{letter.pk}/")
    assert downloaded.content == content
    assert ApplicantLook.objects.filter(case=case).count() == looks + 1

    # To a third party: who wrote neither reads of it nor gets it.
    assert writes(officer, case, "third_party", "某公司：请提出意见。").status_code == 302
    second = IssuedLetter.objects.last()
    assert second.number.endswith("〔2026〕2号")
    citizen = Citizen().opens(case.number, CODE)
    assert letter.number in citizen.reads()
    assert second.number not in citizen.reads()
    assert citizen.client.get(f"/letters/status/documents/{letter.pk}/", HTTP_HOST=citizen.host).content == content
    assert citizen.client.get(f"/letters/status/documents/{second.pk}/", HTTP_HOST=citizen.host).status_code == 404
    stranger = Client().get(f"/letters/status/documents/{letter.pk}/", HTTP_HOST=citizen.host)
    assert stranger.status_code == 404
    told = OutboxMessage.objects.filter(subject__contains="发出文书")
    assert told.count() == 1

    assert next_letter_number(desk.unit, 2027) == (1, f"{desk.unit.short_name}公复〔2027〕1号")


@pytest.mark.django_db
def test_letters_are_of_who_handles_the_case(desk: Desk, other_desk: Desk, officer: Client, at: At) -> None:
    case = by_web(desk, officer)
    writes(officer, case, "receipt", "已登记。")
    letter = IssuedLetter.objects.get()
    stranger, leader = browser_of(other_desk.officer), browser_of(desk.leader)
    for address in (f"{page(case)}letters/receipt/", f"{page(case)}letters/{letter.pk}/"):
        assert stranger.post(address, {"text": "x", "issue": "1"}).status_code == 404
    assert leader.get(f"{page(case)}letters/receipt/").status_code == 302  # leaders write none: no right, sent away
    assert IssuedLetter.objects.count() == 1
    letter_case = sent(other_desk.unit)
    assert stranger.get(f"{page(letter_case)}letters/receipt/").status_code == 404  # a kind that has no such letter
    assert stranger.get(f"{page(letter_case)}letters/delivery_receipt/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("result", ["granted", "enforcement"])
def test_the_answer_becomes_a_letter_when_it_has_been_approved(desk: Desk, result: str, at: At) -> None:
    case = entered(desk, "2026-03-02")
    answer(desk, case, result)
    letter = IssuedLetter.objects.get()
    title, ground = GROUNDS[result]
    assert (letter.title, letter.event.action, letter.is_for_applicant) == (title, Action.ANSWER, True)
    for part in (ground, "现将信息提供给您。", Reply.objects.get().closing, ASKED["name"], "2026 年 3 月 2 日"):
        assert part in letter.text
    assert letter.file().startswith(b"%PDF")
    erase_case(close_case(Case.objects.get(pk=case.pk), SYSTEM).case)
    letter = IssuedLetter.objects.get()
    assert (letter.text, letter.content) == ("", "")
    assert letter.number


@pytest.mark.django_db
def test_article_35_reasons_are_asked_for_and_a_later_answer_is_set(desk: Desk, officer: Client, at: At) -> None:
    case = by_web(desk, officer)
    due = case.due_on
    case = does(officer, case, Action.ASK_REASONS, question="一周内 60 件，为什么需要？")
    assert case.due_on == due  # the clock runs on
    head = browser_of(desk.head)  # type: ignore[attr-defined]
    assert "还没有说明理由" in refused(head, case, Action.DELAY, days=30, reason="件数多")
    citizen = Citizen().opens(case.number, CODE)
    citizen.presses("说明理由", text="为写村志。")
    assert "已收到您说明的理由" in citizen.reads()
    with pytest.raises(AssertionError):
        citizen.form("说明理由")  # once
    case = Case.objects.get(pk=case.pk)
    case = does(head, case, Action.DELAY, days=30, reason="件数多")
    assert case.due_on > due
    assert "延长 30 个工作日" in case.due_explanation
    assert "已经确定过" in refused(head, case, Action.DELAY, days=3, reason="再延")
    assert case.events.filter(action=Action.DELAY).count() == 1


@pytest.mark.django_db
def test_a_fee_stops_the_clock_and_payment_begins_it_anew(desk: Desk, officer: Client, at: At) -> None:
    paid, unpaid = accepted(desk, "2026-03-02"), accepted(desk, "2026-03-02", id_number="441481199001010022")
    assert "不收费" in refused(officer, paid, Action.ASK_FEE, basis="pages", pages=30)
    assert "请填页数" in refused(officer, paid, Action.ASK_FEE, basis="pages")
    paid = does(officer, paid, Action.ASK_FEE, basis="pages", pages=120)
    unpaid = does(officer, unpaid, Action.ASK_FEE, basis="pages", pages=31)
    assert (paid.status, paid.due_on, paid.asked_until) == ("unpaid", None, date(2026, 4, 2))
    assert "应收取信息处理费 1100 元" in paid.events.last().public_text
    assert "收费通知书" in officer.get(f"{page(paid)}letters/fee/").content.decode()
    assert "1100 元" in officer.get(f"{page(paid)}letters/fee/").context["form"].initial["text"]
    at("2026-03-20 10:00:00+08:00")
    assert "缴费日期应在" in refused(officer, paid, Action.RECORD_PAYMENT, on="2026-03-21")
    paid = does(officer, paid, Action.RECORD_PAYMENT, on="2026-03-19")
    assert (paid.status, paid.due_on) == ("handling", date(2026, 4, 17))  # 20 working days from the 20th, Qingming
    at("2026-04-03 10:00:00+08:00")
    assert run_out() == 1
    unpaid = Case.objects.get(pk=unpaid.pk)
    assert (unpaid.status, unpaid.outcome, unpaid.result) == ("closed", "unpaid", "not_paid")
    assert figures(desk.unit, date(2026, 1, 1), date(2026, 12, 31))["not_paid", "natural"] == 1
    assert "未收到您缴纳的费用" in unpaid.events.last().public_text


@pytest.mark.django_db
def test_the_same_person_by_two_channels_in_a_month_is_one_count(desk: Desk, at: At) -> None:
    at("2026-04-20 10:00:00+08:00")
    cases = [entered(desk, f"2026-03-{day:02d}") for day in range(2, 12)]
    assert fee_of(cases[-1], "items").amount == 0  # the tenth
    by_mail = sent(desk.unit, kind="disclosure", text="另一份", applicant=dict(ASKED, id_number="44148119900101 0011"))
    Case.objects.filter(pk=by_mail.pk).update(received_on=date(2026, 3, 31))
    eleventh = Case.objects.get(pk=by_mail.pk)
    assert (fee_of(eleventh, "items").quantity, fee_of(eleventh, "items").amount) == (11, 100)
    assert fee_of(entered(desk, "2026-04-01"), "items").quantity == 1  # another month
    assert fee_of(entered(desk, "2026-03-12", id_number="441481199001010099"), "items").quantity == 1  # another person


@pytest.mark.django_db
def test_articles_32_and_34_what_others_say_and_what_silence_means(desk: Desk, officer: Client, at: At) -> None:
    third, organ, answered = (accepted(desk, "2026-03-02") for _each in range(3))
    for case, term in ((third, "ask_third_party"), (organ, "ask_co_author"), (answered, "ask_third_party")):
        does(officer, case, Action.CONSULT, asked="某单位", term_code=term)
    answered = Case.objects.get(pk=answered.pk)
    assert "不能按逾期处理" in refused(officer, answered, Action.END_CONSULTATION, opinion="silence")
    does(officer, answered, Action.END_CONSULTATION, opinion="objection", note="涉及商业秘密")
    assert "并书面告知第三方" in officer.get(page(answered)).content.decode()
    at("2026-03-25 10:00:00+08:00")
    run_out()
    assert list(RequestedOpinion.objects.order_by("pk").values_list("opinion", flat=True)) == [
        "silence", "silence", "objection",
    ]  # fmt: skip
    assert "由本机关决定是否公开" in officer.get(page(third)).content.decode()
    assert "视为同意公开" in officer.get(page(organ)).content.decode()


@pytest.mark.django_db
def test_one_request_becomes_several_with_the_same_receipt_and_clock(desk: Desk, officer: Client, at: At) -> None:
    """Signals 7, 10, 12."""
    at("2026-03-10 10:00:00+08:00")
    case = accepted(desk, "2026-03-02")
    for wrong in ("只有一件", "同一件\n同 一件", "\n".join(f"第 {n} 件" for n in range(21))):
        refused(officer, case, Action.SPLIT, matters=wrong)
    due = case.due_on
    case = does(officer, case, Action.SPLIT, matters="校车经费\n\n校车线路")
    assert (case.status, case.outcome, case.due_on) == ("closed", "split", None)
    parts = list(case.parts.order_by("pk"))
    assert [(part.title, part.status, part.received_on, part.due_on) for part in parts] == [
        ("校车经费", "handling", date(2026, 3, 2), due), ("校车线路", "handling", date(2026, 3, 2), due),
    ]  # fmt: skip
    assert Applicant.objects.filter(id_index__matches=ASKED["id_number"]).count() == 3
    assert not case.assignments.filter(status="open").exists()
    assert "已经是分出来的" in refused(officer, parts[0], Action.SPLIT, matters="甲\n乙")
    does(officer, parts[0], Action.RECORD_REMEDY, kind="review", organ="市政府", began_on="2026-03-09", result="open")
    counts = figures(desk.unit, date(2026, 1, 1), date(2026, 12, 31))
    assert (counts["new", "natural"], counts["carried_out", "natural"]) == (2, 2)
    assert fee_of(parts[1], "items").quantity == 2
    assert case.number in officer.get(page(parts[1])).content.decode()
    assert Case.objects.get(pk=parts[0].pk).clock_facts.first().change == ClockChange.STARTED


@pytest.mark.django_db
def test_remedies_fill_section_four(desk: Desk, officer: Client, at: At) -> None:
    at("2026-11-02 10:00:00+08:00")
    case = entered(desk, "2026-03-02")
    assert cell(desk, "review", "total") == 0
    review = {"kind": "review", "organ": "兴宁市人民政府", "began_on": "2026-05-06"}
    after = {"kind": "after_review", "organ": "兴宁市人民法院", "began_on": "2026-08-03", "result": "open"}
    assert "先登记行政复议的结果" in refused(officer, case, Action.RECORD_REMEDY, **after)
    assert "审结" in refused(officer, case, Action.RECORD_REMEDY, **review, result="upheld")
    case = does(officer, case, Action.RECORD_REMEDY, **review, result="open")
    assert (cell(desk, "review", "open"), cell(desk, "review", "total")) == (1, 1)
    case = does(officer, case, Action.RECORD_REMEDY, **review, result="upheld", ended_on="2026-07-01")
    case = does(officer, case, Action.RECORD_REMEDY, **after)
    found = {key: cell(desk, *key) for key in (("review", "upheld"), ("review", "open"), ("after_review", "open"))}
    assert found == {("review", "upheld"): 1, ("review", "open"): 0, ("after_review", "open"): 1}


def cell(desk: Desk, kind: str, result: str) -> int | None:
    measure = measure_named(form.review_key(kind, result))
    assert measure is not None
    return measure.count(desk.unit, date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.django_db
def test_article_45_the_register_names_nobody(desk: Desk, other_desk: Desk, officer: Client, at: At) -> None:
    case = entered(desk, "2026-03-02")
    answer(desk, case, "granted")
    Case.objects.filter(pk=case.pk).update(title="=HYPERLINK(1) 13800000001")
    sheet = load_workbook(BytesIO(officer.get("/admin/disclosure-register/export/xlsx/?year=2026").content)).active
    _header, row = list(sheet.values)
    assert row[0] == case.number
    assert "予以公开" in row
    assert IssuedLetter.objects.get().number in row
    whole = "".join(str(each) for each in row)
    assert not any(secret in whole for secret in (ASKED["name"], ASKED["id_number"], "13800000001"))
    assert all(not str(each).startswith("=") for each in row)
    assert case.number in officer.get("/admin/disclosure-register/").content.decode()
    assert "没有申请" in officer.get("/admin/disclosure-register/?year=2025").content.decode()
    assert officer.get("/admin/disclosure-register/?year=x&unit=0").status_code == 200
    stranger = browser_of(other_desk.officer)
    assert case.number not in stranger.get("/admin/disclosure-register/").content.decode()
