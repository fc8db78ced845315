"""What one process may cost: the system ends it where this is passed."""

from __future__ import annotations

import resource

MEGABYTE = 1024 * 1024
OPEN_FILES = 64
GRACE = 5  # seconds of processor after the warning


def impose(*, memory: int, cpu: int, answer: int) -> None:
    """Holds the running process for good to bytes of addresses, seconds of processor and bytes of its answer.

    SIGXCPU comes at `cpu`, the end `GRACE` seconds later.
    """
    wanted = {
        resource.RLIMIT_AS: (memory, memory),
        resource.RLIMIT_CPU: (cpu, cpu + GRACE),
        resource.RLIMIT_FSIZE: (answer, answer),
        resource.RLIMIT_NOFILE: (OPEN_FILES, OPEN_FILES),
        resource.RLIMIT_NPROC: (0, 0),
        resource.RLIMIT_CORE: (0, 0),
    }
    for kind, (soft, hard) in wanted.items():
        most = resource.getrlimit(kind)[1]
        if most != resource.RLIM_INFINITY:
            soft, hard = min(soft, most), min(hard, most)
        resource.setrlimit(kind, (soft, hard))
