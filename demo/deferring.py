"""What this process stores meanwhile is not indexed: the last stage of loading does that in one go."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.core.management import call_command
from django.db.models.signals import post_save
from modelsearch import index
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail import hooks
from wagtail.signal_handlers import (
    connect_reference_index_signal_handlers,
    disconnect_reference_index_signal_handlers,
)

from demo.progress import Progress


@contextmanager
def deferred_indexes() -> Iterator[None]:
    """Unlike `hub.indexing.deferred_search_index` it ends without indexing: after Ctrl-C nobody wants to wait."""
    models = [model for model in index.get_indexed_models() if getattr(model, "search_auto_update", True)]
    with ExitStack() as stack:
        # Not by `disable_reference_index_auto_update`: `create_site` ends that when it ends its own.
        disconnect_reference_index_signal_handlers()
        stack.callback(connect_reference_index_signal_handlers)
        for defer in hooks.get_hooks("defer_demonstration_index"):  # of the apps above
            stack.enter_context(defer())
        for model in models:
            post_save.disconnect(post_save_signal_handler, sender=model)
            stack.callback(post_save.connect, post_save_signal_handler, sender=model)
        yield


def build_indexes(progress: Progress) -> None:
    call_command("update_index", verbosity=0)
    for build in hooks.get_hooks("index_demonstration"):
        build(progress)
