"""What the dashboard and the inbox show of the catalogue's dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hub.models import User
from opencat.models import CatalogueEntry
from sites.organisation.enums import Office
from sites.pages.models.leader_page import LeaderPage
from tests.factories import column_of, draft, published
from tests.staffed import Staffed

pytestmark = pytest.mark.django_db
Login = Callable[[User], Client]


def home(client: Client) -> str:
    response = client.get(reverse("wagtailadmin_home"), follow=True)
    return response.content.decode()


def overdue(staffed: Staffed, title: str, days: int = 3) -> CatalogueEntry:
    draft(staffed.column, staffed.editor, title=title)
    entry = CatalogueEntry.objects.get(title=title)
    CatalogueEntry.objects.filter(pk=entry.pk).update(due_on=timezone.localdate() - timedelta(days=days))
    return entry


def test_an_editor_sees_what_is_late_and_why(bureau: Staffed, login: Login) -> None:
    entry = overdue(bureau, "迟了的稿子")
    page = home(login(bureau.editor))
    assert "迟了的稿子" in page
    assert "已逾期 3 天" in page
    assert "为何是这一天" in page
    assert entry.due_explanation in page
    assert reverse("wagtailadmin_pages:edit", args=[entry.page_id]) in page


def test_what_has_time_is_not_shown(bureau: Staffed, login: Login) -> None:
    overdue(bureau, "还早的稿子", days=-3)
    overdue(bureau, "快到的稿子", days=-2)
    page = home(login(bureau.editor)).split('id="panel-deadlines"')[1].split('id="panel-drafts"')[0]
    assert "还早的稿子" not in page
    assert "快到的稿子" in page
    assert "还有 2 天" in page


def test_a_leader_sees_it_in_the_inbox(bureau: Staffed, other_bureau: Staffed, login: Login) -> None:
    overdue(bureau, "本局迟稿")
    overdue(other_bureau, "他局迟稿")
    page = home(login(bureau.leader))
    assert "本局迟稿" in page
    assert "他局迟稿" not in page
    assert "panel-deadlines" not in home(login(bureau.reviewer))


def test_the_centre_sees_the_whole_group_and_the_coverage(
    centre: dict[Office, User], bureau: Staffed, other_bureau: Staffed, login: Login
) -> None:
    overdue(bureau, "教育局迟稿")
    overdue(other_bureau, "财政局迟稿")
    page = home(login(centre[Office.CENTRE_HEAD]))
    assert "教育局迟稿" in page
    assert "财政局迟稿" in page
    assert "临近或超过公开期限的草稿（2）" in page
    assert reverse("coverage:index") in page
    assert "空白" in page
    assert "panel-coverage" not in home(login(bureau.editor))


def test_the_centre_is_told_of_profiles_that_went_stale(
    centre: dict[Office, User], bureau: Staffed, login: Login
) -> None:
    profile = LeaderPage(title="离任领导（虚构）", position="局长")
    published(column_of(bureau.site, "organisation/leaders"), profile)
    page = home(login(centre[Office.CENTRE_HEAD]))
    assert "与任职登记不一致的领导简介（1）" in page
    assert "离任领导（虚构）" in page


def test_the_menu_offers_what_one_may_open(centre: dict[Office, User], bureau: Staffed, login: Login) -> None:
    editor, head = login(bureau.editor), login(centre[Office.CENTRE_HEAD])
    for name in ("coverage:index", "coverage:columns", "category:index", "entry:index", "event:index"):
        assert f'"{reverse(name)}"' in home(head)
    assert f'"{reverse("coverage:index")}"' in home(editor)
    for name in ("coverage:columns", "category:index", "entry:index", "event:index"):
        assert reverse(name) not in home(editor)
