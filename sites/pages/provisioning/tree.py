"""Many new pages below one: stored through `save`, as the gate wants it, without asking for each what is known of all.

`Page.add_child` locks the parent, looks for the last child, counts up and validates each reference for every page anew,
and Wagtail logs each by itself: 38 queries a page. Here it is one look at each parent, and one log of all.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey
from django.utils import timezone
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, PageLogEntry

from sites.pages.models.group_page import GroupPage


@dataclass
class _Children:
    """Of one parent, as they are with the pages that were added."""

    numchild: int = 0
    last_step: int = 0
    slugs: set[str] = field(default_factory=set)


class NewPages:
    """Pages of one transaction. What they refer to (unit, category, locale) must be rows that the caller has read."""

    def __init__(self) -> None:
        self.added: list[GroupPage] = []
        self._children: dict[int, _Children] = {}

    def add(self, page: GroupPage, parent: GroupPage) -> None:
        """Stores an unsaved page, whose slug is given, as the last child of `parent`.

        Raises:
            ValidationError: a field is invalid, or a page below `parent` has the slug.
        """
        children = self._below(parent)
        children.last_step += 1
        children.numchild += 1
        page.path = Page._get_path(parent.path, parent.depth + 1, children.last_step)
        page.depth = parent.depth + 1
        page.locale_id = parent.locale_id
        page._cached_parent_obj = parent
        page._set_core_field_defaults()
        page.clean_fields(exclude={each.name for each in page._meta.fields if isinstance(each, ForeignKey)})
        if page.slug in children.slugs:
            raise ValidationError({"slug": f"网址名称 {page.slug} 已被同级的另一个页面使用。"})
        children.slugs.add(page.slug)
        page._is_site_root = False  # Wagtail asks for it at each save
        page.save(clean=False, log_action=None)
        self.added.append(page)
        self._children[page.pk] = _Children()

    def _below(self, parent: GroupPage) -> _Children:
        if parent.pk not in self._children:
            numchild = Page.objects.select_for_update().values_list("numchild", flat=True).get(pk=parent.pk)
            paths = dict(parent.get_children().values_list("path", "slug")) if numchild else {}
            last_step = int(max(paths)[-Page.steplen :], len(Page.alphabet)) if paths else 0
            self._children[parent.pk] = _Children(numchild, last_step, set(paths.values()))
        return self._children[parent.pk]

    def finish(self) -> None:
        """Stores the number of children of each parent, and Wagtail's log of what was made."""
        parents = [Page(pk=pk, numchild=each.numchild) for pk, each in self._children.items() if each.numchild]
        Page.objects.bulk_update(parents, ["numchild"])
        context = get_active_log_context()
        PageLogEntry.objects.bulk_create(
            PageLogEntry(
                page_id=page.pk,
                content_type=ContentType.objects.get_for_model(page, for_concrete_model=False),
                label=str(page),
                action="wagtail.create",
                timestamp=timezone.now(),
                user=context.user or page.owner,
                uuid=context.uuid,
                content_changed=True,
            )
            for page in self.added
        )
