"""Wagtail's index of who refers to whom, for bulk work: once at the end instead of at each save."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import transaction
from wagtail.models import Page, ReferenceIndex

from demo.progress import Progress

BATCH = 50  # objects in a transaction: editors who save meanwhile wait for one


def index_references(progress: Progress) -> None:
    """Of every object there is. Unlike Wagtail's command it keeps what is there, and lets others write in between."""
    for batch in progress.track(list(_batches()), "引用"):
        with transaction.atomic():
            for row in batch:
                ReferenceIndex.create_or_update_for_object(row)


def _batches() -> Iterator[Any]:
    for model in apps.get_models():
        if ReferenceIndex.is_indexed(model) and model is not Page:  # pages count as what they are
            keys = list(model._default_manager.order_by("pk").values_list("pk", flat=True))
            for start in range(0, len(keys), BATCH):
                yield model._default_manager.filter(pk__in=keys[start : start + BATCH])
