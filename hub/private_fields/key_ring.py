"""The keys of personal data: PRIVATE_DATA_KEY encrypts, and what PRIVATE_DATA_FORMER_KEYS encrypted is still read.

No key is in the database. A token names its key ("k1a2b3c4d:gAAAA…"), so that a missing key is told from a damaged
text.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass
from functools import cache

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.views.decorators.debug import sensitive_variables

SHORTEST_KEY = 32  # characters
KEY_LENGTH = 9  # of its id
DAMAGED = "这项个人信息已损坏，不能读取。请联系系统管理员。"


class PrivateDataError(Exception):
    """Personal data cannot be read or written. The message says why, in Chinese, and holds none of it."""


class UnreadablePrivateData(PrivateDataError):
    """The key is not at hand, or the text was damaged."""


class NoPrivateDataKey(PrivateDataError):
    """No key is set, so nothing can be encrypted."""


@dataclass(frozen=True, repr=False)
class Key:
    id: str  # "k" and 8 hex digits, from which nobody finds the key
    fernet: Fernet
    index_key: bytes

    @sensitive_variables()
    def encrypt(self, text: str) -> str:
        return f"{self.id}:{self.fernet.encrypt(text.encode()).decode()}"

    @sensitive_variables()
    def index(self, normalised: str) -> str:
        """32 hex digits behind the key's id; equal for equal texts."""
        return f"{self.id}:{hmac.new(self.index_key, normalised.encode(), hashlib.sha256).hexdigest()[:32]}"


@cache
@sensitive_variables()
def _key(secret: str) -> Key:
    def derived(purpose: str) -> bytes:
        return hmac.new(secret.encode(), f"private data {purpose}".encode(), hashlib.sha256).digest()

    return Key(
        id=f"k{derived('id').hex()[:8]}",
        fernet=Fernet(base64.urlsafe_b64encode(derived("text"))),
        index_key=derived("index"),
    )


def has_key() -> bool:
    return bool(settings.PRIVATE_DATA_KEY)


def current_key() -> Key:
    """
    Raises:
        NoPrivateDataKey
    """
    if not has_key():
        raise NoPrivateDataKey("没有设置个人信息密钥（PRIVATE_DATA_KEY），不能保存个人信息。请联系系统管理员。")
    return _key(settings.PRIVATE_DATA_KEY)


def known_keys() -> list[Key]:
    """Every key at hand, the current one first."""
    return [_key(secret) for secret in (settings.PRIVATE_DATA_KEY, *settings.PRIVATE_DATA_FORMER_KEYS) if secret]


def encrypted(text: str) -> str:
    """A token under the current key. An empty text holds nothing to hide, and stays empty.

    Raises:
        NoPrivateDataKey
    """
    return current_key().encrypt(text) if text else ""


@sensitive_variables()
def decrypted(token: str) -> str:
    """
    Raises:
        UnreadablePrivateData
    """
    try:
        return opened(token.encode()).decode() if token else ""
    except ValueError:
        raise UnreadablePrivateData(DAMAGED) from None


def sealed(content: bytes) -> bytes:
    """A file's content, as a text is encrypted: its key stands before it.

    Raises:
        NoPrivateDataKey
    """
    key = current_key()
    return key.id.encode() + b":" + key.fernet.encrypt(content)


@sensitive_variables()
def opened(data: bytes) -> bytes:
    """What `sealed`, or the token of a text, holds.

    Raises:
        UnreadablePrivateData
    """
    key_id = key_of(data)
    if not key_id:
        raise UnreadablePrivateData(DAMAGED)
    for key in known_keys():
        if key.id == key_id:
            try:
                return key.fernet.decrypt(data[KEY_LENGTH + 1 :])
            except (InvalidToken, ValueError):
                # Neither the token nor half a text stands in the traceback.
                raise UnreadablePrivateData(DAMAGED) from None
    raise UnreadablePrivateData(
        f"加密这项个人信息的密钥（{key_id}）不在本机（PRIVATE_DATA_KEY、PRIVATE_DATA_FORMER_KEYS），"
        "不能读取。请联系系统管理员。"
    )


def key_of(data: bytes) -> str:
    """The id of the key that stands before sealed data; "" where none does."""
    key_id, colon, _secret = data[: KEY_LENGTH + 1].partition(b":")
    text = key_id.decode("ascii", "replace")
    return text if colon and _names_a_key(text) else ""


def is_stale(stored: str) -> bool:
    """Whether a token or an index is under another key than the current one."""
    return bool(stored) and has_key() and not stored.startswith(f"{current_key().id}:")


def _names_a_key(text: str) -> bool:
    return len(text) == KEY_LENGTH and text[0] == "k" and set(text[1:]) <= set("0123456789abcdef")
