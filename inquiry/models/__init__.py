"""Django finds the models here; code imports each from its own module."""

from __future__ import annotations

from .consultation_comment import ConsultationComment
from .consultation_page import ConsultationPage
from .disclosure_request import DisclosureRequest
from .fee_price import FeePrice
from .hot_question import HotQuestion
from .interview import Interview
from .interview_question import InterviewQuestion
from .opinion_group import OpinionGroup
from .page_error import PageError
from .remedy import Remedy
from .survey import Survey
from .survey_answer import SurveyAnswer, SurveyText

__all__ = [
    "ConsultationComment", "ConsultationPage", "DisclosureRequest", "FeePrice", "HotQuestion", "Interview",
    "InterviewQuestion", "OpinionGroup", "PageError", "Remedy", "Survey", "SurveyAnswer", "SurveyText",
]  # fmt: skip
