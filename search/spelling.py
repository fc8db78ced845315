"""Mistakes of typing. Pure."""

from __future__ import annotations


def almost_same(typed: str, text: str) -> bool:
    """Whether they are the same but for one character, that is wrong, missing or too many."""
    if abs(len(typed) - len(text)) > 1:
        return False
    pairs = zip(typed, text, strict=False)
    at = next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(typed), len(text)))
    return typed[at + 1 :] == text[at + 1 :] or typed[at:] == text[at + 1 :] or typed[at + 1 :] == text[at:]


def one_mistake_apart(typed: str, text: str) -> bool:
    """Whether `text` holds `typed` but for one such character."""
    half = len(typed) // 2
    if half < 1:
        return False
    # One mistake leaves one half whole.
    return _continued(typed, text, half) or _continued(typed[::-1], text[::-1], half)


def _continued(typed: str, text: str, half: int) -> bool:
    """The same where the first half is without a mistake."""
    start = text.find(typed[:half])
    while start >= 0:
        at = half
        while at < len(typed) and text.startswith(typed[at], start + at):
            at += 1
        there = start + at
        rest, after = typed[at:], typed[at + 1 :]
        if text.startswith(after, there + 1) or text.startswith(rest, there + 1) or text.startswith(after, there):
            return True
        start = text.find(typed[:half], start + 1)
    return False
