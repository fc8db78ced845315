"""Names and addresses belong to the centre; passwords are tried and reset only so often (docs/accounts.md)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from axes.models import AccessAttempt
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from hub.accounts.proposals.actions import confirm_proposal
from hub.accounts.proposals.kinds import ProposalRefused
from hub.accounts.rules import full_name_problem, name_problem
from hub.models import AccountProposal, AuditEvent, OutboxMessage, User
from hub.outbox import drain_outbox
from sites.organisation.enums import Office
from tests.factories import PASSWORD, UserFactory
from tests.staffed import Staffed
from tests.story import browser_of

NEW_PASSWORD = "another-Long-Passw0rd"
WRONG = "wrong-password"
THEME = {"theme-theme": "dark", "theme-contrast": "system", "theme-density": "default"}


@pytest.fixture
def head(centre: dict[Office, User]) -> User:
    return centre[Office.CENTRE_HEAD]


@pytest.fixture
def _axes(settings: Settings) -> None:
    settings.AXES_ENABLED = True


@pytest.fixture
def _no_counts() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def user_form(person: User, **fields: Any) -> dict[str, Any]:
    return {
        "username": person.username, "email": person.email, "first_name": person.first_name,
        "last_name": person.last_name, "telephone": "", "is_active": "on", **fields,
    }  # fmt: skip


def change(by: User, person: User, **fields: Any) -> str:
    url = reverse("wagtailusers_users:edit", args=[person.pk])
    return browser_of(by).post(url, user_form(person, **fields)).content.decode()


def change_by_two(by: User, other: User, person: User, **fields: Any) -> None:
    """Proposed by one of the centre, confirmed by the other."""
    change(by, person, **fields)
    browser_of(other).post(f"/admin/proposals/{AccountProposal.objects.waiting().get().pk}/", {"decision": "confirm"})


def told() -> list[Any]:
    """Mail about a change that has been made."""
    return [message for message in mail.outbox if message.subject == "您的账号已更改"]


# --- the account page ---


def test_nobody_changes_name_or_address_on_the_account_page(bureau: Staffed) -> None:
    leader, client = bureau.leader, browser_of(bureau.leader)
    html = client.get(reverse("wagtailadmin_account")).content.decode()
    assert "name_email" not in html
    assert leader.get_full_name() in html
    assert "由网络信息中心登记" in html
    sent = {"first_name": "市长", "last_name": "王", "email": "mine@test.localhost"}
    data = sent | {f"name_email-{name}": value for name, value in sent.items()}
    data |= {f"identity-{name}": value for name, value in sent.items()} | THEME
    assert client.post(reverse("wagtailadmin_account"), data).status_code == 302
    stored = User.objects.get(pk=leader.pk)
    assert (stored.last_name, stored.first_name, stored.email) == (leader.last_name, leader.first_name, leader.email)


# --- the centre's form ---


def test_a_new_name_is_an_event_and_told_by_mail_after_the_commit(
    bureau: Staffed, centre: dict[Office, User], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    editor, head = centre[Office.CENTRE_EDITOR], centre[Office.CENTRE_HEAD]
    leader, was = bureau.leader, str(bureau.leader)
    with django_capture_on_commit_callbacks(execute=True):
        change_by_two(editor, head, leader, last_name="欧阳", first_name="明")
        assert mail.outbox == []
    assert str(User.objects.get(pk=leader.pk)) == "欧阳明"
    event = AuditEvent.objects.get(action="更改姓名或邮箱")
    assert (event.actor, event.subject) == (head, "欧阳明")
    assert "姓由“测”改为“欧阳”" in event.message
    assert was not in event.message
    (message,) = told()
    assert message.to == [leader.email]
    assert "姓由“测”改为“欧阳”" in message.body
    assert f"{editor}提出，{head}确认" in message.body


def test_a_new_address_is_told_to_the_old_one_and_the_new_one(
    bureau: Staffed, centre: dict[Office, User], django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    old = bureau.leader.email
    editor, head = centre[Office.CENTRE_EDITOR], centre[Office.CENTRE_HEAD]
    with django_capture_on_commit_callbacks(execute=True):
        change_by_two(head, editor, bureau.leader, email="new@test.localhost")
    assert [message.to for message in told()] == [[old], ["new@test.localhost"]]
    assert f"邮箱由“{old}”改为“new@test.localhost”" in AuditEvent.objects.get(action="更改姓名或邮箱").message


def test_what_changes_neither_is_no_such_event(bureau: Staffed, head: User) -> None:
    change(head, bureau.leader, telephone="6166558")
    assert User.objects.get(pk=bureau.leader.pk).telephone == "6166558"
    assert not AuditEvent.objects.filter(action="更改姓名或邮箱").exists()
    assert not OutboxMessage.objects.exists()


def test_nobody_changes_the_own_name_in_the_centres_form_alone(head: User) -> None:
    change(head, head, last_name="王", first_name="明", email="mine@test.localhost")
    stored = User.objects.get(pk=head.pk)
    assert (str(stored), stored.email) == (str(head), head.email)
    with pytest.raises(ProposalRefused, match="两个人"):
        confirm_proposal(AccountProposal.objects.get(), head)
    assert str(User.objects.get(pk=head.pk)) == str(head)


@pytest.mark.parametrize("address", ["{}", " {} "])
def test_an_address_of_another_account_is_refused(bureau: Staffed, head: User, address: str) -> None:
    taken = address.format(bureau.editor.email.upper())
    assert "这个邮箱已登记给另一个账号。" in change(head, bureau.leader, email=taken)
    data = user_form(bureau.leader, username="newcomer", email=taken)
    html = browser_of(head).post(reverse("wagtailusers_users:add"), data).content.decode()
    assert "这个邮箱已登记给另一个账号。" in html
    assert not User.objects.filter(username="newcomer").exists()
    assert not AccountProposal.objects.exists()


@pytest.mark.parametrize(
    ("last", "first"),
    [
        ("系", "统"),
        ("", "系统"),
        ("王", "市长"),
        ("王", "副市长"),
        ("王\n", "明\n李"),
        ("王", "明\u202e"),
        ("王", "\u200b明"),
    ],
)
def test_the_forms_refuse_what_is_no_name(bureau: Staffed, head: User, last: str, first: str) -> None:
    leader = bureau.leader
    change(head, leader, last_name=last, first_name=first)
    assert str(User.objects.get(pk=leader.pk)) == str(leader)
    data = user_form(
        leader, username="newcomer", email="n@test.localhost", last_name=last, first_name=first,
    )  # fmt: skip
    browser_of(head).post(reverse("wagtailusers_users:add"), data)
    assert not User.objects.filter(username="newcomer").exists()
    assert not AccountProposal.objects.exists()
    with pytest.raises(ValidationError):
        User(username="newcomer", password=NEW_PASSWORD, last_name=last, first_name=first).full_clean()


# --- names ---


@pytest.mark.parametrize(
    "name", ["王", "欧阳", "小明", "阿卜杜拉·买买提", "Müller", "Anne-Marie", "O’Brien", "𠮷", "試2"]
)
def test_names(name: str) -> None:
    assert name_problem(name) == full_name_problem(name) == ""


@pytest.mark.parametrize(
    "name",
    ["王\n明", "王\t明", "王\u3000明", "王\u00a0明", "王\u200b明", "王\ufeff", "\u202e明王", "\u2066王", "王\x00",
     "王\u2028明", "王\u3164", "王\u00ad", "王  明", "王（市长）", "王😀", "\ue000", "王\u0301\ufe0f"],
)  # fmt: skip
def test_no_names(name: str) -> None:
    assert name_problem(name)


@pytest.mark.parametrize("name", ["系统", "系 统", "系統", "局长", "王局长", "李副书记", "分管领导", "网络信息中心"])
def test_names_of_the_system_and_of_offices(name: str) -> None:
    assert full_name_problem(name)


def test_no_account_signs_in_as_the_system(db: None) -> None:
    with pytest.raises(ValidationError, match="系统本身"):
        User(username="系统", password=NEW_PASSWORD).full_clean()


# --- the password form ---


def new_password(client: Client, old: str) -> int:
    data = {
        "password-old_password": old, "password-new_password1": NEW_PASSWORD, "password-new_password2": NEW_PASSWORD,
    }  # fmt: skip
    return client.post(reverse("wagtailadmin_account"), data | THEME).status_code


def test_a_password_is_changed_with_the_old_one(bureau: Staffed) -> None:
    client = browser_of(bureau.leader)
    assert new_password(client, WRONG) == 200
    assert bureau.leader.check_password(PASSWORD)
    assert new_password(client, PASSWORD) == 302
    assert User.objects.get(pk=bureau.leader.pk).check_password(NEW_PASSWORD)
    assert client.get(reverse("wagtailadmin_account")).status_code == 200


@pytest.mark.usefixtures("_axes")
def test_wrong_old_passwords_lock_as_wrong_sign_ins_do(bureau: Staffed, settings: Settings) -> None:
    client = browser_of(bureau.leader)
    answers = [new_password(client, WRONG) for _ in range(settings.AXES_FAILURE_LIMIT)]
    assert answers == [200] * (settings.AXES_FAILURE_LIMIT - 1) + [429]
    assert new_password(client, PASSWORD) == 429
    assert User.objects.get(pk=bureau.leader.pk).check_password(PASSWORD)
    data = {"username": bureau.leader.username, "password": PASSWORD}
    assert Client(HTTP_HOST="portal.localhost").post(reverse("wagtailadmin_login"), data).status_code == 429


@pytest.mark.usefixtures("_axes")
def test_no_typed_password_is_kept(bureau: Staffed) -> None:
    new_password(browser_of(bureau.leader), WRONG)
    (attempt,) = AccessAttempt.objects.all()
    assert WRONG not in attempt.post_data
    assert NEW_PASSWORD not in attempt.post_data


# --- a forgotten password ---


def ask(address: str, visitor: str = "203.0.113.5") -> tuple[int, str]:
    client = Client(HTTP_HOST="portal.localhost", REMOTE_ADDR=visitor)
    response = client.post(reverse("wagtailadmin_password_reset"), {"email": address})
    return response.status_code, response.headers["Location"]


def waiting() -> int:
    return OutboxMessage.objects.filter(key__startswith="password-reset:").count()


@pytest.mark.usefixtures("_no_counts")
def test_reset_mail_leaves_through_the_outbox_and_not_in_the_request(
    bureau: Staffed, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        ask(bureau.leader.email)
    assert mail.outbox == []
    drain_outbox()
    (message,) = mail.outbox
    assert message.to == [bureau.leader.email]
    path = next(line for line in message.body.split() if "/password_reset/confirm/" in line)
    assert path.startswith("http://portal.localhost/admin/")
    client = Client(HTTP_HOST="portal.localhost")
    form = client.get(path.removeprefix("http://portal.localhost"), follow=True)
    client.post(form.request["PATH_INFO"], {"new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD})
    assert User.objects.get(pk=bureau.leader.pk).check_password(NEW_PASSWORD)


@pytest.mark.usefixtures("_no_counts")
def test_the_answer_does_not_say_who_has_an_account(bureau: Staffed, settings: Settings) -> None:
    settings.PASSWORD_RESETS_PER_ADDRESS = 2
    answers = {ask(address) for address in (bureau.leader.email, "nobody@test.localhost", bureau.editor.email)}
    assert answers == {(302, reverse("wagtailadmin_password_reset_done"))}
    assert waiting() == 1


@pytest.mark.usefixtures("_no_counts")
def test_one_account_gets_few_reset_mails_wherever_they_are_asked_for(bureau: Staffed, settings: Settings) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for number in range(25):
            ask(bureau.leader.email.upper() if number % 2 else bureau.leader.email, f"203.0.113.{number}")
        assert waiting() == settings.PASSWORD_RESETS_PER_ACCOUNT == 3
        clock.shift(timedelta(hours=1, minutes=1))
        ask(bureau.leader.email)
        assert waiting() == 4


@pytest.mark.usefixtures("_no_counts")
def test_one_address_asks_for_few_reset_mails(db: None, settings: Settings) -> None:
    people = [UserFactory() for _ in range(12)]
    for number, person in enumerate(people):
        ask(person.email, f"2001:db8::{number:x}")
    assert waiting() == settings.PASSWORD_RESETS_PER_ADDRESS == 10
    ask(people[-1].email, "2001:db8:0:1::1")
    assert waiting() == 11
