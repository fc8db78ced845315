"""What this app connects when it is ready: each module its own signal handlers."""

from __future__ import annotations

from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate

import search.api  # noqa: F401  adds its endpoint to the public API
from hub import indexing
from search import best_bets, kinds, lexicon, meanings, public_models, scope, seeds, signal_handlers
from search.admin_search import upgrading
from search.extraction import signal_handlers as files
from search.models import BestBet, Synonym
from search.suggestions import names


def register_signal_handlers(config: AppConfig) -> None:
    checks.register(kinds.check_names)
    public_models.register_public_models()
    indexing.connect()  # after Wagtail's own app, whose handlers it replaces
    meanings.synonyms.invalidate_on_change(Synonym)
    best_bets.bets_by_query.invalidate_on_change(BestBet)
    lexicon.connect()
    scope.connect()
    names.connect()
    signal_handlers.connect()
    files.connect()
    post_migrate.connect(signal_handlers.fill_empty_index, sender=config)
    post_migrate.connect(seeds.fill_empty_tables, sender=config)
    post_migrate.connect(upgrading.rebuild_if_older, sender=config)
