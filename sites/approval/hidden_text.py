"""Rows from before hidden characters were refused (`hub.text_fields`): which there are, and which may be cleaned."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, models, transaction
from django.db.models import Q
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel, get_all_child_relations
from taggit.models import TagBase
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.models import Page, ReferenceIndex, Revision

from hub.models.append_only import AppendOnlyError
from hub.text_fields import clean_row, refuse_revision, rows_with_hidden
from sites.approval.models.content import ApprovableContent
from sites.approval.needs import approvable_models
from sites.approval.shown_files import contents_showing

APPROVED = "已公开、送审中或被公开内容引用，要经审批修改"


class Found(NamedTuple):
    """`messages` say field and character, in Chinese."""

    row: models.Model
    messages: list[str]


def rows_of_before() -> Iterator[Found]:
    """Of every model, the newest drafts of contents last."""
    for model in apps.get_models():
        for key, messages in rows_with_hidden(model):
            yield Found(model._base_manager.get(pk=key), messages)
    for model in approvable_models():
        drafts = model._base_manager.filter(Q(live=False) | Q(has_unpublished_changes=True))
        for revision in Revision.objects.filter(pk__in=drafts.values("latest_revision")).iterator(chunk_size=100):
            try:
                refuse_revision(revision)
            except ValidationError as problem:
                yield Found(revision, problem.messages)


def clean(row: models.Model) -> str:
    """Takes what is hidden out of a row; returns in Chinese why not, "" if it is done."""
    row = row.as_object() if (is_draft := isinstance(row, Revision)) else row
    if isinstance(row, Page):
        row = row.specific
    if is_approved(row):
        return APPROVED
    for each in (row, *_rows_below(row)):
        clean_row(each)
    try:
        with transaction.atomic():
            row.save_revision(log_action=False) if is_draft else row.save()
    except (ValidationError, PermissionDenied, AppendOnlyError, DatabaseError) as refused:
        return "；".join(refused.messages) if isinstance(refused, ValidationError) else str(refused)
    return ""


def is_approved(row: models.Model) -> bool:
    """Whether a content that is public, under approval or planned is this row, has it below itself, or shows it."""
    if isinstance(row, AbstractImage | AbstractDocument):
        return bool(contents_showing(row))
    above = [getattr(row, field.name) for field in row._meta.fields if isinstance(field, ParentalKey)]
    return any(map(_is_settled, [row, *above, *_with_keyword(row)]))


def _with_keyword(row: models.Model) -> Iterator[models.Model]:
    """The contents whose facts have this keyword in them."""
    if isinstance(row, TagBase):
        for reference in ReferenceIndex.get_references_to(row).select_related("base_content_type"):
            yield reference.base_content_type.get_object_for_this_type(pk=reference.object_id)


def _is_settled(content: models.Model | None) -> bool:
    if isinstance(content, Page):
        content = content.specific
    return isinstance(content, ApprovableContent) and bool(content.live or content.current_workflow_state)


def _rows_below(row: models.Model) -> Iterator[models.Model]:
    if isinstance(row, ClusterableModel):
        for relation in get_all_child_relations(type(row)):
            yield from getattr(row, relation.get_accessor_name()).all()
