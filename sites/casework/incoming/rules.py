"""Which words of a mail are new, and which case it names. Pure."""

from __future__ import annotations

import re

from sites.casework.numbers import as_typed, is_number

_QUOTE = re.compile(
    r"^[ \t>]*(?:-{2,}[ \t]*(?:原始邮件|原邮件|转发|回复的原邮件|Original|Forwarded)"
    r"|On\b.{1,200}\bwrote[:：]|[^\n]{0,120}写道[:：][ \t]*$"
    r"|(?:发件人|From)[ \t]*[:：][^\n]*\n"
    r"[ \t>]*(?:发送时间|发送日期|日期|时间|收件人|主题|Sent|Date|To|Subject)[ \t]*[:：])",
    re.MULTILINE | re.IGNORECASE,
)
_DIGITS = re.compile(r"(?<!\d)\d{11}(?!\d)")


def without_quote(text: str) -> str:
    """Without the mail that is answered, however a mail program quotes it."""
    found = _QUOTE.search(text)
    kept = text[: found.start()] if found else text
    return "\n".join(line for line in kept.splitlines() if not line.lstrip().startswith(">")).strip()


def numbers_in(subject: str) -> list[str]:
    """Numbers of cases, with a right check digit, in order."""
    return [number for number in map(as_typed, _DIGITS.findall(subject)) if is_number(number)]


def masked(address: str) -> str:
    """j***@mail.example: enough to tell one from another."""
    name, at, domain = address.rpartition("@")
    return f"{name[:1]}***{at}{domain}" if at else "（没有地址）"
