"""Whether the node has what the database has."""

from __future__ import annotations

from search.checking import Difference, waiting
from search.elastic import indices
from search.elastic.backend import stored_versions
from search.elastic.node import client
from search.elastic.writing import write
from search.enums import Target
from search.models import IndexedDocument
from search.versions import newest_version


def compare_elasticsearch() -> Difference[int]:
    """Documents and what the node has, by version. Errors of the connection come as they are."""
    found: Difference[int] = Difference("Elasticsearch")
    client().indices.refresh(index=indices.alias())
    there = dict(stored_versions())
    wanted = dict(IndexedDocument.objects.values_list("pk", "version"))
    on_its_way = {key.object for key in waiting(Target.ELASTICSEARCH)}
    found.missing = wanted.keys() - there.keys() - on_its_way
    found.surplus = there.keys() - wanted.keys() - on_its_way
    found.outdated = {key for key in wanted.keys() & there.keys() if wanted[key] != there[key]} - on_its_way
    return found


def mend_elasticsearch(found: Difference[int]) -> dict[int, str]:
    """Writes them anew under a version above any that the node may have; returns what it refuses, and why."""
    IndexedDocument.objects.filter(pk__in=found.keys).update(version=newest_version())
    return write(found.keys)
