"""What is cached under tags: one change drops it, after its commit; nothing read within a transaction outlives it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction

from hub import caching
from hub.models import LegalTerm
from hub.versioned_cache import VersionedCache
from tests.threads import elsewhere

TAG = "test_terms"
CODE = "test-term"


class Undone(Exception):
    """Ends a transaction without its commit."""


@contextmanager
def undone() -> Iterator[None]:
    """A transaction that is rolled back at its end."""
    with suppress(Undone), transaction.atomic():
        yield
        raise Undone


def days() -> int | None:
    return LegalTerm.objects.filter(code=CODE).values_list("days", flat=True).first()


def change(number: int) -> None:
    LegalTerm.objects.filter(code=CODE).update(days=number)
    caching.invalidate_on_commit(TAG)


@pytest.fixture(params=["tagged entry", "versioned cache"])
def read(request: pytest.FixtureRequest) -> Iterator[Callable[[], int | None]]:
    """Reads the term by way of either pattern."""
    LegalTerm.objects.create(
        code=CODE, subject="测试", days=1, unit="working", source="测试", in_force_from="2026-01-01"
    )
    if request.param == "tagged entry":
        yield lambda: caching.get_or_set("test", days, 300, tags=(TAG,))
    else:
        yield VersionedCache(TAG, days, recheck_interval=3600).current


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
class TestTransactions:
    def test_a_change_shows_once_committed(self, read: Any) -> None:
        assert read() == 1
        change(2)
        assert read() == 2
        with transaction.atomic():
            change(3)
            assert read() == 3, "a transaction sees its own change"
            assert days() == read() == 3
        assert read() == 3

    def test_nothing_of_a_rolled_back_transaction_is_served(self, read: Any) -> None:
        for known_before in (False, True):
            cache.clear()
            if known_before:
                assert read() == 1
            with undone():
                change(2)
                assert read() == 2
            assert read() == 1

    def test_not_even_when_nobody_has_told_of_the_change_yet(self, read: Any) -> None:
        with undone():
            LegalTerm.objects.filter(code=CODE).update(days=2)
            assert read() == 2
        assert read() == 1

    def test_a_savepoint_takes_along_what_was_read_in_it(self, read: Any) -> None:
        with transaction.atomic():
            change(2)
            assert read() == 2
            with undone():
                change(3)
                assert read() == 3
            assert read() == 2
        assert read() == 2

    def test_others_read_the_old_until_the_commit_and_no_longer(self, threaded_db: None, read: Any) -> None:
        with transaction.atomic():
            change(2)
            assert elsewhere(read) == 1
        assert read() == 2
        assert elsewhere(read) == 2

    def test_what_was_read_before_the_commit_and_stored_after_it_is_not_served(self, threaded_db: None) -> None:
        LegalTerm.objects.create(
            code=CODE, subject="测试", days=1, unit="working", source="测试", in_force_from="2026-01-01"
        )

        def slow() -> int | None:
            found = days()
            elsewhere(lambda: change(2))
            return found

        assert caching.get_or_set("test", slow, 300, tags=(TAG,)) == 1
        assert caching.get_or_set("test", days, 300, tags=(TAG,)) == 2

    def test_a_transaction_loads_once_and_tells_once(self, django_assert_num_queries: Any) -> None:
        with transaction.atomic():
            change(2)
            change(3)
            with django_assert_num_queries(1):
                assert {caching.get_or_set("test", days, 300, tags=(TAG,)) for _ in range(3)} == {None}
            waiting = [entry for _ids, entry, _robust in transaction.get_connection().run_on_commit]
            assert len(waiting) == 2, "one change, one value"


@pytest.mark.django_db
class TestWithinATest:
    """The transaction around a test is none: there nothing is ever committed, and changes show at once."""

    def test_values_are_stored(self, django_assert_num_queries: Any) -> None:
        caching.get_or_set("test", days, 300, tags=(TAG,))
        with django_assert_num_queries(0):
            assert caching.get_or_set("test", days, 300, tags=(TAG,)) is None

    def test_a_change_shows_at_once(self, read: Any) -> None:
        assert read() == 1
        with transaction.atomic():
            change(2)
            assert read() == 2
        assert read() == 2
        change(3)
        assert read() == 3

    def test_a_rolled_back_block_leaves_nothing(self, read: Any) -> None:
        with undone():
            change(2)
            assert read() == 2
        assert read() == 1

    def test_one_block_knows_nothing_of_the_last(self, read: Any) -> None:
        with transaction.atomic():
            assert read() == 1
        LegalTerm.objects.filter(code=CODE).update(days=2)
        cache.clear()
        with transaction.atomic():
            assert read() == 2
