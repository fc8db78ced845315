"""What people see of the group in a dump, so that it can be compared when the dump was migrated."""

from __future__ import annotations

from typing import Any

from hub.models import OutboxMessage, User
from opencat.models import CatalogueEntry
from sites.approval.inbox.queue import waiting_for
from sites.organisation.models.appointment import Appointment
from sites.pages.models.article_page import ArticlePage
from tests.testapp.models.tree import Tree
from tests.upgrade.letters import observe_letters


def observe() -> dict[str, Any]:
    """Plain values by subject."""
    live = ArticlePage.objects.live().order_by("pk")
    taken_down = ArticlePage.objects.filter(live=False, first_published_at__isnull=False).order_by("pk")
    drafts = ArticlePage.objects.filter(has_unpublished_changes=True).order_by("pk")
    appointments = Appointment.objects.filter(unit__code="jyj").select_related("person")
    return {
        "public": {page.full_url: page.title for page in live},
        "taken_down": [page.full_url for page in taken_down],
        "drafts": {str(page.pk): _draft(page) for page in drafts},
        "index_numbers": dict(
            CatalogueEntry.objects.exclude(index_number=None).order_by("pk").values_list("title", "index_number")
        ),
        "inboxes": {person.username: _inbox(person) for person in User.objects.order_by("pk") if _inbox(person)},
        "trees": {tree.name: f"http://jyj.localhost/trees/{tree.pk}/" for tree in Tree.objects.all()},
        "people": {each.office: each.person.username for each in appointments},
        "letters": observe_letters(),
        "waiting_mail": list(OutboxMessage.objects.filter(sent_at=None).values_list("subject", flat=True)),
    }


def _draft(page: ArticlePage) -> dict[str, Any]:
    draft = page.get_latest_revision_as_object()
    return {"title": draft.title, "text": str(draft.body[0].value), "tags": list(draft.tags.names())}


def _inbox(person: User) -> list[str]:
    return [state.revision.as_object().title for state in waiting_for(person)]
