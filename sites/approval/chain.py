"""Proof that nobody changed the ledger: every row and the end of the chain are sealed as they were written."""

from __future__ import annotations

import hmac
from collections.abc import Iterator

from sites.approval.key_ring import known_keys
from sites.approval.models.ledger_entry import LedgerEntry
from sites.approval.models.ledger_head import LedgerHead
from sites.approval.seals import SEALED_FIELDS, seal_of, seal_of_end

KEY_UNKNOWN = "封存台账的密钥不在本机（LEDGER_KEY、LEDGER_FORMER_KEYS），无法核对"


def broken_links() -> Iterator[str]:
    """What is wrong with the chain, in Chinese, row by row; nothing if it is whole."""
    keys = known_keys()
    first_key = _key_of_first_rows(keys)
    previous, expected = "", 1
    unknown: dict[str, list[int]] = {}
    for entry in LedgerEntry.objects.order_by("serial").iterator(chunk_size=2000):
        key = keys.get(entry.key_id) if entry.key_id else first_key
        if entry.serial != expected:
            missing = f"{expected}" if entry.serial == expected + 1 else f"{expected}–{entry.serial - 1}"
            yield f"第 {missing} 号记录被删除"
        elif entry.seal_version not in SEALED_FIELDS:
            yield f"第 {entry.serial} 号记录被改动（没有第 {entry.seal_version} 版封存格式）"
        elif key is None:
            unknown.setdefault(entry.key_id, []).append(entry.serial)
        elif not hmac.compare_digest(entry.hash, seal_of(entry, previous, key)):
            yield f"第 {entry.serial} 号记录被改动（{entry.get_action_display()}《{entry.title}》）"
        previous, expected = entry.hash, entry.serial + 1
    for serials in unknown.values():
        yield f"{KEY_UNKNOWN}第 {serials[0]}–{serials[-1]} 号中的 {len(serials)} 条记录"
    yield from _broken_end(previous, expected, first_key, keys)


def _key_of_first_rows(keys: dict[str, str]) -> str | None:
    """The key of rows that name none: the one that fits the first of them, else that fits the end of their time.

    None where no key fits either, for then it is the key that is wrong, not every row.
    """
    first = LedgerEntry.objects.filter(key_id="").order_by("serial").first()
    if first is None:
        return None
    previous = LedgerEntry.objects.filter(serial=first.serial - 1).values_list("hash", flat=True).first() or ""
    second = LedgerEntry.objects.filter(serial=first.serial + 1, key_id="").first()
    head = LedgerHead.objects.filter(pk=1).first()
    for key in keys.values():
        fits_first = first.hash == seal_of(first, previous, key)
        fits_second = second is not None and second.hash == seal_of(second, first.hash, key)
        fits_end = head is not None and not head.key_id and head.seal == seal_of_end(head, key)
        if fits_first or fits_second or fits_end:
            return key
    return None


def _broken_end(previous: str, expected: int, first_key: str | None, keys: dict[str, str]) -> Iterator[str]:
    head = LedgerHead.objects.filter(pk=1).first() or LedgerHead()
    key = keys.get(head.key_id) if head.key_id else first_key
    if head.serial and key is None:
        yield f"{KEY_UNKNOWN}台账末尾标记"
    elif head.serial and key and not hmac.compare_digest(head.seal, seal_of_end(head, key)):
        yield "台账末尾标记被改动"
    if head.serial > expected - 1:
        yield f"第 {expected}–{head.serial} 号记录被删除"
    elif head.serial < expected - 1 or head.hash != previous:
        yield "台账末尾与末尾标记不一致"
