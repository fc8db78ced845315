"""Django finds the models here; code imports each from its own module."""

from __future__ import annotations

from .disclosure_request import DisclosureRequest
from .interview import Interview
from .interview_question import InterviewQuestion
from .page_error import PageError
from .survey import Survey
from .survey_answer import SurveyAnswer, SurveyText

__all__ = [
    "DisclosureRequest", "Interview", "InterviewQuestion", "PageError", "Survey", "SurveyAnswer", "SurveyText",
]  # fmt: skip
