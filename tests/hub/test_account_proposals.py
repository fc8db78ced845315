"""Accounts change by two people: one of the centre proposes, another one confirms (docs/accounts.md)."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hub.accounts.enums import ProposalOutcome
from hub.accounts.links import link_of
from hub.accounts.proposals.actions import confirm_proposal, propose
from hub.accounts.proposals.kinds import ProposalRefused
from hub.models import AccountLink, AccountProposal, AuditEvent, User
from hub.outbox import drain_outbox
from sites.organisation.auth import CENTRE_GROUP, sync_memberships
from sites.organisation.enums import Office
from tests.factories import UserFactory, appoint, centre_unit
from tests.staffed import Staffed
from tests.story import browser_of, said
from tests.threads import together

OWN_PASSWORD = "my-own-Long-Passw0rd"
LIST = "/admin/proposals/"


@pytest.fixture
def pair(centre: dict[Office, User]) -> tuple[User, User]:
    """Two people of the centre."""
    for person in centre.values():
        sync_memberships(person)
    return centre[Office.CENTRE_EDITOR], centre[Office.CENTRE_HEAD]


@pytest.fixture
def third(pair: tuple[User, User]) -> User:
    return appoint(centre_unit(), Office.CENTRE_EDITOR, person=UserFactory(username="third"))


def newcomer(**fields: Any) -> dict[str, Any]:
    return {
        "username": "newcomer", "email": "new@test.localhost", "first_name": "来", "last_name": "新", "telephone": "",
        **fields,
    }  # fmt: skip


def edited(person: User, **fields: Any) -> dict[str, Any]:
    return {
        "username": person.username, "email": person.email, "first_name": person.first_name,
        "last_name": person.last_name, "telephone": person.telephone, "is_active": "on", **fields,
    }  # fmt: skip


def create(by: User, **fields: Any) -> Any:
    return browser_of(by).post(reverse("wagtailusers_users:add"), newcomer(**fields))


def edit(by: User, person: User, **fields: Any) -> Any:
    data = {name: value for name, value in edited(person, **fields).items() if value is not None}
    return browser_of(by).post(reverse("wagtailusers_users:edit", args=[person.pk]), data)


def decide(by: User, proposal: AccountProposal, decision: str = "confirm", **fields: str) -> list[str]:
    return said(browser_of(by).post(f"{LIST}{proposal.pk}/", {"decision": decision, **fields}))


def only() -> AccountProposal:
    return AccountProposal.objects.get()


def mailed_to(address: str) -> list[str]:
    drain_outbox()
    return [message.body for message in mail.outbox if message.to == [address]]


def begun() -> User:
    return User.objects.get(username="newcomer")


def key_mailed(address: str = "new@test.localhost") -> str:
    return [found[1] for body in mailed_to(address) if (found := re.search(r"/admin/begin/([^/\s]+)/", body))][-1]


# --- a new account ---


def test_an_account_is_made_by_two_people(pair: tuple[User, User]) -> None:
    editor, head = pair
    answer = create(editor, is_superuser="on", groups=[Group.objects.get(name=CENTRE_GROUP).pk])
    assert answer.status_code == 302
    assert not User.objects.filter(username="newcomer").exists()
    assert decide(editor, only()) == ["提出和确认须由两个人分别办理。"]
    assert not User.objects.filter(username="newcomer").exists()
    assert decide(head, only()) == ["已确认，已生效。"]
    account = begun()
    assert (str(account), account.email, account.is_active) == ("新来", "new@test.localhost", True)
    assert not account.is_superuser
    assert not account.has_usable_password()
    assert not account.groups.exists()
    assert (only().proposed_by, only().decided_by, only().person) == (editor, head, account)
    assert AuditEvent.objects.get(action="申请开通账号").actor == editor
    event = AuditEvent.objects.get(action="确认开通账号")
    assert event.actor == head
    assert str(editor) in event.message
    assert any(str(editor) in body and str(head) in body for body in mailed_to("new@test.localhost"))


def test_nobody_types_anothers_password(pair: tuple[User, User], bureau: Staffed) -> None:
    """No form of the admin takes one, and what is sent is of no use."""
    editor, head = pair
    client = browser_of(head)
    passwords = {"password1": OWN_PASSWORD, "password2": OWN_PASSWORD, "password": OWN_PASSWORD}
    for url in (reverse("wagtailusers_users:add"), reverse("wagtailusers_users:edit", args=[bureau.leader.pk])):
        assert 'type="password"' not in client.get(url).content.decode()
    edit(editor, bureau.leader, **passwords)
    create(editor, **passwords)
    decide(head, only())
    for person in (bureau.leader, begun()):
        person.refresh_from_db()
        assert not person.check_password(OWN_PASSWORD)
    assert client.get(f"/admin/users/copy/{bureau.leader.pk}/").status_code == 404


def test_the_link_is_good_once_and_leads_to_ones_own_password(pair: tuple[User, User]) -> None:
    create(pair[0])
    decide(pair[1], only())
    url = f"/admin/begin/{key_mailed()}/"
    client = Client(HTTP_HOST="portal.localhost")
    assert "新来" in client.get(url).content.decode()
    wrong = client.post(url, {"new_password1": OWN_PASSWORD, "new_password2": "another"})
    assert wrong.status_code == 200
    assert not begun().has_usable_password()
    typed = {"new_password1": OWN_PASSWORD, "new_password2": OWN_PASSWORD}
    assert client.post(url, typed).status_code == 302
    assert begun().check_password(OWN_PASSWORD)
    assert AuditEvent.objects.get(action="启用账号").actor == begun()
    again = client.post(url, {"new_password1": "x" + OWN_PASSWORD, "new_password2": "x" + OWN_PASSWORD})
    assert again.status_code == 404
    assert "链接无效" in again.content.decode()
    assert begun().check_password(OWN_PASSWORD)


def test_a_link_ends_with_its_time_with_a_new_one_and_with_the_account(pair: tuple[User, User], settings: Any) -> None:
    create(pair[0])
    decide(pair[1], only())
    first = key_mailed()
    assert AccountLink.objects.get().key_digest != first, "the key itself is not kept"
    assert said(browser_of(pair[0]).post(f"{LIST}links/{begun().pk}/"))[0].startswith("已把启用链接发送到")
    second = key_mailed()
    assert link_of(first) is None
    assert link_of(second) is not None
    with time_machine.travel(timezone.now() + timedelta(hours=settings.ACCOUNT_LINK_HOURS, minutes=1), tick=False):
        assert link_of(second) is None
    User.objects.filter(username="newcomer").update(is_active=False)
    assert link_of(second) is None
    assert link_of("made-up") is None


def test_no_link_is_sent_to_who_has_a_password(pair: tuple[User, User], bureau: Staffed) -> None:
    assert said(browser_of(pair[0]).post(f"{LIST}links/{bureau.leader.pk}/")) == ["这个账号已经启用过，或者已停用。"]
    assert not AccountLink.objects.exists()


# --- a name, an address ---


def test_a_name_changes_by_two_people(pair: tuple[User, User], bureau: Staffed) -> None:
    editor, head = pair
    leader, old = bureau.leader, bureau.leader.email
    edit(editor, leader, last_name="欧阳", email="ouyang@test.localhost", telephone="6166558")
    leader.refresh_from_db()
    assert (leader.last_name, leader.email) == ("测", old)
    assert leader.telephone == "6166558", "of no weight: at once"
    assert any("等待" in body or "确认后生效" in body for body in mailed_to(old)), "the person hears of it beforehand"
    decide(head, only())
    leader.refresh_from_db()
    assert (leader.last_name, leader.email) == ("欧阳", "ouyang@test.localhost")
    event = AuditEvent.objects.get(action="更改姓名或邮箱")
    assert event.reason == f"{editor}提出，{head}确认"
    for address in (old, "ouyang@test.localhost"):
        assert any("姓由“测”改为“欧阳”" in body and str(editor) in body for body in mailed_to(address)), address


def test_nobody_confirms_what_concerns_themselves(pair: tuple[User, User], third: User) -> None:
    editor, head = pair
    edit(editor, head, last_name="欧阳")
    assert decide(head, only()) == ["涉及自己的事项由网络信息中心的其他同事确认。"]
    assert User.objects.get(pk=head.pk).last_name == "测"
    decide(third, only())
    assert User.objects.get(pk=head.pk).last_name == "欧阳"


def test_of_two_one_asks_for_the_own_name_and_the_other_confirms(pair: tuple[User, User]) -> None:
    editor, head = pair
    edit(head, head, last_name="欧阳")
    assert User.objects.get(pk=head.pk).last_name == "测"
    assert decide(head, only()) == ["提出和确认须由两个人分别办理。"]
    assert decide(editor, only()) == ["已确认，已生效。"]
    assert User.objects.get(pk=head.pk).last_name == "欧阳"


def test_who_manages_no_accounts_neither_proposes_nor_confirms(pair: tuple[User, User], bureau: Staffed) -> None:
    edit(pair[0], bureau.editor, last_name="欧阳")
    browser_of(bureau.leader).post(f"{LIST}{only().pk}/", {"decision": "confirm"})
    with pytest.raises(ProposalRefused, match="管理账号"):
        confirm_proposal(only(), bureau.leader)
    with pytest.raises(ProposalRefused, match="管理账号"):
        propose("reopen_account", bureau.leader, bureau.editor, subject="x", summary="x", values={})
    assert only().outcome == ProposalOutcome.WAITING


# --- closed at once, opened by two ---


def test_an_account_is_closed_at_once_and_opened_by_two(pair: tuple[User, User], bureau: Staffed) -> None:
    editor, head = pair
    leader, client = bureau.leader, browser_of(bureau.leader)
    assert client.get("/admin/inbox/").status_code == 200
    edit(editor, leader, is_active=None)
    assert not User.objects.get(pk=leader.pk).is_active
    assert client.get("/admin/inbox/").status_code == 302
    assert AuditEvent.objects.get(action="停用账号").actor == editor
    edit(head, User.objects.get(pk=leader.pk))
    assert not User.objects.get(pk=leader.pk).is_active
    assert decide(head, only()) == ["提出和确认须由两个人分别办理。"]
    decide(editor, only())
    assert User.objects.get(pk=leader.pk).is_active


def test_no_button_opens_accounts_in_bulk(pair: tuple[User, User], bureau: Staffed) -> None:
    User.objects.filter(pk=bureau.leader.pk).update(is_active=False)
    url = f"/admin/bulk/hub/user/set_active_state/?id={bureau.leader.pk}"
    browser_of(pair[0]).post(url, {"mark_as_active": "True"})
    assert not User.objects.get(pk=bureau.leader.pk).is_active


# --- refused, withdrawn, void ---


def test_refused_withdrawn_and_void_proposals_do_nothing(pair: tuple[User, User], third: User, bureau: Staffed) -> None:
    editor, head = pair
    edit(editor, bureau.leader, last_name="欧阳")
    assert decide(third, only(), "withdraw") == ["只有提出人可以撤回。"]
    assert decide(editor, only(), "withdraw") == ["已撤回。"]
    assert decide(head, only()) == ["这项申请已经处理，或者已过期。"]
    create(editor)
    waiting = AccountProposal.objects.waiting().get()
    assert decide(head, waiting, "refuse", reason="未见本人") == ["已记录：未同意。"]
    waiting.refresh_from_db()
    assert (waiting.outcome, waiting.reason) == (ProposalOutcome.REFUSED, "未见本人")
    edit(editor, bureau.leader, last_name="司马")
    late = AccountProposal.objects.waiting().get()
    AccountProposal.objects.filter(pk=late.pk).update(proposed_at=timezone.now() - timedelta(days=15))
    assert decide(head, late) == ["这项申请已经处理，或者已过期。"]
    assert User.objects.get(pk=bureau.leader.pk).last_name == "测"
    assert not User.objects.filter(username="newcomer").exists()


@pytest.mark.parametrize(
    ("meanwhile", "said_then"),
    [({"email": "other@test.localhost"}, "已经变动"), ({"is_active": False}, "已停用")],
)
def test_a_proposal_that_no_longer_fits_is_refused_with_words(
    pair: tuple[User, User], bureau: Staffed, meanwhile: dict[str, Any], said_then: str
) -> None:
    edit(pair[0], bureau.leader, email="new@test.localhost")
    User.objects.filter(pk=bureau.leader.pk).update(**meanwhile)
    (message,) = decide(pair[1], only())
    assert said_then in message
    assert only().outcome == ProposalOutcome.WAITING
    assert User.objects.get(pk=bureau.leader.pk).email != "new@test.localhost"


def test_a_name_that_is_taken_meanwhile_is_not_given_twice(pair: tuple[User, User]) -> None:
    create(pair[0])
    assert "同一登录名已有一项申请" in create(pair[1], email="b@test.localhost").content.decode()
    UserFactory(username="other", email="NEW@test.localhost")
    (message,) = decide(pair[1], only())
    assert "邮箱已登记给另一个账号" in message
    assert not User.objects.filter(username="newcomer").exists()


def test_the_same_is_not_proposed_twice(pair: tuple[User, User], bureau: Staffed) -> None:
    edit(pair[0], bureau.leader, last_name="欧阳")
    html = edit(pair[1], bureau.leader, last_name="欧阳", telephone="1").content.decode()
    assert "已有一项同样的申请等待确认。" in html
    assert User.objects.get(pk=bureau.leader.pk).telephone == "", "nothing is half done"


def test_the_database_knows_two_people(pair: tuple[User, User], bureau: Staffed) -> None:
    edit(pair[0], bureau.leader, last_name="欧阳")
    for fields in (
        {"decided_by": pair[0], "outcome": ProposalOutcome.DONE},
        {"decided_by": None, "outcome": ProposalOutcome.DONE},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            AccountProposal.objects.filter(pk=only().pk).update(**fields)


# --- seen ---


def test_what_waits_is_counted_in_the_menu_and_on_the_dashboard(pair: tuple[User, User], bureau: Staffed) -> None:
    editor, head = pair
    edit(editor, bureau.leader, last_name="欧阳")
    html = browser_of(head).get("/admin/").content.decode()
    assert "账号与任职申请（1）" in html
    assert "\\u8d26\\u53f7\\u4e0e\\u4efb\\u804c\\u7533\\u8bf7\\uff081\\uff09" in html, "in the menu"
    assert "账号与任职申请（1）" not in browser_of(editor).get("/admin/").content.decode()
    page = browser_of(head).get(LIST).content.decode()
    assert "姓由“测”改为“欧阳”" in page
    assert "不同意" in page
    assert "撤回" in browser_of(editor).get(LIST).content.decode()


# --- a new installation ---


def test_the_first_two_accounts_confirm_each_other(db: None) -> None:
    """The first comes from the shell; nobody is there to confirm the second."""
    User.objects.all().delete()
    first = User.objects.create_superuser("root", "root@test.localhost", OWN_PASSWORD, last_name="首", first_name="位")
    create(first)
    second = begun()
    founding = only()
    assert founding.outcome == ProposalOutcome.FOUNDING
    assert AuditEvent.objects.get(action="首批账号").actor == first
    assert key_mailed()
    appoint(centre_unit(), Office.CENTRE_HEAD, person=second)
    assert decide(first, founding) == ["提出和确认须由两个人分别办理。"]
    assert decide(second, founding) == ["已确认，已生效。"]
    founding.refresh_from_db()
    assert (founding.outcome, founding.decided_by) == (ProposalOutcome.DONE, second)
    assert AuditEvent.objects.get(action="首批账号互相确认").actor == second
    create(first, username="third", email="third@test.localhost")
    assert not User.objects.filter(username="third").exists(), "the third waits for two people"


# --- at the same moment ---


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_confirmations_at_once_take_effect_once(threaded_db: None, pair: tuple[User, User], third: User) -> None:
    create(pair[0])
    sync_memberships(third)
    proposal = only()
    answers = together(*(lambda by=by: confirm_proposal(proposal, by) for by in (pair[1], third)))
    assert sorted(type(each).__name__ for each in answers) == ["AccountProposal", "ProposalRefused"]
    assert User.objects.filter(username="newcomer").count() == 1
    assert AuditEvent.objects.filter(action="确认开通账号").count() == 1
