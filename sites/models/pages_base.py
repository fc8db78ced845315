from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.query import PageQuerySet

from sites.models.unit import Unit
from sites.models.unit_site import UnitSite


class GroupPageQuerySet(PageQuerySet):
    def of_unit(self, unit: Unit) -> GroupPageQuerySet:
        return self.filter(unit=unit)


def unit_for_path(path: str) -> Unit | None:
    """The unit whose site holds the place `path` of the tree: that of the nearest home above it."""
    steps = Page.steplen
    prefixes = [path[:end] for end in range(steps, len(path) + 1, steps)]
    nearest = UnitSite.objects.filter(home__path__in=prefixes).order_by("-home__depth").select_related("unit").first()
    return nearest.unit if nearest else None


class GroupPage(Page):
    """What every page of the group has: its unit, and the digest of what the public sees.

    `unit` follows from the place in the tree and is stored, because approvers, permissions and lists all ask for it.
    """

    unit = models.ForeignKey(Unit, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    live_digest = models.CharField(max_length=64, blank=True, editable=False)

    # Not part of what leaders approve, and kept from the database when a revision is applied.
    kept_fields: tuple[str, ...] = ("unit", "live_digest")

    content_panels = [FieldPanel("title", heading="标题")]
    promote_panels = [FieldPanel("slug", heading="网址名称"), FieldPanel("show_in_menus", heading="显示在导航中")]

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> Any:
        if self.unit_id is None:
            self.unit = unit_for_path(self.path)
        return super().save(*args, **kwargs)

    save.alters_data = True

    def with_content_json(self, content: dict[str, Any]) -> GroupPage:
        page = super().with_content_json(content)
        for name in self.kept_fields:
            attribute = self._meta.get_field(name).attname
            setattr(page, attribute, getattr(self, attribute))
        return page

    def permissions_for_user(self, user: AbstractBaseUser) -> Any:
        from sites.permissions import GroupPagePermissionTester

        return GroupPagePermissionTester(user, self)

    def required_steps(self) -> frozenset[str]:
        """The approvals without which this content does not become public (Arts. 26, 27, 35)."""
        from sites.approval.rules import required_steps

        return required_steps(
            is_major=getattr(self, "is_major", False),
            is_emergency=getattr(self, "is_emergency", False),
            on_portal=self.unit is not None and self.unit.is_portal,
        )
