from __future__ import annotations

from typing import Any, Self

from django.views.decorators.debug import sensitive_variables

from hub.private_fields.key_ring import UnreadablePrivateData, decrypted, encrypted, is_stale
from hub.text_rules import validate_paragraphs

HIDDEN = "（个人信息，已加密）"
UNREADABLE = "（无法读取）"


class PrivateText:
    """A text of a row, decrypted when somebody asks for it. Printed, copied or pickled it tells nothing.

    What it stands for never changes, so that threads may share it.
    """

    def __init__(self, text: str) -> None:
        self._text: str | None = text
        self._token: str | None = None
        self.is_new = True  # it does not come from the database

    @classmethod
    def stored(cls, token: str) -> Self:
        """What the database holds, of which nothing is read yet."""
        value = cls("")
        value._text, value._token, value.is_new = None, token, False
        return value

    @property
    def text(self) -> str:
        """
        Raises:
            UnreadablePrivateData
        """
        if self._text is None:
            self._text = decrypted(self._token or "")
        return self._text

    @property
    def token(self) -> str:
        """What the database shall hold: under the current key, but for what cannot be read, which stays as it is.

        Raises:
            NoPrivateDataKey
            ValidationError: of a new text with characters that no text may hold.
        """
        if self._token is None or is_stale(self._token):
            self._token = self._encrypted()
        return self._token

    @sensitive_variables()
    def _encrypted(self) -> str:
        try:
            text = self.text
        except UnreadablePrivateData:
            return self._token or ""
        if self.is_new:
            validate_paragraphs(text)
        return encrypted(text)

    @property
    def is_stale(self) -> bool:
        return self._token is not None and is_stale(self._token)

    def is_known_as(self, text: str) -> bool:
        """Whether it was read already, and says this."""
        return self._text is not None and self._text == text

    def __repr__(self) -> str:
        return "<PrivateText>"

    def __str__(self) -> str:
        return HIDDEN

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self).stored, (self.token,))


def text_or_notice(row: Any, name: str) -> str:
    """For lists: one text that cannot be read does not take the others away."""
    try:
        return getattr(row, name) or ""
    except UnreadablePrivateData:
        return UNREADABLE
