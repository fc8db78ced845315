"""What this app connects when it is ready: each module its own signal handlers."""

from __future__ import annotations

from django.apps import AppConfig

from hub.seeds import register_later
from inquiry import kinds, rights
from inquiry.disclosure import report
from inquiry.interviews import measures as interview_measures
from inquiry.interviews.public_content import Interviews
from inquiry.letters import figures, public_content
from inquiry.seeds import TERMS
from inquiry.surveys import figures as survey_figures
from inquiry.surveys.public_content import Surveys
from sites.pages import public_content as registry


def register_signal_handlers(config: AppConfig) -> None:
    register_later(*TERMS)
    kinds.register_kinds()
    registry.register(public_content.Letters())
    for content in (Surveys(), Interviews()):
        registry.register(content)
    rights.register()
    public_content.connect()
    figures.connect()
    report.register_measures()
    survey_figures.register_measures()
    interview_measures.register_measures()
    report.connect()
