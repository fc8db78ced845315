"""The steps that a content needs are those of the day when it was sent, and of today: no setting takes one away."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from hub.models import User
from sites.approval.enums import ApprovalStep, LedgerAction
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.rules import Row, missing_steps, steps_to_take
from sites.organisation.enums import Office, UnitCategory
from sites.organisation.models.unit import Unit
from sites.pages.models.article_page import ArticlePage
from tests.approval.test_ledger import findings, verify
from tests.factories import column_of, draft
from tests.staffed import Staffed
from tests.story import approve, browser_of, send, waiting_step


def sent(portal: Staffed, centre: dict[Office, User]) -> ArticlePage:
    page = draft(column_of(portal.site, "news/notices"), centre[Office.CENTRE_EDITOR])
    send(centre[Office.CENTRE_EDITOR], page)
    return page


def recategorise(portal: Staffed, category: UnitCategory) -> None:
    """Behind the back of the form, which refuses it."""
    Unit.objects.filter(pk=portal.unit.pk).update(category=category)


def test_what_was_needed_when_it_was_sent_is_written_down(portal: Staffed, centre: dict[Office, User]) -> None:
    page = sent(portal, centre)
    row = LedgerEntry.objects.of(page).get(action=LedgerAction.SUBMITTED)
    assert row.required == ["centre", "secrecy", "supervising"]


def test_another_category_of_the_unit_takes_no_step_away(portal: Staffed, centre: dict[Office, User]) -> None:
    page = sent(portal, centre)
    recategorise(portal, UnitCategory.GOVERNMENT)
    people = portal.people
    approve(page, [people[Office.SECRECY_REVIEWER], people[Office.SUPERVISING_LEADER]])
    assert not ArticlePage.objects.get(pk=page.pk).live
    state = waiting_step(page)
    assert state is not None
    assert state.step == ApprovalStep.CENTRE
    approve(page, [centre[Office.CENTRE_HEAD]])
    assert ArticlePage.objects.get(pk=page.pk).live


def test_published_under_another_category_shows_when_it_is_put_back(
    portal: Staffed, centre: dict[Office, User]
) -> None:
    recategorise(portal, UnitCategory.GOVERNMENT)
    page = sent(portal, centre)
    approve(page, [portal.people[Office.SECRECY_REVIEWER], portal.people[Office.SUPERVISING_LEADER]])
    assert ArticlePage.objects.get(pk=page.pk).live
    recategorise(portal, UnitCategory.PORTAL)
    assert "没有要求网络信息中心编发" in findings()


def test_an_honest_publication_on_the_portal_is_no_finding(portal: Staffed, centre: dict[Office, User]) -> None:
    page = sent(portal, centre)
    people = portal.people
    approve(page, [people[Office.SECRECY_REVIEWER], people[Office.SUPERVISING_LEADER], centre[Office.CENTRE_HEAD]])
    assert ArticlePage.objects.get(pk=page.pk).live
    assert "条完整" in verify()


def test_the_form_of_a_unit_does_not_change_who_answers_for_the_portal(
    portal: Staffed, bureau: Staffed, centre: dict[Office, User]
) -> None:
    for unit, category in ((portal.unit, UnitCategory.GOVERNMENT), (bureau.unit, UnitCategory.PORTAL)):
        unit.category = category
        with pytest.raises(ValidationError, match="门户网站的责任单位"):
            unit.full_clean(exclude=["parent"])
    url = reverse("unit:edit", args=[portal.unit.pk])
    form = browser_of(centre[Office.CENTRE_HEAD]).get(url).context["form"].initial
    data = {name: value for name, value in form.items() if value is not None} | {"category": UnitCategory.TOWN}
    browser_of(centre[Office.CENTRE_HEAD]).post(url, data)
    assert Unit.objects.get(pk=portal.unit.pk).is_portal


class TestRules:
    SENT = Row(LedgerAction.SUBMITTED, "", "d", 1, ("centre", "secrecy"))

    def test_the_union_of_then_and_now(self) -> None:
        assert steps_to_take([self.SENT], "d", frozenset({"secrecy", "principal"})) == {
            "centre",
            "secrecy",
            "principal",
        }

    @pytest.mark.parametrize("action", ["returned", "withdrawn", "published", "unpublished", "expired", "moved"])
    def test_what_ends_the_approval_ends_its_demand(self, action: str) -> None:
        assert steps_to_take([self.SENT, Row(action, "", "d", 1)], "d", frozenset()) == set()

    def test_another_content_demands_nothing(self) -> None:
        assert missing_steps([self.SENT], "other", frozenset({"secrecy"}), 1) == {"secrecy"}
