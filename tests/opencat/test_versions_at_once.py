"""Documents that change one another while they become public at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from opencat.enums import LinkKind
from opencat.models import DocumentLink
from sites.approval.enums import LedgerAction
from sites.approval.gate import PublicationRefused
from sites.approval.models.ledger_entry import LedgerEntry
from sites.organisation.models.unit_site import UnitSite
from sites.pages.enums import Validity
from sites.pages.models.article_page import ArticlePage
from sites.pages.provisioning.actions import create_site
from tests.factories import (
    UnitFactory,
    UserFactory,
    centre_unit,
    column_of,
    draft,
    people_of_imports,
    portal_unit,
    published,
    save_imported,
)
from tests.story import unapproved_content

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = 3


@pytest.fixture
def site(transactional_db: None) -> UnitSite:
    create_site(portal_unit())
    centre_unit()  # for all threads
    people_of_imports()
    return create_site(UnitFactory(code="jyj"))


def together(*tasks: Callable[[], Any]) -> list[Any]:
    """What each task returns or raises, all begun at the same moment."""
    barrier = Barrier(len(tasks))

    def run(task: Callable[[], Any]) -> Any:
        barrier.wait()
        try:
            return task()
        except Exception as failed:
            return failed
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))


def drafted(site: UnitSite, title: str) -> ArticlePage:
    return draft(column_of(site, "documents"), UserFactory(), title=title)


def make_public(pk: int, kind: LinkKind, target: int) -> None:
    page = ArticlePage.objects.get(pk=pk)
    page.document_links = [DocumentLink(kind=kind, target_id=target)]
    page.live = True
    save_imported(page)


def test_two_that_change_the_same_document_are_both_applied(site: UnitSite) -> None:
    for number in range(ROUNDS):
        old = published(column_of(site, "documents"), title=f"旧办法{number}")
        first, second = drafted(site, f"修改{number}"), drafted(site, f"废止{number}")
        results = together(
            lambda first=first, old=old: make_public(first.pk, LinkKind.AMENDS, old.pk),
            lambda second=second, old=old: make_public(second.pk, LinkKind.ABOLISHES, old.pk),
        )
        assert results == [None, None]
        old = ArticlePage.objects.get(pk=old.pk)
        assert old.validity == Validity.ABOLISHED
        reasons = LedgerEntry.objects.of(old).filter(action=LedgerAction.RESTATED)
        assert f"因《废止{number}》发布" in set(reasons.values_list("comment", flat=True))
        assert set(old.links_to_it.values_list("kind", flat=True)) == {LinkKind.AMENDS, LinkKind.ABOLISHES}
    assert [unapproved_content(page) for page in ArticlePage.objects.live() if unapproved_content(page)] == []


def test_of_two_that_change_each_other_one_is_refused(site: UnitSite) -> None:
    for number in range(ROUNDS):
        first, second = drafted(site, f"甲{number}"), drafted(site, f"乙{number}")
        results = together(
            lambda first=first, second=second: make_public(first.pk, LinkKind.AMENDS, second.pk),
            lambda first=first, second=second: make_public(second.pk, LinkKind.AMENDS, first.pk),
        )
        assert sorted(type(each).__name__ for each in results) == ["NoneType", PublicationRefused.__name__], results
        assert ArticlePage.objects.filter(pk__in=[first.pk, second.pk], live=True).count() == 1
    assert [unapproved_content(page) for page in ArticlePage.objects.live() if unapproved_content(page)] == []
