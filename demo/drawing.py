"""The pictures of the demonstration, drawn by a process beside the one that loads."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from typing import Any

from demo.pictures.catalogue import PictureSpec, draw
from demo.pictures.portrait import draw_portrait


class Drawings:
    """Pictures and portraits as JPEG; what was ordered ahead is ready, or nearly, when it is needed."""

    def __init__(self) -> None:
        # Not forked: what Django holds open stays with its own process.
        self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_leave_interrupts)
        self._orders: dict[Any, Future[bytes]] = {}

    def order(self, specs: Iterable[PictureSpec], portraits: Iterable[int]) -> None:
        for spec in specs:
            self._order(draw, spec)
        for seed in portraits:
            self._order(draw_portrait, seed)

    def picture(self, spec: PictureSpec) -> bytes:
        return self._drawn(draw, spec)

    def portrait(self, seed: int) -> bytes:
        return self._drawn(draw_portrait, seed)

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _order(self, make: Callable[[Any], bytes], what: Any) -> Future[bytes]:
        if what not in self._orders:
            self._orders[what] = self._pool.submit(make, what)
        return self._orders[what]

    def _drawn(self, make: Callable[[Any], bytes], what: Any) -> bytes:
        try:
            return self._order(make, what).result()
        except BrokenExecutor:  # the system ended that process, for want of memory perhaps
            return make(what)


def _leave_interrupts() -> None:
    """Ctrl-C reaches every process of the terminal; this one ends with the one that it draws for, however that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)
