"""Redis may be away: the cache goes on in each process, and once Redis is back nothing old is left in it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
import redis
from django.core.cache import cache

from hub import shared_cache
from hub.versioned_cache import VersionedCache
from tests.hub.redis_servers import Server, server, use
from tests.services import free_port

__all__ = ["server", "use"]


def test_all_of_it_works_without_the_server(use: Callable[[str], Any]) -> None:
    use(f"redis://127.0.0.1:{free_port()}/0")
    assert cache.get("a", "nothing") == "nothing"
    cache.set("a", 1, 60)
    assert cache.get("a") == 1
    assert "a" in cache
    assert cache.touch("a", 60)
    assert (cache.incr("a"), cache.decr("a")) == (2, 1)
    with pytest.raises(ValueError, match="not found"):
        cache.incr("b")
    assert (cache.add("b", 2), cache.add("b", 3)) == (True, False)
    assert cache.get_many(["a", "b", "c"]) == {"a": 1, "b": 2}
    assert cache.get_or_set("c", lambda: 3) == 3
    assert cache.set_many({"d": 4, "e": 5}) == []
    cache.delete_many(["d"])
    assert (cache.delete("e"), cache.delete("e")) == (True, False)
    cache.clear()
    assert cache.get_many(["a", "b", "c", "d", "e"]) == {}


@pytest.mark.redis
def test_what_is_written_is_on_the_server(server: Server) -> None:
    cache.set("a", "甲", 60)
    with redis.Redis.from_url(server.url) as client:
        assert len(client.keys("*")) == 1
        client.flushall()
    assert cache.get("a") is None


@pytest.mark.redis
@pytest.mark.django_db
def test_it_goes_and_comes_back(server: Server, caplog: pytest.LogCaptureFixture, monkeypatch: Any) -> None:
    editions = iter("甲乙丙丁")
    versions = VersionedCache("shared-cache-test", lambda: next(editions), recheck_interval=0)
    assert versions.current() == versions.current() == "甲"
    server.kill()
    began = time.monotonic()
    # Which edition is the latest cannot be known, so it is read anew, once.
    assert versions.current() == versions.current() == "乙"
    versions.invalidate()
    assert versions.current() == "丙"
    assert time.monotonic() - began < 2  # nobody waits
    cache.set("without", "remembered by one", 60)
    server.start()
    assert versions.current() == "丙"  # nobody has tried yet
    monkeypatch.setattr(shared_cache, "PAUSE", 0)
    cache._outage._next_try = 0
    # What the server still held says that 甲 is the latest.
    assert versions.current() == versions.current() == "丁"
    assert cache.get("without") is None
    said = [record.levelname for record in caplog.records if record.name == "hub.shared_cache"]
    assert said == ["ERROR", "WARNING"]


@pytest.mark.redis
def test_a_server_that_takes_nothing_is_away(server: Server) -> None:
    with redis.Redis.from_url(server.url) as client:
        client.config_set("maxmemory", "1")
    cache.set("a", 1, 60)
    assert cache.get("a") == 1
    with redis.Redis.from_url(server.url) as client:
        assert client.keys("*") == []
