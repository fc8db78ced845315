"""What goes with a page that is taken down, deleted or moved: what is public or waits below it, and who links to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

from sites.approval.models.of_content import base_content_type
from sites.approval.models.office_task_state import OfficeTaskState

MOST_NAMED = 20


@dataclass(frozen=True)
class Extent:
    """`public` are below the page, `linking` elsewhere and public; of both the first `MOST_NAMED` are named."""

    public: list[Page]
    public_number: int
    waiting_number: int  # drafts under approval, the page itself included
    linking: list[Page]
    linking_number: int

    @property
    def is_empty(self) -> bool:
        return not (self.public_number or self.waiting_number or self.linking_number)


def extent_of(page: Page) -> Extent:
    """Seven queries, however much there is."""
    inside = page.get_descendants(inclusive=True)
    keys = [str(key) for key in inside.values_list("pk", flat=True)]
    below = page.get_descendants().live().order_by("path")
    waiting = OfficeTaskState.objects.filter(
        is_open=True, workflow_state__base_content_type=base_content_type(page), workflow_state__object_id__in=keys
    )
    linking = _linking(keys).order_by("path")
    return Extent(list(below[:MOST_NAMED]), below.count(), waiting.count(), list(linking[:MOST_NAMED]), linking.count())


def _linking(keys: list[str]) -> Any:
    """Public pages that show one of these pages, or link to it."""
    pages = ContentType.objects.get_for_model(Page)
    found = ReferenceIndex.objects.filter(
        to_content_type=pages, to_object_id__in=keys, base_content_type=pages
    ).exclude(object_id__in=keys)
    referring = {int(key) for key in found.values_list("object_id", flat=True) if key.isdecimal()}
    return Page.objects.live().filter(pk__in=referring)
