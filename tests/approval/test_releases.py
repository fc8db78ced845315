"""Direct roads to the public: each looks at the person's office and at what comes by it, when said and when saved."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from hub.models import User
from sites.approval.enums import LedgerAction
from sites.approval.ledger import Actor
from sites.approval.releases import PublicationRefused, Release, release
from sites.organisation.enums import Office
from sites.organisation.models.appointment import Appointment
from sites.pages.enums import Validity
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.column_page import ColumnPage
from sites.pages.models.department_home_page import DepartmentHomePage
from sites.pages.provisioning.actions import create_site
from tests.factories import UnitFactory, UserFactory, draft, published
from tests.staffed import Staffed

pytestmark = pytest.mark.django_db


def article() -> ArticlePage:
    return ArticlePage(title="没有审批", source="市教育局")


def acting(person: User) -> Actor:
    return Actor(person, person.appointments.first())


def test_an_attribute_of_ones_own_opens_nothing(bureau: Staffed, centre: dict[Office, User]) -> None:
    page: Any = article()
    page.release = Release(LedgerAction.IMPORTED, acting(centre[Office.CENTRE_HEAD]), "测试")
    with pytest.raises(PublicationRefused):
        bureau.column.add_child(instance=page)


@pytest.mark.parametrize("action", [LedgerAction.IMPORTED, LedgerAction.PROVISIONED])
def test_nobody_and_people_without_the_office_release_nothing(
    bureau: Staffed, centre: dict[Office, User], other_bureau: Staffed, action: LedgerAction
) -> None:
    head = centre[Office.CENTRE_HEAD]
    root = UserFactory(is_superuser=True)
    borrowed = Actor(bureau.editor, head.appointments.get())
    for actor in (Actor(), Actor(head), Actor(root), acting(bureau.editor), acting(other_bureau.leader), borrowed):
        page: Any = article()
        page.unit = bureau.unit
        with pytest.raises(PublicationRefused):
            release(page, action, actor)
        page._release = Release(action, actor)
        with pytest.raises(PublicationRefused):
            bureau.column.add_child(instance=page)


def test_an_office_that_ended_since_it_was_said_opens_nothing(bureau: Staffed, centre: dict[Office, User]) -> None:
    head, page = centre[Office.CENTRE_HEAD], article()
    release(page, LedgerAction.IMPORTED, acting(head))
    Appointment.objects.filter(person=head).update(ends_on=timezone.localdate() - timedelta(days=1))
    with pytest.raises(PublicationRefused, match="今天不担任"):
        bureau.column.add_child(instance=page)


def test_other_actions_are_no_releases(bureau: Staffed, centre: dict[Office, User]) -> None:
    for action in set(LedgerAction) - {LedgerAction.IMPORTED, LedgerAction.PROVISIONED, LedgerAction.RESTATED}:
        with pytest.raises(PublicationRefused, match="请送审"):
            release(bureau.column, action, acting(centre[Office.CENTRE_HEAD]))


# --- opening a site ---


def test_what_no_template_has_is_not_provisioned(bureau: Staffed, centre: dict[Office, User]) -> None:
    actor = acting(centre[Office.CENTRE_HEAD])
    unit = bureau.unit
    tried = (
        ArticlePage(title="市教育局", unit=unit),
        ColumnPage(title="自拟的栏目", slug="own", unit=unit),
        ColumnPage(title="通知公告", slug="news", unit=unit, description="一句自己的话", show_in_menus=True),
    )
    for page in tried:
        with pytest.raises(PublicationRefused, match="不是建站模板里的内容"):
            release(page, LedgerAction.PROVISIONED, actor)


def test_a_page_that_was_public_is_not_provisioned_again(bureau: Staffed, centre: dict[Office, User]) -> None:
    home = bureau.site.home.specific
    home.introduction = "<p>换了内容</p>"
    for page in (home, bureau.column):
        with pytest.raises(PublicationRefused, match="公开过"):
            release(page, LedgerAction.PROVISIONED, acting(centre[Office.CENTRE_HEAD]))


def test_once_the_centre_has_people_a_site_is_opened_in_somebodys_name(
    portal: Staffed, centre: dict[Office, User]
) -> None:
    with pytest.raises(PublicationRefused, match="由谁"):
        create_site(UnitFactory(code="later"))
    site = create_site(UnitFactory(code="later"), actor=acting(centre[Office.CENTRE_EDITOR]))
    assert DepartmentHomePage.objects.get(pk=site.home_id).live


# --- a change of state ---


def test_a_state_follows_public_documents_only_and_nothing_else_with_it(bureau: Staffed) -> None:
    old, other = published(bureau.column, title="旧办法"), published(bureau.column, title="另一份")
    unseen = draft(bureau.column, bureau.editor)
    old.validity = Validity.ABOLISHED
    for ground in (None, old, other, unseen):
        with pytest.raises(PublicationRefused):
            release(old, LedgerAction.RESTATED, Actor(), ground=ground)
        old._release = Release(LedgerAction.RESTATED, Actor(), ground=ground)
        with pytest.raises(PublicationRefused):
            old.save()
    assert ArticlePage.objects.get(pk=old.pk).validity == Validity.IN_FORCE
