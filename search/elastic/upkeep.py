"""What the worker does for the node, round by round and once a day."""

from __future__ import annotations

import logging

from search.breaker import WRITING
from search.elastic import indices
from search.elastic.checking import compare_elasticsearch
from search.elastic.draining import drain_elasticsearch
from search.elastic.node import FAILURES
from search.elastic.rebuilding import rebuild_elasticsearch
from search.indexing import tell_elasticsearch
from search.rebuilding import AlreadyRebuilding

logger = logging.getLogger(__name__)


def drain_node() -> int:
    """Brings the node up to date. While it takes nothing, all waits, and the centre's people are told."""
    if not WRITING.may_try():
        return 0
    try:
        # A new node, or one that has lost its data, is filled first; so is one that an earlier program has filled.
        done = drain_elasticsearch() if _is_filled() else sum(rebuild_elasticsearch())
    except AlreadyRebuilding:
        return 0
    except FAILURES as error:
        WRITING.failed(f"{type(error).__name__}: {error}")
        return 0
    WRITING.worked()
    return done


def compare_node() -> None:
    """Notes what the node has otherwise than the database: it may have been switched off in the settings meanwhile."""
    try:
        if _is_filled():
            tell_elasticsearch(sorted(compare_elasticsearch().keys))
    except FAILURES as error:
        logger.warning("Elasticsearch was not compared (%s)", error)


def _is_filled() -> bool:
    live = indices.versions().live
    return live is not None and indices.is_of_our_shape(live)
