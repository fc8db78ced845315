"""What every outbox promises, walked over all models that are one (docs/outbox.md)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
import time_machine
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import OperationalError
from django.utils import timezone
from wagtail.models import Page

from hub.draining import drain
from hub.failures import error_text, pause_after
from hub.models import OutboxMessage, TextMessage
from hub.models.outbox import OutboxRow
from search.enums import Target
from search.models import IndexTask

pytestmark = pytest.mark.django_db

OUTBOXES = [model for model in apps.get_models() if issubclass(model, OutboxRow)]
# How a row of each is made; `number` tells them apart.
MADE: dict[type[OutboxRow], Callable[[int], OutboxRow]] = {
    OutboxMessage: lambda number: OutboxMessage(key=str(number), recipient="a@test.localhost", subject="通知"),
    TextMessage: lambda number: TextMessage(
        key=str(number), telephone="13800000001", template="answered", text="已答复"
    ),
    IndexTask: lambda number: IndexTask(
        content_type=ContentType.objects.get_for_model(Page), object_id=number, target=Target.DATABASE
    ),
}
each_outbox = pytest.mark.parametrize("model", OUTBOXES)


def make(model: type[OutboxRow], count: int) -> list[int]:
    return [row.pk for row in map(MADE[model], range(1, count + 1)) if row.save() is None]


class Work:
    """Deletes what it is given, except rows that raise."""

    def __init__(self, *poisoned: int, error: Exception | None = None) -> None:
        self.poisoned = set(poisoned)
        self.error = error or ValueError("第 3 行\n读不懂\0")
        self.attempts: list[set[int]] = []

    def __call__(self, rows: Sequence[OutboxRow]) -> int:
        keys = {row.pk for row in rows}
        self.attempts.append(keys)
        type(rows[0])._default_manager.filter(pk__in=keys - self.poisoned).delete()
        if keys & self.poisoned:
            raise self.error  # after some is done already: that must be undone
        return len(rows)


def test_every_outbox_is_tested() -> None:
    assert set(OUTBOXES) == set(MADE)


@each_outbox
@pytest.mark.parametrize("size", [1, 2, 100])
def test_a_poisoned_row_holds_up_no_other_and_its_error_can_be_read(model: type[OutboxRow], size: int) -> None:
    keys = make(model, 5)
    assert drain(model.objects.all(), Work(keys[2]), size=size) == 4
    row = model.objects.get()
    assert (row.pk, row.attempts, row.last_error) == (keys[2], 1, "ValueError: 第 3 行 读不懂\N{REPLACEMENT CHARACTER}")


@each_outbox
def test_it_is_tried_again_with_growing_pauses_and_then_done(model: type[OutboxRow]) -> None:
    (key,) = make(model, 1)
    with time_machine.travel("2026-03-02 09:00+08:00", tick=False) as clock:
        model.objects.update(next_attempt_at=timezone.now())
        pauses = []
        for _attempt in range(9):
            assert drain(model.objects.all(), Work(key), size=10) == 0
            within_the_pause = Work()
            assert drain(model.objects.all(), within_the_pause, size=10) == 0
            assert within_the_pause.attempts == []
            pauses.append((model.objects.get().next_attempt_at - timezone.now()) // timedelta(minutes=1))
            clock.move_to(model.objects.get().next_attempt_at)
        assert drain(model.objects.all(), Work(), size=10) == 1
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60]


@each_outbox
@pytest.mark.parametrize("error", [OperationalError("database is locked"), ConnectionError("node away")])
def test_an_outage_comes_out_and_leaves_everything_as_it_is(model: type[OutboxRow], error: Exception) -> None:
    keys = make(model, 3)
    with pytest.raises(type(error)):
        drain(model.objects.all(), Work(keys[1], error=error), size=10, outages=(ConnectionError,))
    assert model.objects.filter(attempts=0, last_error="").count() == 3


@each_outbox
def test_work_that_waits_for_a_server_opens_no_transaction(model: type[OutboxRow]) -> None:
    keys = make(model, 3)
    assert drain(model.objects.all(), Work(keys[0]), size=10, in_transaction=False) == 2
    assert model.objects.get().attempts == 1


@each_outbox
def test_rows_that_somebody_else_works_at_are_left_for_later(model: type[OutboxRow]) -> None:
    make(model, 3)
    assert drain(model.objects.all(), lambda rows: 0, size=2) == 0
    assert model.objects.filter(attempts=0).count() == 3


def test_pauses_have_an_end() -> None:
    assert [pause_after(failures) for failures in (-1, 0)] == [timedelta(0)] * 2
    assert pause_after(10**9) == timedelta(hours=1)


@pytest.mark.parametrize("text", ["\0", "\ud800", "长" * 999])
def test_any_error_can_be_stored(text: str) -> None:
    (key,) = make(OutboxMessage, 1)
    OutboxMessage.objects.get().put_off(OSError(text))
    assert OutboxMessage.objects.get(pk=key).last_error == error_text(OSError(text)) != ""
