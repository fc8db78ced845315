"""An appointment that ends, or a person who is closed out, while the person signs in or decides: two connections."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from threading import Event
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from hub.accounts.factors.resets import decide_reset, propose_reset
from hub.models import User
from sites.approval.actions import StepRefused, act_on_step
from sites.approval.digest import content_digest
from sites.approval.enums import RemovalKind, RemovalStatus
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.models.removal_request import RemovalRequest
from sites.approval.removals import decide_removal, propose_removal
from sites.organisation import auth
from sites.organisation.enums import Office
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.delegation import Delegation
from tests.factories import appoint, draft, published
from tests.hub.authenticator import app_of
from tests.staffed import Staffed
from tests.story import DECLARATION, browser_of, send, waiting_step

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
OVER = date(2020, 2, 1)
SOON = 20


class Elsewhere:
    """A second connection in a thread of its own."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self.pool = pool

    def start(self, task: Callable[[], Any]) -> Future[Any]:
        def run() -> Any:
            try:
                return task()
            finally:
                connections.close_all()

        return self.pool.submit(run)

    def waits(self) -> bool:
        """Whether some connection stands before a lock, within a moment."""
        for _ in range(100):
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
                if cursor.fetchone()[0]:
                    return True
                cursor.execute("SELECT pg_sleep(0.02)")
        return False


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    with ThreadPoolExecutor(2) as pool:
        yield Elsewhere(pool)


def end_appointment(person: User) -> None:
    row = Appointment.objects.get(person=person)
    row.ends_on = OVER
    row.save()


def end_by_statement(person: User) -> None:
    Appointment.objects.filter(person=person).update(ends_on=OVER)


def close_account(person: User) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)


ENDS = [end_appointment, end_by_statement, close_account]


def writes(person: User, unit: Staffed) -> bool:
    url = f"/admin/pages/add/pages/articlepage/{unit.column.pk}/"
    return browser_of(person).get(url).status_code == 200


# --- group membership ---


def test_a_right_that_ends_while_it_is_written_does_not_stay(
    bureau: Staffed, elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sign-in has read the appointments; the appointment ends; then the sign-in writes what it has read."""
    person, read, go_on = bureau.editor, Event(), Event()
    derive = auth.groups_for

    def slowly(*args: Any) -> set[int]:
        groups = derive(*args)
        read.set()
        assert go_on.wait(SOON)
        return groups

    monkeypatch.setattr(auth, "groups_for", slowly)
    signing_in = elsewhere.start(lambda: auth.sync_memberships(User.objects.get(pk=person.pk)))
    assert read.wait(SOON)
    monkeypatch.setattr(auth, "groups_for", derive)
    ending = elsewhere.start(lambda: end_appointment(person))
    elsewhere.waits()
    go_on.set()
    signing_in.result(SOON)
    ending.result(SOON)
    assert not writes(person, bureau)
    assert not person.groups.exists()


def test_a_sign_in_waits_for_an_appointment_that_is_ending(bureau: Staffed, elsewhere: Elsewhere) -> None:
    person = bureau.editor
    auth.sync_memberships(person)
    with transaction.atomic():
        end_appointment(person)
        signing_in = elsewhere.start(lambda: auth.sync_memberships(User.objects.get(pk=person.pk)))
        assert elsewhere.waits()
    signing_in.result(SOON)
    assert not person.groups.exists()


def test_a_delegates_right_is_forgotten_with_the_appointment_it_hangs_on(bureau: Staffed, elsewhere: Elsewhere) -> None:
    delegate = appoint(bureau.unit, Office.SECURITY_OFFICER)
    office = Appointment.objects.get(person=bureau.editor)
    Delegation.objects.create(appointment=office, delegate=delegate, ends_on=date(2100, 1, 1), starts_on=today())
    assert writes(delegate, bureau)
    with transaction.atomic():
        end_appointment(bureau.editor)
        signing_in = elsewhere.start(lambda: auth.sync_memberships(User.objects.get(pk=delegate.pk)))
        assert elsewhere.waits()
    signing_in.result(SOON)
    assert not writes(delegate, bureau)


def test_who_held_an_office_before_it_came_to_another_loses_it(bureau: Staffed) -> None:
    other = appoint(bureau.unit, Office.SECURITY_OFFICER)
    assert writes(bureau.editor, bureau)
    row = Appointment.objects.get(person=bureau.editor)
    row.person = other
    row.save()
    assert not writes(bureau.editor, bureau)
    assert writes(other, bureau)


# --- decisions ---


def waiting_article(unit: Staffed) -> Callable[[User], None]:
    page = draft(unit.column, unit.editor)
    send(unit.editor, page)
    state = waiting_step(page)
    seen = content_digest(state.revision.as_object())
    return lambda user: act_on_step(state, user, "approve", declaration=DECLARATION, seen=seen)


@pytest.mark.parametrize("end", ENDS)
def test_a_decision_waits_for_the_end_of_the_office_and_is_refused(
    bureau: Staffed, elsewhere: Elsewhere, end: Callable[[User], None]
) -> None:
    decide, reviewer = waiting_article(bureau), User.objects.get(pk=bureau.reviewer.pk)
    with transaction.atomic():
        end(bureau.reviewer)
        deciding = elsewhere.start(lambda: decide(reviewer))
        assert elsewhere.waits()
    with pytest.raises(StepRefused, match="不担任"):
        deciding.result(SOON)
    assert not LedgerEntry.objects.filter(actor=bureau.reviewer).exists()


@pytest.mark.parametrize("end", ENDS)
def test_an_end_waits_for_the_decision_that_has_begun(
    bureau: Staffed, elsewhere: Elsewhere, end: Callable[[User], None]
) -> None:
    decide = waiting_article(bureau)
    with transaction.atomic():
        decide(bureau.reviewer)
        ending = elsewhere.start(lambda: end(bureau.reviewer))
        assert elsewhere.waits()
        assert Appointment.objects.get(person=bureau.reviewer).is_current
    ending.result(SOON)
    assert LedgerEntry.objects.filter(actor=bureau.reviewer).count() == 1


def test_a_delegate_decides_before_the_end_of_the_delegation_or_not_at_all(
    bureau: Staffed, elsewhere: Elsewhere
) -> None:
    decide, delegate = waiting_article(bureau), appoint(bureau.unit, Office.SECURITY_OFFICER)
    office = Appointment.objects.get(person=bureau.reviewer)
    row = Delegation.objects.create(appointment=office, delegate=delegate, starts_on=today(), ends_on=date(2100, 1, 1))
    with transaction.atomic():
        row.delete()
        deciding = elsewhere.start(lambda: decide(delegate))
        assert elsewhere.waits()
    with pytest.raises(StepRefused, match="不担任"):
        deciding.result(SOON)


@pytest.mark.parametrize("end", ENDS)
def test_a_removal_is_decided_in_an_office_that_lasts(
    bureau: Staffed, elsewhere: Elsewhere, end: Callable[[User], None]
) -> None:
    auth.sync_memberships(bureau.editor)
    request = propose_removal(published(bureau.column), RemovalKind.UNPUBLISH, bureau.editor, "过期")
    with transaction.atomic():
        end(bureau.leader)
        deciding = elsewhere.start(lambda: decide_removal(request, bureau.leader, approve=True))
        assert elsewhere.waits()
    with pytest.raises(StepRefused, match="不担任"):
        deciding.result(SOON)
    assert RemovalRequest.objects.get().status == RemovalStatus.WAITING


@pytest.mark.parametrize("end", ENDS)
def test_a_factor_is_reset_by_who_still_manages_accounts(
    bureau: Staffed, centre: dict[Office, User], elsewhere: Elsewhere, end: Callable[[User], None]
) -> None:
    app_of(bureau.leader)
    for person in centre.values():
        auth.sync_memberships(person)
    head = User.objects.get(pk=centre[Office.CENTRE_HEAD].pk)
    reset = propose_reset(bureau.leader, centre[Office.CENTRE_EDITOR], "手机丢失")
    with transaction.atomic():
        end(head)
        deciding = elsewhere.start(lambda: decide_reset(reset, User.objects.get(pk=head.pk), agrees=True))
        assert elsewhere.waits()
    with pytest.raises(Exception, match="只有管理账号的人员"):
        deciding.result(SOON)


def today() -> date:
    return timezone.localdate()
