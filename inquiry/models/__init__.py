"""Django finds the models here; code imports each from its own module."""

from __future__ import annotations

from .disclosure_request import DisclosureRequest
from .hot_question import HotQuestion
from .page_error import PageError

__all__ = ["DisclosureRequest", "HotQuestion", "PageError"]
