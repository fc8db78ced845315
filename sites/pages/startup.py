"""What this app connects when it is ready: each module its own signal handlers."""

from __future__ import annotations

from django.apps import AppConfig

from hub.variants.enums import Variant
from sites.pages import (
    checks,  # noqa: F401  registers system checks
    navigation,
    site_group,
    statistics,
)
from sites.pages.outbound import group_hosts
from sites.pages.translation import english, publication, variant_views


def register_signal_handlers(config: AppConfig) -> None:
    publication.connect()
    site_group.connect()
    navigation.connect()
    statistics.connect()
    group_hosts.connect()
    variant_views.register_variant_view(Variant.ENGLISH, english.english_page)
