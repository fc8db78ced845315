"""What this app connects when it is ready: each module its own signal handlers."""

from __future__ import annotations

from django.apps import AppConfig

from hub.seeds import register_later
from inquiry import kinds, public_models, rights
from inquiry.consultations import figures as consultation_figures
from inquiry.consultations import public_content as consultations
from inquiry.consultations.seeds import TERMS as COMMENT_TERMS
from inquiry.disclosure import letters, offers, remedy_report, report
from inquiry.interviews import measures as interview_measures
from inquiry.interviews.public_content import Interviews
from inquiry.letters import figures, public_content
from inquiry.seeds import PAY_FEE, TERMS
from inquiry.surveys import figures as survey_figures
from inquiry.surveys.public_content import Surveys
from sites.pages import public_content as registry


def register_signal_handlers(config: AppConfig) -> None:
    register_later(*TERMS, PAY_FEE, *COMMENT_TERMS)
    kinds.register_kinds()
    public_models.register_public_models()
    for content in (public_content.Letters(), consultations.Consultations(), Surveys(), Interviews()):
        registry.register(content)
    rights.register()
    public_content.connect()
    consultations.connect()
    consultation_figures.register_measures()
    figures.connect()
    report.register_measures()
    survey_figures.register_measures()
    interview_measures.register_measures()
    report.connect()
    remedy_report.register_measures()
    offers.register()
    letters.register_templates()
    letters.connect()
