from __future__ import annotations

import zipfile

from search.extraction.limits import MEGABYTE, Limits
from search.extraction.problems import BOMB, ENCRYPTED, Unreadable

_ENCRYPTED_FLAG = 0x1
_SMALL = 10 * MEGABYTE  # below this no ratio does harm


def check_archive(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Looks at the table of contents before anything is unpacked. `zipfile` unpacks no more of a part than it says.

    Raises:
        Unreadable: too large when unpacked, or encrypted.
    """
    parts = archive.infolist()
    if any(part.flag_bits & _ENCRYPTED_FLAG for part in parts):
        raise Unreadable(ENCRYPTED)
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    if len(parts) > limits.parts or unpacked > limits.unpacked:
        raise Unreadable(BOMB)
    if unpacked > _SMALL and unpacked > packed * limits.ratio:
        raise Unreadable(BOMB)
