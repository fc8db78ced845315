"""What a person may see in the admin: the pages and media of the units whose work the person does today."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Model, QuerySet
from wagtail.models import Page
from wagtail.permissions import policy_registry

from sites.pages.permissions import SubtreePermissionPolicy

MEDIA_ACTIONS = ("add", "change", "delete", "choose")


def page_policy() -> SubtreePermissionPolicy:
    return policy_registry.get_by_type(Page)


def sees_everything(user: AbstractBaseUser) -> bool:
    """Whether all units are the user's own: the centre, and administrators."""
    return page_policy().covers_all_pages(user)


def visible_pages(user: AbstractBaseUser) -> QuerySet[Page]:
    """The pages of the user's units, and those one passes on the way from one of these units to another."""
    return page_policy().explorable_instances(user)


def visible_media(model: type[Model], user: AbstractBaseUser) -> QuerySet[Model]:
    """Images or documents in the collections of the user's units."""
    return policy_registry.get_by_type(model).instances_user_has_any_permission_for(user, MEDIA_ACTIONS)
