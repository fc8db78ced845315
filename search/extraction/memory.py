"""Whether a reader failed because its memory was used up: libraries call that all sorts of names."""

from __future__ import annotations

from typing import IO

from search.extraction.limits import MEGABYTE

_XML_TOO_MUCH = {2, 114}  # of libxml2: no memory, a limit of its own
_NEAR = 0.8


class Memory:
    """Holds the system's account of this process open: it cannot be opened later."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        try:
            self.account: IO[str] | None = open("/proc/self/status", encoding="ascii")  # noqa: SIM115 - for good
        except OSError:  # not Linux
            self.account = None

    def ran_out(self, problem: BaseException) -> bool:
        at: BaseException | None = problem
        while at is not None:
            if isinstance(at, MemoryError) or getattr(at, "code", None) in _XML_TOO_MUCH:
                return True
            at = at.__cause__ or at.__context__
        return self._peak() > self.limit * _NEAR

    def _peak(self) -> int:
        """Bytes of addresses that this process had at most."""
        if self.account is None:
            return 0
        self.account.seek(0)
        found = [line.split()[1] for line in self.account if line.startswith("VmPeak:")]
        return int(found[0]) * (MEGABYTE // 1024) if found else 0
