from __future__ import annotations

from typing import Any

from django.urls import reverse

from hub.models.media import GroupImage


def new_version_url(file: Any) -> str:
    """Where a new version of a picture or a document is uploaded."""
    return reverse(f"new_version:{'image' if isinstance(file, GroupImage) else 'document'}", args=[file.pk])
