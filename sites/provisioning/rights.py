"""Groups and what they may do. Made by provisioning; people come into them by appointments only (sites.auth)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import AppConfig, apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from sites.auth import CENTRE_GROUP, REVIEWERS_GROUP
from sites.models import Unit

# Wagtail keeps the rights on its own image and document models, whatever model an install uses.
WRITER_MEDIA = (
    "add_image", "change_image", "delete_image", "choose_image",
    "add_document", "change_document", "delete_document", "choose_document",
)  # fmt: skip
CENTRE_MODELS = (
    "view_unit", "add_unit", "change_unit", "view_appointment", "add_appointment", "change_appointment",
    "view_unitsite", "add_unitsite", "change_unitsite", "view_ledgerentry", "view_calendarday", "add_calendarday",
    "change_calendarday", "delete_calendarday", "view_legalterm", "add_legalterm", "change_legalterm",
    "add_user", "change_user", "view_user", "view_outboxmessage", "view_auditevent",
    "view_sitenotice", "add_sitenotice", "change_sitenotice", "delete_sitenotice",
    "view_trustedhost", "add_trustedhost", "change_trustedhost", "delete_trustedhost",
    "view_partnerlink", "add_partnerlink", "change_partnerlink", "delete_partnerlink",
    "view_scriptcorrection", "add_scriptcorrection", "change_scriptcorrection", "delete_scriptcorrection",
    "view_redirect", "add_redirect", "change_redirect", "delete_redirect",
)  # fmt: skip


def _permissions(names: Iterable[str]) -> list[Permission]:
    names = set(names)
    found = list(Permission.objects.filter(codename__in=names, content_type__app_label__in=_APPS))
    if missing := names - {permission.codename for permission in found}:
        raise LookupError(f"No such permissions: {sorted(missing)}")
    return found


_APPS = ("hub", "sitegroup", "wagtailadmin", "wagtailcore", "wagtailimages", "wagtaildocs", "wagtailredirects")


def _chapter_apps() -> list[AppConfig]:
    """Apps above this one, which say themselves what the centre may do with their models."""
    return [config for config in apps.get_app_configs() if hasattr(config, "centre_permissions")]


def _centre_permissions() -> list[Permission]:
    found = _permissions(["access_admin", *CENTRE_MODELS])
    for config in _chapter_apps():
        found += Permission.objects.filter(content_type__app_label=config.label, codename__in=config.centre_permissions)
    return found


def renew_centre(sender: AppConfig, **signal: Any) -> None:
    """After an update the centre may do what is new: its rights are the code's, not those of the day it was made."""
    centre = Group.objects.filter(name=CENTRE_GROUP).first()
    if centre is not None:
        for config in (sender, *_chapter_apps()):
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
