"""Django finds the models here; code imports each from its own module."""

from __future__ import annotations

from .consultation_comment import ConsultationComment
from .consultation_page import ConsultationPage
from .disclosure_request import DisclosureRequest
from .opinion_group import OpinionGroup
from .page_error import PageError

__all__ = ["ConsultationComment", "ConsultationPage", "DisclosureRequest", "OpinionGroup", "PageError"]
