"""The end of the ledger, written down outside of the database: a whole older ledger in its place would show.

Each line of LEDGER_ANCHOR_FILE is one JSON object: `at` (ISO), `serial`, `hash` of the row, `seal` of the line under
the key of `key_id`. The same goes to the security officers by mail.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from sites.approval.key_ring import current_key, fingerprint, known_keys, sealed
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.models.ledger_head import LedgerHead


@dataclass(frozen=True)
class Anchor:
    at: str
    serial: int
    hash: str
    key_id: str
    seal: str = ""

    def seal_under(self, key: str) -> str:
        return sealed(key, f"anchor:{self.at}:{self.serial}:{self.hash}:{self.key_id}")


def write_anchor() -> Anchor | None:
    """Appends the end of the ledger as it is now; None while there is no ledger.

    Raises:
        OSError: the file cannot be written.
        LedgerUnavailable: there is no key.
    """
    head = LedgerHead.objects.filter(pk=1).first()
    if head is None or not head.serial:
        return None
    key = current_key()
    anchor = Anchor(timezone.now().isoformat(timespec="seconds"), head.serial, head.hash, fingerprint(key))
    anchor = replace(anchor, seal=anchor.seal_under(key))
    path = Path(settings.LEDGER_ANCHOR_FILE)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(anchor)) + "\n")
    return anchor


def last_anchor() -> Anchor | None:
    """The last line as it stands; None without any, or if it cannot be read."""
    lines = _lines()
    return _read(lines[-1]) if lines else None


def broken_anchors() -> Iterator[str]:
    """Where the ledger is not what was written down of it, in Chinese."""
    anchors: list[Anchor] = []
    keys = known_keys()
    for number, line in enumerate(_lines(), start=1):
        anchor = _read(line)
        if anchor is None:
            yield f"台账存证文件第 {number} 行被改动"
        elif anchor.key_id not in keys:
            yield f"封存台账存证文件第 {number} 行的密钥不在本机，无法核对"
        elif not hmac.compare_digest(anchor.seal, anchor.seal_under(keys[anchor.key_id])):
            yield f"台账存证文件第 {number} 行被改动"
        else:
            anchors.append(anchor)
    serials = [anchor.serial for anchor in anchors]
    hashes = dict(LedgerEntry.objects.filter(serial__in=serials).values_list("serial", "hash"))
    for anchor in anchors:
        stored = hashes.get(anchor.serial)
        if stored is None:
            yield f"{anchor.at} 存证的第 {anchor.serial} 号记录不在台账里：台账被换成了更早的"
        elif stored != anchor.hash:
            yield f"{anchor.at} 存证的第 {anchor.serial} 号记录与台账不同：台账被换过"


def _lines() -> list[str]:
    try:
        return Path(settings.LEDGER_ANCHOR_FILE).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []


def _read(line: str) -> Anchor | None:
    try:
        return Anchor(**json.loads(line))
    except (ValueError, TypeError):
        return None
