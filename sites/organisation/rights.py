"""Groups and what they may do. Made by provisioning; people come into them by appointments only (`auth`)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import AppConfig, apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from sites.organisation.auth import CENTRE_GROUP, REVIEWERS_GROUP
from sites.organisation.models.unit import Unit

# Wagtail keeps the rights on its own image and document models, whatever model an install uses.
WRITER_MEDIA = (
    "add_image", "change_image", "delete_image", "choose_image",
    "add_document", "change_document", "delete_document", "choose_document",
)  # fmt: skip
# Of Wagtail's own apps; our apps say theirs in their AppConfig (`centre_permissions`).
CENTRE_REDIRECTS = ("view_redirect", "add_redirect", "change_redirect", "delete_redirect")
_WAGTAIL_APPS = ("wagtailadmin", "wagtailcore", "wagtailimages", "wagtaildocs", "wagtailredirects")


def _permissions(names: Iterable[str], *labels: str) -> list[Permission]:
    names = set(names)
    labels = labels or _WAGTAIL_APPS
    found = list(Permission.objects.filter(codename__in=names, content_type__app_label__in=labels))
    if missing := names - {permission.codename for permission in found}:
        raise LookupError(f"No such permissions: {sorted(missing)}")
    return found


def _own_apps() -> list[AppConfig]:
    """Apps that say what the centre may do with their models."""
    return [config for config in apps.get_app_configs() if hasattr(config, "centre_permissions")]


def _centre_permissions() -> list[Permission]:
    """Raises:
    LookupError: an app names a permission that does not exist.
    """
    found = _permissions(["access_admin", *CENTRE_REDIRECTS])
    for config in _own_apps():
        found += _permissions(config.centre_permissions, config.label)
    return found


def renew_centre(sender: AppConfig, **signal: Any) -> None:
    """After an update the centre may do what is new: its rights are the code's, not those of the day it was made."""
    centre = Group.objects.filter(name=CENTRE_GROUP).first()
    if centre is not None:
        for config in _own_apps():
            create_permissions(config, verbosity=0)  # Django's own turn comes after ours
        centre.permissions.set(_centre_permissions())


def staff_groups() -> None:
    """The group-wide groups: the centre, which sees and edits everything, and those who only review."""
    centre, created = Group.objects.get_or_create(name=CENTRE_GROUP)
    if created:
        centre.permissions.set(_centre_permissions())
        grant_pages(centre, Page.get_first_root_node())
        grant_media(centre, Collection.get_first_root_node())
    reviewers, created = Group.objects.get_or_create(name=REVIEWERS_GROUP)
    if created:
        reviewers.permissions.set(_permissions(["access_admin"]))


def writers_group(unit: Unit, home: Page, collection: Collection) -> Group:
    """The group of a unit's writers: one grant on its tree and one on its collection, whatever their number."""
    group, created = Group.objects.get_or_create(name=f"编写·{unit.code}")
    if created:
        group.permissions.set(_permissions(["access_admin"]))
        grant_pages(group, home)
        grant_media(group, collection)
    return group


def grant_pages(group: Group, page: Page) -> None:
    GroupPagePermission.objects.bulk_create(
        [
            GroupPagePermission(group=group, page=page, permission=permission)
            for permission in _permissions(["add_page", "change_page"])
        ],
        ignore_conflicts=True,
    )


def grant_media(group: Group, collection: Collection) -> None:
    GroupCollectionPermission.objects.bulk_create(
        [
            GroupCollectionPermission(group=group, collection=collection, permission=permission)
            for permission in _permissions(WRITER_MEDIA)
        ],
        ignore_conflicts=True,
    )
