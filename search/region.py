from __future__ import annotations

from django.conf import settings


def region() -> str:
    """The municipality's name, with which half of all names begin: 兴宁市."""
    return settings.PORTAL_NAME.removesuffix("人民政府")
