"""Django finds the models here; code imports each from its own module."""

from __future__ import annotations

from .removed_page import RemovedPage
from .site_notice import SiteNotice

__all__ = ["RemovedPage", "SiteNotice"]
