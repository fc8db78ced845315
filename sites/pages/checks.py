"""System checks that hold our own conventions for pages."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model
from wagtail.models import get_page_models

from sites.organisation.enums import UnitCategory
from sites.pages.models.group_page import GroupPage
from sites.pages.provisioning.structure import standard_columns


def foreign_page_types(models: Iterable[type[Model]]) -> list[CheckMessage]:
    """Errors pages.E001: page types that the gate would not let through, and whose unit nobody knows."""
    return [
        Error(
            f"{model._meta.label} is a page type, but no GroupPage.",
            hint="Derive it from sites.pages.models.group_page.GroupPage: approval, rights and lists ask for its unit.",
            obj=model,
            id="pages.E001",
        )
        for model in models
        if not issubclass(model, GroupPage) and not model._meta.app_label.startswith("wagtail")
    ]


@register
def check_page_types(**options: object) -> list[CheckMessage]:
    return foreign_page_types(get_page_models())


@register
def check_standard_columns(**options: object) -> list[CheckMessage]:
    """Error pages.E002: the file of the standard columns cannot be read."""
    try:
        for category in UnitCategory.values:
            standard_columns(category)
    except ImproperlyConfigured as reason:
        return [Error(str(reason), hint="See the setting STANDARD_COLUMNS and docs/provisioning.md.", id="pages.E002")]
    return []
