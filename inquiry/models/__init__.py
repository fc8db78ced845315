"""Django finds the models here; code imports each from its own module."""

from __future__ import annotations

from .disclosure_request import DisclosureRequest
from .fee_price import FeePrice
from .page_error import PageError
from .remedy import Remedy

__all__ = ["DisclosureRequest", "FeePrice", "PageError", "Remedy"]
