"""Servers of Redis that tests start and kill, and the cache as production has it."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import redis
from django.core.cache import cache

from hub import shared_cache
from tests.services import free_port

OPTIONS = {"socket_connect_timeout": 0.5, "socket_timeout": 1}


class Server:
    """A Redis of the test's own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.folder)]
        # What it held is there again when it comes back.
        command += ["--appendonly", "yes", "--appendfsync", "always", "--save", ""]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        with redis.Redis.from_url(self.url) as client:
            for _ in range(200):
                try:
                    client.ping()
                    return
                except redis.ConnectionError:
                    time.sleep(0.05)
        raise RuntimeError("Redis does not answer")

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait(20)
            self.process = None


@pytest.fixture
def use(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Any]:
    """`use(url)`: the cache is that server's, as in production, with no outage known."""

    def begin(url: str) -> None:
        monkeypatch.setattr(shared_cache, "_outages", {})
        settings.CACHES = {
            "default": {
                "BACKEND": "hub.shared_cache.SharedCache",
                "KEY_FUNCTION": "hub.cache_identity.make_key",
                "LOCATION": url,
                "OPTIONS": OPTIONS,
            }
        }
        cache.clear()

    return begin


@pytest.fixture
def server(tmp_path: Path, use: Callable[[str], Any]) -> Iterator[Server]:
    found = Server(tmp_path)
    found.start()
    use(found.url)
    yield found
    cache.close()
    found.kill()
