"""The keys that seal the ledger: LEDGER_KEY seals, and LEDGER_FORMER_KEYS are those that sealed before it.

A row names its key by a fingerprint, so that a wrong key is told from a changed row. No key is in the database.
"""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings
from django.core.exceptions import PermissionDenied


class LedgerUnavailable(PermissionDenied):
    """Nothing can be recorded, and so nothing becomes public. The message says why and what to do, in Chinese."""


def fingerprint(key: str) -> str:
    """What a row says of its key: 16 hex digits, from which nobody finds the key."""
    return sealed(key, "ledger key")[:16]


def current_key() -> str:
    """
    Raises:
        LedgerUnavailable: no key is set.
    """
    if not settings.LEDGER_KEY:
        raise LedgerUnavailable("没有设置台账密钥（LEDGER_KEY），不能记录审批，也不能发布。请联系系统管理员。")
    return settings.LEDGER_KEY


def known_keys() -> dict[str, str]:
    """Every key at hand by its fingerprint, the current one first."""
    keys = [settings.LEDGER_KEY, *settings.LEDGER_FORMER_KEYS]
    return {fingerprint(key): key for key in keys if key}


def keys_named(key_id: str) -> list[str]:
    """The key with this fingerprint, if it is at hand; every key for what was sealed before keys were named ("")."""
    keys = known_keys()
    return [keys[key_id]] if key_id in keys else [] if key_id else list(keys.values())


def sealed(key: str, text: str) -> str:
    """HMAC-SHA256 (hex)."""
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()
