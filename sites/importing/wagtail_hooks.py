"""Batches in Wagtail's admin."""

from __future__ import annotations

from django.urls import URLResolver, include, path
from wagtail import hooks


@hooks.register("register_admin_urls")
def register_batch_urls() -> list[URLResolver]:
    return [path("import-batches/", include("sites.importing.urls", namespace="import_batches"))]
