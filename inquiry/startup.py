"""What this app connects when it is ready: each module its own signal handlers."""

from __future__ import annotations

from django.apps import AppConfig

from hub.seeds import register_later
from inquiry import kinds
from inquiry.consultations import figures as consultation_figures
from inquiry.consultations import public_content as consultations
from inquiry.consultations.seeds import TERMS as COMMENT_TERMS
from inquiry.disclosure import report
from inquiry.letters import figures, public_content
from inquiry.seeds import TERMS
from sites.pages import public_content as registry


def register_signal_handlers(config: AppConfig) -> None:
    register_later(*TERMS, *COMMENT_TERMS)
    kinds.register_kinds()
    registry.register(public_content.Letters())
    public_content.connect()
    registry.register(consultations.Consultations())
    consultations.connect()
    consultation_figures.register_measures()
    figures.connect()
    report.register_measures()
    report.connect()
