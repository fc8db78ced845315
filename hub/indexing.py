"""The search index of bulk work: once at the end instead of page by page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db.models.signals import post_save
from modelsearch import index
from modelsearch.signal_handlers import post_save_signal_handler


@contextmanager
def deferred_search_index() -> Iterator[None]:
    """Indexes nothing meanwhile and everything afterwards; for commands that load thousands of pages.

    It holds for the whole process, so it is not for requests. If the process dies, `update_index` does what is left.
    """
    models = [model for model in index.get_indexed_models() if getattr(model, "search_auto_update", True)]
    for model in models:
        post_save.disconnect(post_save_signal_handler, sender=model)
    try:
        yield
    finally:
        for model in models:
            post_save.connect(post_save_signal_handler, sender=model)
        call_command("update_index", verbosity=0)
