"""Where we change Wagtail's classes, or lean on names that it keeps private (docs/wagtail-patches.md).

Each app lists its own in a module `wagtail_patches`, as `PATCHES`. A system check fails when a target has gone or has
other parameters, so that an upgrade of Wagtail says at once what it breaks.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register

_STEP = re.compile(r"([^.\[\]]+)|\[([^\]]+)\]")


@dataclass(frozen=True)
class Patch:
    """One thing of Wagtail's (or Django's) that we replace or use though nobody promised it to us.

    `target` is its dotted name; "[key]" asks for an item. `parameters` are the names of its parameters, `self` left
    out, where we call or replace it. `mentions` are names that its source has to contain: attributes that it sets.
    """

    target: str
    why: str
    parameters: tuple[str, ...] | None = None
    mentions: tuple[str, ...] = ()


_OLD_FORMS = "An old edit form writes over nothing (hub.stale_forms)."
PATCHES = (
    Patch("wagtail.admin.views.generic.EditView.dispatch", _OLD_FORMS, ("request", "args", "kwargs")),
    Patch("wagtail.admin.views.generic.EditView.get_form", _OLD_FORMS, ("form_class",)),
    Patch("wagtail.admin.views.generic.EditView.is_valid", _OLD_FORMS, ("form",)),
    Patch("wagtail.admin.views.generic.EditView.get_success_json", _OLD_FORMS, ()),
    Patch("wagtail.images.views.multiple.AddView.get_edit_form_class", _OLD_FORMS, ()),
    Patch("wagtail.images.views.multiple.EditView.get_edit_form_class", _OLD_FORMS, ()),
    Patch("wagtail.documents.views.multiple.AddView.get_edit_form_class", _OLD_FORMS, ()),
    Patch("wagtail.documents.views.multiple.EditView.get_edit_form_class", _OLD_FORMS, ()),
    Patch(
        "django.db.models.QuerySet.update",
        "What it writes has no hidden characters (hub.text_fields); blind indexes follow it (hub.private_fields).",
        ("kwargs",),
    ),
    Patch(
        "django.db.models.QuerySet.bulk_create",
        "The same, both.",
        ("objs", "batch_size", "ignore_conflicts", "update_conflicts", "update_fields", "unique_fields"),
    ),
    Patch(
        "django.db.models.expressions.OrderBy.as_sql",
        "Nothing is ordered by an encrypted field (hub.private_fields).",
        ("compiler", "connection", "template", "extra_context"),
    ),
    Patch(
        "django.db.models.lookups.Lookup.process_lhs",
        "Nothing is compared with an encrypted field.",
        ("compiler", "connection", "lhs"),
    ),
    Patch("django.forms.CharField.to_python", "Byte order marks at the edge of a value are taken off.", ("value",)),
)


def resolve(target: str) -> Any:
    """The object behind a dotted name.

    Raises:
        LookupError: there is none.
    """
    parts = target.split(".")
    for end in range(len(parts), 0, -1):
        name = ".".join(parts[:end])
        try:
            if "[" not in name and find_spec(name) is not None:
                return _inside(import_module(name), ".".join(parts[end:]))
        except ModuleNotFoundError:
            continue
    raise LookupError(target)


def _inside(found: Any, path: str) -> Any:
    for attribute, key in _STEP.findall(path):
        try:
            found = getattr(found, attribute) if attribute else found[key]
        except (AttributeError, KeyError) as gone:
            raise LookupError(path) from gone
    return found


def problems_of(patch: Patch) -> Iterator[str]:
    """What is wrong with a patch, in words."""
    try:
        found = resolve(patch.target)
    except LookupError:
        yield f"{patch.target} has gone"
        return
    if patch.parameters is not None:
        names = tuple(name for name in inspect.signature(found).parameters if name not in ("self", "cls"))
        if names != patch.parameters:
            yield f"{patch.target} takes {names}, not {patch.parameters}"
    if missing := [name for name in patch.mentions if name not in inspect.getsource(found)]:
        yield f"{patch.target} knows nothing of {', '.join(missing)} any more"


def all_patches() -> list[Patch]:
    """Those of every installed app."""
    found: list[Patch] = []
    for config in apps.get_app_configs():
        name = f"{config.name}.wagtail_patches"
        if find_spec(name) is not None:
            found += import_module(name).PATCHES
    return found


@register
def check_wagtail_patches(**options: Any) -> list[CheckMessage]:
    """Errors hub.E001, one for each patch that no longer fits."""
    return [
        Error(problem, hint=f"We rely on it: {patch.why} See docs/wagtail-patches.md.", id="hub.E001")
        for patch in all_patches()
        for problem in problems_of(patch)
    ]
