"""Django finds the models here; code imports each from its own module."""

from __future__ import annotations

from .page_error import PageError

__all__ = ["PageError"]
