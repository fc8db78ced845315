"""A node that is killed or full: nothing lost, nothing doubled, and the site answers meanwhile."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command

from hub.models import AuditEvent, User
from hub.outbox import drain_outbox
from search.elastic import rebuilding
from search.elastic.rebuilding import rebuild_elasticsearch
from search.elastic.upkeep import drain_node
from search.enums import Target
from search.indexing import drain_database
from search.models import IndexedDocument, IndexTask
from sites.organisation.enums import Office
from tests.factories import published
from tests.services import free_port
from tests.staffed import Staffed
from tests.visits import get, text

pytestmark = [pytest.mark.elasticsearch_faults, pytest.mark.django_db]


class OwnNode:
    """A node on a port and in a folder of its own."""

    def __init__(self, home: Path) -> None:
        self.port, self.home = free_port(), home

    def start(self) -> None:
        subprocess.run(
            [os.environ["ELASTICSEARCH_START"], "--background", str(self.port), str(self.home)],
            check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def kill(self) -> None:
        """At once, and without a word."""
        pid = int((self.home / "pid").read_text())
        os.kill(pid, signal.SIGKILL)
        while _is_there(pid):
            time.sleep(0.05)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def _is_there(pid: int) -> bool:
    """A process that has ended and that nobody has asked for counts as gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnNode]:
    own = OwnNode(tmp_path_factory.mktemp("node"))
    own.start()
    yield own
    own.kill()


@pytest.fixture
def own_node(machine: OwnNode, settings: Any) -> OwnNode:
    settings.ELASTICSEARCH_URL = machine.url
    settings.ELASTICSEARCH_INDEX = f"faults-{uuid4().hex}"
    return machine


@pytest.fixture
def up_to_date() -> Callable[[], None]:
    """Everything that waits is done, as far as the node lets it."""

    def bring() -> None:
        drain_database()
        drain_node()

    return bring


def numbers_found(query: str) -> int:
    """How many results the page of the portal names."""
    found = get(f"/search/?q={query}&scope=group", "portal.localhost")
    shown = found.select_one(".search-count strong")
    return int(text(shown)) if shown else 0


def try_again() -> None:
    """As if the pause of the breakers were over."""
    for name in ("answering", "writing"):
        cache.delete(f"search:{name}:pause")


def stored() -> dict[int, int]:
    from search.elastic import indices
    from search.elastic.backend import stored_versions
    from search.elastic.node import client

    client().indices.refresh(index=indices.alias())
    return dict(stored_versions())


def assert_clean() -> None:
    said = StringIO()
    try:
        call_command("search_check", stdout=said)
    except CommandError:
        failed = list(IndexTask.objects.exclude(last_error="").values_list("object_id", "attempts", "last_error")[:5])
        pytest.fail(f"{said.getvalue()}\n{failed}")
    assert stored() == dict(IndexedDocument.objects.values_list("pk", "version"))
    assert not IndexTask.objects.exists()


def events() -> list[str]:
    return list(AuditEvent.objects.filter(subject="全文检索").order_by("pk").values_list("action", flat=True))


def test_killed_in_the_middle_of_a_rebuild(
    own_node: OwnNode, bureau: Staffed, up_to_date: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    from search.elastic import indices

    for number in range(12):
        published(bureau.column, title=f"水库第{number}号通知")
    up_to_date()
    live = indices.versions().live
    monkeypatch.setattr(rebuilding, "ROWS", 5)
    rebuild = rebuild_elasticsearch()
    next(rebuild)
    published(bureau.column, title="水库补充通知")
    own_node.kill()
    with pytest.raises(Exception, match="Connection"):
        list(rebuild)
    up_to_date()
    assert numbers_found("水库") == 13
    own_node.start()
    try_again()
    assert indices.versions().live == live
    assert len(indices.versions().others) == 1
    assert numbers_found("水库") >= 12
    up_to_date()
    list(rebuild_elasticsearch())
    assert indices.versions().others == ()
    assert indices.versions().live != live
    assert_clean()
    assert numbers_found("水库") == 13


def test_killed_in_the_middle_of_publishing(
    own_node: OwnNode,
    bureau: Staffed,
    centre: dict[Office, User],
    up_to_date: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The last it does is to store what it can no longer acknowledge."""
    from search.elastic import draining

    really_write, batches = draining.write, iter(range(1000))

    def write_and_die(keys: set[int]) -> dict[int, str]:
        found = really_write(keys)
        if next(batches) == 3:
            own_node.kill()
            return really_write(keys)
        return found

    up_to_date()
    monkeypatch.setattr(draining, "write", write_and_die)
    for number in range(200):
        published(bureau.column, title=f"防汛第{number}号通知")
        if number % 20 == 19:
            up_to_date()
    assert numbers_found("防汛") == 200  # of the database
    assert IndexTask.objects.filter(target=Target.ELASTICSEARCH).count() >= 100
    assert events() == ["Elasticsearch 索引写入不可用", "Elasticsearch不可用"]
    own_node.start()
    try_again()
    up_to_date()
    assert_clean()
    assert numbers_found("防汛") == 200  # of the node
    assert events()[2:] == ["Elasticsearch 索引写入恢复", "Elasticsearch恢复"]


def test_a_full_disk(
    own_node: OwnNode, bureau: Staffed, centre: dict[Office, User], up_to_date: Callable[[], None]
) -> None:
    """The node then makes its indexes read-only: what is published waits, what is taken down is gone at once."""
    from search.elastic import indices
    from search.elastic.node import client

    old = [published(bureau.column, title=f"水利第{number}号通知") for number in range(3)]
    up_to_date()
    client().indices.put_settings(index=indices.alias(), settings={"index.blocks.read_only_allow_delete": True})
    published(bureau.column, title="水利补充通知")
    old[0].unpublish()
    for _ in range(3):
        up_to_date()
        try_again()
    assert numbers_found("水利") == 2
    assert events() == ["Elasticsearch 索引写入不可用"]
    drain_outbox()
    told = [message for message in mail.outbox if "索引写入不可用" in message.subject]
    assert sorted(address for message in told for address in message.to) == sorted(
        person.email for person in centre.values()
    )
    client().indices.put_settings(index=indices.alias(), settings={"index.blocks.read_only_allow_delete": None})
    try_again()
    up_to_date()
    assert_clean()
    assert numbers_found("水利") == 3
    assert events()[1:] == ["Elasticsearch 索引写入恢复"]
