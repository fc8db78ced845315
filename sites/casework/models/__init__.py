"""Django finds the models here; code imports each from its own module."""

from __future__ import annotations

from .answer_template import AnswerTemplate
from .applicant import Applicant
from .applicant_look import ApplicantLook
from .assignment import Assignment
from .case import Case
from .case_event import CaseEvent
from .case_file import CaseFile
from .case_serial import CaseSerial
from .clock_fact import ClockFact
from .clock_notice import ClockNotice
from .extension_request import ExtensionRequest
from .fee_notice import FeeNotice
from .issued_letter import IssuedLetter
from .letter_serial import LetterSerial
from .privacy_notice import PrivacyNotice
from .reply import Reply
from .requested_opinion import RequestedOpinion

__all__ = [
    "AnswerTemplate",
    "Applicant",
    "ApplicantLook",
    "Assignment",
    "Case",
    "CaseEvent",
    "CaseFile",
    "CaseSerial",
    "ClockFact",
    "ClockNotice",
    "ExtensionRequest",
    "FeeNotice",
    "IssuedLetter",
    "LetterSerial",
    "PrivacyNotice",
    "Reply",
    "RequestedOpinion",
]  # fmt: skip
