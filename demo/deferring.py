"""What this process stores meanwhile is not indexed: the last stage of loading does that in one go."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from wagtail.signal_handlers import (
    connect_reference_index_signal_handlers,
    disconnect_reference_index_signal_handlers,
)

from demo.progress import Progress
from demo.searches import index_later, index_public
from hub.indexing import not_indexed


@contextmanager
def deferred_indexes() -> Iterator[None]:
    """It ends without indexing: after Ctrl-C nobody wants to wait."""
    # Not by `disable_reference_index_auto_update`: `create_site` ends that when it ends its own.
    disconnect_reference_index_signal_handlers()
    try:
        with not_indexed(), index_later():
            yield
    finally:
        connect_reference_index_signal_handlers()


def build_indexes(progress: Progress) -> None:
    call_command("update_index", verbosity=0)
    index_public(progress)
