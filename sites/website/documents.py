"""A file is public when a public page shows it; until then only its own unit reads it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail.documents import get_document_model
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry

from sites.approval.inbox.queue import shows_document


def may_be_served(document: Any, request: HttpRequest) -> bool:
    return is_public(document) or _is_insider(document, request)


def is_public(document: Any) -> bool:
    """Whether a live page refers to the document. The index holds what pages show now, not what drafts say."""
    references = ReferenceIndex.get_references_to(document)
    pages = references.values_list("object_id", flat=True)
    return Page.objects.live().filter(pk__in=[int(pk) for pk in pages if pk.isdecimal()]).exists()


def _is_insider(document: Any, request: HttpRequest) -> bool:
    user = request.user
    if not user.is_authenticated or not user.has_perm("wagtailadmin.access_admin"):
        return False
    policy = policy_registry.get_by_type(get_document_model())
    if policy.user_has_any_permission_for_instance(user, ["choose", "change"], document):
        return True
    return shows_document(user, document)
