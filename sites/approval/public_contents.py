"""Everything public in portions, in the order of keys: more contents take longer to read, and no more memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Prefetch, QuerySet, prefetch_related_objects
from modelcluster.models import ClusterableModel, get_all_child_m2m_relations, get_all_child_relations
from wagtail.models import Page

from hub.references import topmost
from sites.approval.digest import NOT_CONTENT
from sites.approval.ledger_state import ENDED
from sites.approval.models.content import ApprovableContent
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.needs import approvable_models
from sites.approval.rules import MADE_PUBLIC

SIZE = 500


@dataclass(frozen=True)
class Portion:
    """The public contents of one base type with keys above `above`, up to `last`; None: from the first, to the end."""

    kind: ContentType
    above: int | None
    last: int | None
    contents: list[ApprovableContent]

    def entries(self) -> QuerySet[LedgerEntry]:
        """Of the ledger, about contents of this portion, be they public, or gone."""
        return _between(LedgerEntry.objects.filter(content_type=self.kind), "object_id", self.above, self.last)


def portions() -> Iterator[Portion]:
    """A few queries each; pages are specific, and what belongs to a content is there."""
    for kind, models in _models_by_kind().items():
        base, above = topmost(models[0]), None
        while True:
            public = _between(base._default_manager.filter(live=True), "pk", above, None)
            keys = list(public.order_by("pk").values_list("pk", flat=True)[:SIZE])
            last = keys[-1] if len(keys) == SIZE else None
            yield Portion(kind, above, last, [row for model in models for row in _public(model, above, last)])
            if last is None:
                break
            above = last


def entries_elsewhere() -> QuerySet[LedgerEntry]:
    """Of the ledger, what made public or ended it, about types of which no portion is."""
    return LedgerEntry.objects.filter(action__in=(*MADE_PUBLIC, *ENDED)).exclude(content_type__in=_models_by_kind())


def count_public() -> int:
    others = [model for model in approvable_models() if not issubclass(model, Page)]
    return Page.objects.live().filter(depth__gt=1).count() + sum(
        model._default_manager.filter(live=True).count() for model in others
    )


def _models_by_kind() -> dict[ContentType, list[Any]]:
    found: dict[ContentType, list[Any]] = defaultdict(list)
    for model in approvable_models():
        found[ContentType.objects.get_for_model(topmost(model))].append(model)
    return found


def _between(rows: QuerySet[Any], name: str, above: int | None, last: int | None) -> QuerySet[Any]:
    if above is not None:
        rows = rows.filter(**{f"{name}__gt": above})
    return rows if last is None else rows.filter(**{f"{name}__lte": last})


def _public(model: type[Any], above: int | None, last: int | None) -> list[ApprovableContent]:
    return read_whole(model, _between(model._default_manager.filter(live=True), "pk", above, last))


def read_whole(model: type[Any], rows: QuerySet[Any]) -> list[ApprovableContent]:
    """`rows` of `model` with all that digest and facts ask for. The same few queries for many as for one."""
    contents = list(rows.select_related("unit").order_by("pk"))
    if contents:
        prefetch_related_objects(contents, *_belonging(model))
        model.read_ahead(contents)
    return contents


def _belonging(model: type[Model]) -> Iterator[str | Prefetch[Any]]:
    """What is stored beside the row and is part of it."""
    if not issubclass(model, ClusterableModel):
        return
    for relation in get_all_child_relations(model):
        name = relation.get_accessor_name()
        if name in NOT_CONTENT:
            yield Prefetch(name, relation.related_model._default_manager.none())
        else:
            yield name
    for field in get_all_child_m2m_relations(model):
        yield field.name
