"""What this app connects when it is ready: each module its own signal handlers."""

from __future__ import annotations

from django.apps import AppConfig

from sites.website import elder_navigation, picture_copies, public_models
from sites.website.articles import pdf_store
from sites.website.errors import missing_page
from sites.website.metadata import addresses
from sites.website.notices import current


def register_signal_handlers(config: AppConfig) -> None:
    public_models.register_public_models()
    pdf_store.connect()
    missing_page.connect()
    current.connect()
    addresses.connect()
    elder_navigation.connect()
    picture_copies.connect()
