"""A file is public when something public shows it; until then only its own unit reads it."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.http import HttpRequest
from wagtail.documents import get_document_model
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry

from sites.approval.inbox.queue import shows_document
from sites.pages.public_content import registered


def may_be_served(document: Any, request: HttpRequest) -> bool:
    return is_public(document) or _is_insider(document, request)


def is_public(document: Any) -> bool:
    """Whether a live page refers to the document, or a registered object names it among its files.

    The index holds what pages show now, not what drafts say.
    """
    keys: defaultdict[int, list[int]] = defaultdict(list)
    references = ReferenceIndex.get_references_to(document)
    for content_type, key in references.values_list("base_content_type", "object_id"):
        if key.isdecimal():
            keys[content_type].append(int(key))
    if Page.objects.live().filter(pk__in=keys[_type(Page)]).exists():
        return True
    referring = [(content, keys[_type(content.model)]) for content in registered() if _type(content.model) in keys]
    items = (item for content, found in referring for item in content.items(content.public().filter(pk__in=found)))
    return any(document.pk == key for item in items for key, _name in item.files)


def _type(model: type[Model]) -> int:
    return ContentType.objects.get_for_model(model).pk


def _is_insider(document: Any, request: HttpRequest) -> bool:
    user = request.user
    if not user.is_authenticated or not user.has_perm("wagtailadmin.access_admin"):
        return False
    policy = policy_registry.get_by_type(get_document_model())
    if policy.user_has_any_permission_for_instance(user, ["choose", "change"], document):
        return True
    return shows_document(user, document)
