"""A file is public when something public shows it; until then only its own unit reads it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail.permissions import policy_registry

from sites.approval.inbox.queue import shows_file
from sites.approval.shown_files import public_contents_showing
from sites.pages.public_files import public_objects_with


def may_be_served(file: Any, request: HttpRequest) -> bool:
    return is_public(file) or _is_insider(file, request)


def is_public(file: Any) -> bool:
    """Whether a content that went through the gate shows the picture or document, or a registered object does."""
    return any(True for _content in public_contents_showing(file)) or any(True for _object in public_objects_with(file))


def _is_insider(file: Any, request: HttpRequest) -> bool:
    user = request.user
    if not user.is_authenticated or not user.has_perm("wagtailadmin.access_admin"):
        return False
    policy = policy_registry.get_by_type(type(file))
    if policy.user_has_any_permission_for_instance(user, ["choose", "change"], file):
        return True
    return shows_file(user, file)
