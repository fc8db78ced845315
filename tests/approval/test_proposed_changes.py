"""What the public sees beside contents changes by two people or is reviewed afterwards; else it is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, models
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from hub.models import CalendarDay, LegalTerm, OutboxMessage, ScriptCorrection, User
from inquiry.models.fee_price import FeePrice
from inquiry.models.hot_question import HotQuestion
from opencat.models import Category
from search.models import BestBet, Synonym
from sites.approval.actions import StepRefused
from sites.approval.changes import changes_by, changes_for, decide_change, withdraw_change
from sites.approval.enums import ChangeStatus, LedgerAction
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.models.proposed_change import ProposedChange
from sites.approval.needs import need_of, reviewed_models
from sites.approval.row_verification import list_rows, row_findings
from sites.casework.models.privacy_notice import PrivacyNotice
from sites.casework.numbers import with_check_digit
from sites.organisation.enums import Office
from sites.organisation.models.unit import Unit
from sites.organisation.models.unit_site import UnitSite
from sites.pages.models.partner_link import PartnerLink
from sites.pages.models.trusted_host import TrustedHost
from sites.website.models.site_notice import SiteNotice
from tests.approval.test_ledger import findings, verify
from tests.staffed import Staffed
from tests.story import browser_of, said

pytestmark = pytest.mark.django_db
Centre = dict[Office, User]


@dataclass(frozen=True)
class Form:
    """How the centre adds a row, and what it then changes."""

    model: type[models.Model]
    urls: str
    fields: Callable[[], dict[str, Any]]
    changed: tuple[str, Any]
    can_delete: bool = True

    @property
    def name(self) -> str:
        return self.model.__name__


def _times() -> dict[str, str]:
    now = timezone.localtime()
    return {
        "starts_at": f"{now - timedelta(hours=1):%Y-%m-%d %H:%M}",
        "ends_at": f"{now + timedelta(hours=1):%Y-%m-%d %H:%M}",
    }


PRICE = {"basis": "pages", "above": "500", "price": "50", "step": "0", "rise": "0", "source": "测试"}
FORMS = [
    Form(SiteNotice, "sitenotice", lambda: {"kind": "note", "message": "今晚停机"} | _times(), ("message", "明晚停机")),
    Form(
        ScriptCorrection,
        "scriptcorrection",
        lambda: {"simplified": "神光山路", "traditional": "神光山路", "kind": "place"},
        ("traditional", "神光山路段"),
    ),
    Form(
        Unit,
        "unit",
        lambda: {"name": "新单位", "short_name": "新", "code": "xin", "category": "government", "sort_order": "5"},
        ("introduction", "一句没有人审批的话"),
        can_delete=False,
    ),
    Form(
        PartnerLink,
        "partnerlink",
        lambda: {"title": "梅州市政府", "address": "https://www.meizhou.gov.cn/", "sort_order": "1"},
        ("address", "https://example.com/"),
    ),
    Form(TrustedHost, "trustedhost", lambda: {"host": "example.gov.cn"}, ("host", "example.org")),
    Form(
        Redirect,
        "wagtailredirects",
        lambda: {"old_path": "/old", "redirect_link": "https://example.com/", "is_permanent": "on"},
        ("redirect_link", "https://example.org/"),
    ),
    Form(
        BestBet,
        "bestbet",
        lambda: {"title": "热线", "queries": "热线", "telephone": "12345", "is_enabled": "on", "sort_order": "10"},
        ("telephone", "54321"),
    ),
    Form(
        PrivacyNotice,
        "privacynotice",
        lambda: {"version": "2", "text": "只用于办理来信。", "in_force_from": "2026-01-01"},
        ("text", "一句没有人审批的话"),
        can_delete=False,
    ),
    Form(
        HotQuestion,
        "hotquestion",
        lambda: {"letter_number": with_check_digit("2026000001"), "sort_order": "1"},
        ("letter_number", with_check_digit("2026000002")),
    ),
    Form(FeePrice, "feeprice", lambda: PRICE | {"in_force_from": "2026-01-01"}, ("source", "测试二")),
    Form(Synonym, "synonym", lambda: {"term": "甲词", "meant": "乙词", "is_mutual": "on"}, ("meant", "丙词")),
    Form(
        Category,
        "category",
        lambda: {
            "code": "1599", "name": "新类别", "scope": "units", "article": "第十五条", "sort_order": "100",
            "in_force_from": "2026-01-01",
        },
        ("description", "一句没有人审批的话"),
        can_delete=False,
    ),
]  # fmt: skip


@pytest.fixture(params=FORMS, ids=lambda form: form.name)
def form(request: pytest.FixtureRequest) -> Form:
    return request.param


def people(centre: Centre) -> tuple[User, User]:
    """(who proposes, who has a word on it)"""
    return centre[Office.CENTRE_EDITOR], centre[Office.CENTRE_HEAD]


def send(person: User, form: Form, action: str, row: models.Model | None = None, **fields: Any) -> Any:
    url = reverse(f"{form.urls}:{action}", args=[row.pk] if row is not None else [])
    return browser_of(person).post(url, form.fields() | fields)


def says(person: User, action: str, comment: str = "") -> Any:
    """Their word in the inbox on the one change that waits."""
    change = ProposedChange.objects.latest("pk")
    url = reverse("inbox:change", args=[change.pk])
    return browser_of(person).post(url, {"action": action, "comment": comment})


def rows_of(form: Form) -> set[int]:
    return set(form.model._base_manager.values_list("pk", flat=True))


def added(form: Form, centre: Centre) -> models.Model:
    editor, head = people(centre)
    before = rows_of(form)
    assert send(editor, form, "add").status_code == 302
    assert rows_of(form) == before, "stored before anybody has confirmed it"
    says(head, "approve")
    (key,) = rows_of(form) - before
    return form.model._base_manager.get(pk=key)


def test_every_model_that_needs_a_second_person_is_walked_here() -> None:
    elsewhere = {UnitSite, CalendarDay, LegalTerm}
    assert {row.model for row in reviewed_models()} == {form.model for form in FORMS} | elsewhere


def test_two_people_add_change_and_delete(form: Form, bureau: Staffed, centre: Centre) -> None:
    list_rows()
    editor, head = people(centre)
    row = added(form, centre)
    name, value = form.changed
    before = getattr(row, name)
    assert send(editor, form, "edit", row, **{name: value}).status_code == 302
    row.refresh_from_db()
    assert getattr(row, name) == before
    says(editor, "approve")
    row.refresh_from_db()
    assert getattr(row, name) == before, "confirmed by who proposed it"
    says(head, "approve")
    row.refresh_from_db()
    assert getattr(row, name) == value
    assert list(row_findings()) == []
    if form.can_delete:
        send(editor, form, "delete", row)
        assert row.pk in rows_of(form)
        assert said(says(head, "approve")) == [f"已复核：{ProposedChange.objects.latest('pk')}"]
        assert row.pk not in rows_of(form)
        assert list(row_findings()) == []


def test_the_ledger_has_both_people_and_the_values(form: Form, bureau: Staffed, centre: Centre) -> None:
    editor, head = people(centre)
    row = added(form, centre)
    entry = LedgerEntry.objects.of(row).get()
    assert (entry.action, entry.actor, entry.office) == (LedgerAction.CHANGED, head, Office.CENTRE_HEAD)
    assert entry.facts["proposed_by"] == editor.pk
    assert entry.comment == f"{editor}提出"
    assert entry.facts["values"][form.changed[0]] == getattr(row, form.changed[0])
    assert "条完整" in verify()


def test_what_goes_around_the_form_is_found(form: Form, bureau: Staffed, centre: Centre) -> None:
    row = added(form, centre)
    list_rows()
    assert list(row_findings()) == []
    table, name = form.model._meta.db_table, form.changed[0]
    with connection.cursor() as cursor:
        cursor.execute(f'UPDATE "{table}" SET "{name}" = %s WHERE id = %s', [form.changed[1], row.pk])  # noqa: S608
    assert [finding for finding in row_findings() if "被改动，没有经过复核" in finding]
    form.model._base_manager.filter(pk=row.pk).delete()
    assert [finding for finding in row_findings() if "被删除，没有经过复核" in finding]


def test_a_row_that_a_script_adds_is_found(bureau: Staffed, centre: Centre) -> None:
    list_rows()
    PartnerLink.objects.create(title="没有人复核", address="https://example.com/")
    assert ["其他网站“没有人复核”" in finding for finding in row_findings()] == [True]
    assert "没有经过复核，却已公开" in findings()


def test_a_redirect_that_a_moved_page_leaves_is_nobody_s(bureau: Staffed, centre: Centre) -> None:
    list_rows()
    Redirect.objects.create(old_path="/a", redirect_page=bureau.column, automatically_created=True)
    assert list(row_findings()) == []
    Redirect.objects.create(old_path="/b", redirect_link="https://example.com/", automatically_created=True)
    assert len(list(row_findings())) == 1


def test_nobody_else_has_a_word(form: Form, bureau: Staffed, centre: Centre) -> None:
    """A unit's leader, an editor, a superuser without an office, the proposer."""
    editor, _head = people(centre)
    send(editor, form, "add")
    change = ProposedChange.objects.get()
    superuser = User.objects.create_superuser("root-without-office", password="x")
    for person in (bureau.leader, bureau.editor, superuser):
        assert says(person, "approve").status_code in (302, 404)
        with pytest.raises(StepRefused):
            decide_change(change, person, confirm=True)
        assert changes_for(person) == []
    says(editor, "approve")
    change.refresh_from_db()
    assert change.status == ChangeStatus.WAITING


def test_a_notice_needs_a_leader_of_the_centre(bureau: Staffed, centre: Centre) -> None:
    editor, head = people(centre)
    form = FORMS[0]
    send(head, form, "add")
    assert changes_for(editor) == []
    says(editor, "approve")
    assert not SiteNotice.objects.exists()


def test_declined_and_withdrawn(bureau: Staffed, centre: Centre) -> None:
    editor, head = people(centre)
    form = next(each for each in FORMS if each.model is PartnerLink)
    send(editor, form, "add")
    assert "请写明不同意的理由" in says(head, "refuse").content.decode()
    says(head, "refuse", "网址不对")
    change = ProposedChange.objects.get()
    assert (change.status, change.decided_by, change.comment) == (ChangeStatus.DECLINED, head, "网址不对")
    assert "网址不对" in OutboxMessage.objects.get(recipient=editor.email, subject__startswith="未通过").body
    send(editor, form, "add")
    says(editor, "withdraw")
    with pytest.raises(StepRefused):
        decide_change(ProposedChange.objects.latest("pk"), head, confirm=True)
    with pytest.raises(StepRefused):
        withdraw_change(change, editor)
    assert not PartnerLink.objects.exists()


def test_one_change_of_a_row_at_a_time_and_what_was_typed_stays(bureau: Staffed, centre: Centre) -> None:
    editor, head = people(centre)
    form = next(each for each in FORMS if each.model is PartnerLink)
    row = added(form, centre)
    send(editor, form, "edit", row, title="第一次")
    response = send(head, form, "edit", row, title="第二次")
    assert response.status_code == 200
    assert "已经对这项内容提出修改，正在等待复核" in response.content.decode()
    assert 'value="第二次"' in response.content.decode()
    shown = browser_of(head).get(reverse("partnerlink:edit", args=[row.pk])).content.decode()
    assert "正在等待复核" in shown


def test_a_row_that_has_changed_meanwhile_is_not_written_over(bureau: Staffed, centre: Centre) -> None:
    editor, head = people(centre)
    form = next(each for each in FORMS if each.model is PartnerLink)
    row = added(form, centre)
    send(editor, form, "edit", row, title="甲")
    PartnerLink.objects.filter(pk=row.pk).update(address="https://example.net/")
    assert "这项内容又有变动" in says(head, "approve").content.decode()
    row.refresh_from_db()
    assert row.title == "梅州市政府"
    assert ProposedChange.objects.latest("pk").status == ChangeStatus.WAITING


def test_nothing_changed_is_nothing_to_review(bureau: Staffed, centre: Centre) -> None:
    editor, _head = people(centre)
    form = next(each for each in FORMS if each.model is PartnerLink)
    row = added(form, centre)
    assert "没有改动" in said(send(editor, form, "edit", row))[0]
    assert changes_by(editor) == []


def test_a_rule_that_no_longer_holds_says_so(bureau: Staffed, centre: Centre) -> None:
    """The host was added by another way before the second person looked."""
    editor, head = people(centre)
    form = next(each for each in FORMS if each.model is TrustedHost)
    send(editor, form, "add")
    TrustedHost.objects.create(host="example.gov.cn")
    assert "不能生效" in says(head, "approve").content.decode()
    assert TrustedHost.objects.count() == 1


def test_the_identification_code_of_a_site(bureau: Staffed, centre: Centre) -> None:
    editor, head = people(centre)
    url = reverse("unitsite:edit", args=[bureau.site.pk])
    browser_of(editor).post(url, {"identification_code": "4414810001", "filing_number": "粤ICP备1号"})
    bureau.site.refresh_from_db()
    assert bureau.site.identification_code != "4414810001"
    says(head, "approve")
    bureau.site.refresh_from_db()
    assert (bureau.site.identification_code, bureau.site.filing_number) == ("4414810001", "粤ICP备1号")


def test_what_holds_at_once_is_reviewed_afterwards(bureau: Staffed, centre: Centre) -> None:
    editor, head = people(centre)
    browser_of(editor).post(reverse("calendarday:add"), {"day": "2027-05-01", "name": "劳动节"})
    day = CalendarDay.objects.get(day="2027-05-01")
    (change,) = changes_for(head)
    assert change.status == ChangeStatus.APPLIED
    assert LedgerEntry.objects.of(day).get().actor == editor
    assert "未同意" in said(says(head, "refuse", "不是这一天"))[0]
    assert CalendarDay.objects.filter(pk=day.pk).exists()
    mail = OutboxMessage.objects.get(recipient=editor.email, subject__startswith="未通过")
    assert "请尽快更正" in mail.body
    list_rows()
    browser_of(editor).post(reverse("calendarday:delete", args=[day.pk]))
    assert not CalendarDay.objects.filter(pk=day.pk).exists()
    assert list(row_findings()) == []


def test_a_notice_is_ended_at_once_and_looked_at_afterwards(bureau: Staffed, centre: Centre) -> None:
    editor, head = people(centre)
    row = added(FORMS[0], centre)
    list_rows()
    browser_of(editor).post(reverse("sitenotice:end", args=[row.pk]))
    assert not SiteNotice.objects.get().is_on(timezone.now())
    assert [change.status for change in changes_for(head)] == [ChangeStatus.APPLIED]
    assert list(row_findings()) == []


def test_who_reviews_is_told_and_sees_the_difference(bureau: Staffed, centre: Centre) -> None:
    editor, head = people(centre)
    form = next(each for each in FORMS if each.model is Unit)
    row = added(form, centre)
    send(editor, form, "edit", row, introduction="新的简介")
    change = ProposedChange.objects.latest("pk")
    assert OutboxMessage.objects.filter(key=f"change:{change.pk}:{head.pk}", recipient=head.email).exists()
    index = browser_of(head).get(reverse("inbox:index")).content.decode()
    assert "待我审批（1）" in index
    assert "修改单位“新单位”" in index
    shown = browser_of(head).get(reverse("inbox:change", args=[change.pk])).content.decode()
    assert "新的简介" in shown
    assert "单位简介" in shown
    assert "修改单位“新单位”" in browser_of(editor).get(reverse("inbox:index")).content.decode()


def test_the_table_is_shown_to_everybody_who_works_here(bureau: Staffed) -> None:
    shown = browser_of(bureau.editor).get(reverse("inbox:needs")).content.decode()
    for words in ("横幅通知", "逐级审批", "另一人复核后生效", "由网络信息中心领导复核", "旧网址转到哪里"):
        assert words in shown


def test_a_missing_key_lets_nothing_through(bureau: Staffed, centre: Centre, settings: Any) -> None:
    editor, head = people(centre)
    form = next(each for each in FORMS if each.model is PartnerLink)
    send(editor, form, "add")
    settings.LEDGER_KEY = ""
    response = says(head, "approve")
    assert response.status_code == 200
    assert "台账" in response.content.decode()
    assert not PartnerLink.objects.exists()


def test_rows_of_before_are_listed_once(bureau: Staffed) -> None:
    PartnerLink.objects.create(title="以前就有", address="https://example.com/")
    assert list(row_findings()) == []
    assert list_rows() > 0
    assert list_rows() == 0
    assert LedgerEntry.objects.of(PartnerLink.objects.get()).get().action == LedgerAction.LISTED
    assert need_of(PartnerLink) is not None
    assert "条完整" in verify()
