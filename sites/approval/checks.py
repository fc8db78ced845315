"""System checks that hold the conventions of what can be approved."""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.db.models import Model

from sites.approval.models.content import ApprovableContent


def unknown_fields(models: Iterable[type[Model]]) -> list[CheckMessage]:
    """Errors approval.E001: a name in `unversioned_fields` or `digest_if_set` that is no field; a typo there would let
    content change without approval, or make approved content look unapproved."""
    found: list[CheckMessage] = []
    for model in models:
        if not issubclass(model, ApprovableContent):
            continue
        known = {field.name for field in model._meta.get_fields()}
        for attribute in ("unversioned_fields", "digest_if_set"):
            if unknown := set(getattr(model, attribute)) - known:
                found.append(
                    Error(
                        f"{model._meta.label}.{attribute} names {', '.join(sorted(unknown))}, no field of it.",
                        hint="Name fields as the model does.",
                        obj=model,
                        id="approval.E001",
                    )
                )
    return found


def missing_key() -> list[CheckMessage]:
    """Error approval.E002: without a key nothing is recorded, and so nothing becomes public; the site itself runs."""
    if settings.LEDGER_KEY:
        return []
    return [
        Error(
            "LEDGER_KEY is not set: nothing can be approved or published.",
            hint="Set the key that sealed the ledger; for a new installation any long random text.",
            id="approval.E002",
        )
    ]


@register(deploy=True)
def check_key(**options: object) -> list[CheckMessage]:
    return missing_key()


@register
def check_content(**options: object) -> list[CheckMessage]:
    return unknown_fields(apps.get_models())
