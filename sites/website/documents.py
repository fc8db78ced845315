"""A file is public when something public shows it; until then only its own unit reads it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail.documents import get_document_model
from wagtail.permissions import policy_registry

from sites.approval.inbox.queue import shows_document
from sites.approval.shown_files import public_contents_showing
from sites.pages.public_files import public_objects_with


def may_be_served(document: Any, request: HttpRequest) -> bool:
    return is_public(document) or _is_insider(document, request)


def is_public(file: Any) -> bool:
    """Whether a content that went through the gate shows the picture or document, or a registered object does."""
    return any(True for _content in public_contents_showing(file)) or any(True for _object in public_objects_with(file))


def _is_insider(document: Any, request: HttpRequest) -> bool:
    user = request.user
    if not user.is_authenticated or not user.has_perm("wagtailadmin.access_admin"):
        return False
    policy = policy_registry.get_by_type(get_document_model())
    if policy.user_has_any_permission_for_instance(user, ["choose", "change"], document):
        return True
    return shows_document(user, document)
