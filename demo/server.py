"""Gunicorn within this process: Django is loaded already, and its one worker is forked from it."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.core.wsgi import get_wsgi_application
from django.db import connections
from gunicorn.app.base import BaseApplication

from demo.port import HOST


class DemoServer(BaseApplication):
    """One worker with threads, as SQLite has one writer. SIGHUP gives it a fresh one, which remembers nothing."""

    def __init__(self, port: int) -> None:
        self.port = port
        super().__init__()

    def load_config(self) -> None:
        chosen = {
            "bind": f"{HOST}:{self.port}",
            "workers": 1,
            "threads": 8,
            "preload_app": True,
            "graceful_timeout": 3,  # seconds that Ctrl-C may take
            "loglevel": "warning",
            "post_fork": lambda _arbiter, _worker: cache.clear(),
        }
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return get_wsgi_application()


def serve(port: int) -> None:
    """Answers until it is stopped."""
    connections.close_all()  # what is open must not be shared with the worker
    DemoServer(port).run()
