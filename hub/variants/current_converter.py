"""The converter with the city's corrections of this moment.

The table is looked at once for a page, so that a correction takes effect at once in every process, without a cache that
they would have to share.
"""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.db.models import Count, Max

from hub.models.correction import ScriptCorrection
from hub.variants.conversion import Converter


def to_traditional(text: str) -> str:
    """Plain text in Traditional characters. One query."""
    return current_converter()(text)


def current_converter() -> Converter:
    """The converter with the corrections of this moment. One query; two after a correction has changed."""
    latest = ScriptCorrection.objects.aggregate(Count("pk"), Max("pk"), Max("updated_at"))
    return _converter(settings.SCRIPT_CONVERSION, tuple(latest.values()))


@lru_cache(maxsize=2)
def _converter(config: str, version: tuple[object, ...]) -> Converter:
    return Converter(config, dict(ScriptCorrection.objects.values_list("simplified", "traditional")))
