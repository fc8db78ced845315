"""What an editor does with a translation: start, write, take the source's changes, send for approval, take back."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from wagtail.models import WorkflowState
from wagtail_localize.models import Translation

from hub.variants.enums import Variant
from sites.approval.actions import SubmissionRefused, submission_problems
from sites.pages.models.group_page import GroupPage
from sites.pages.translation.drafts import is_current, missing_segments, save_draft, translation_record
from sites.pages.translation.locales import NAMES, TRANSLATED, variant_of
from sites.pages.translation.publication import translations_of


@dataclass(frozen=True)
class State:
    """Where a translation stands, for those who work at it."""

    variant: Variant
    page: GroupPage | None = None
    record: Translation | None = None
    is_current: bool = True
    missing: int = 0
    workflow: WorkflowState | None = None

    @property
    def name(self) -> str:
        return NAMES[self.variant]

    @property
    def is_under_approval(self) -> bool:
        return self.workflow is not None and self.workflow.status == WorkflowState.STATUS_IN_PROGRESS

    @property
    def label(self) -> str:
        if self.page is None:
            return "尚未翻译"
        if self.workflow is not None:
            return "审批中" if self.is_under_approval else "已退回"
        if self.page.live and not self.page.has_unpublished_changes:
            return "已公开"
        last = WorkflowState.objects.for_instance(self.page).order_by("-pk").first()
        if last is not None and last.status == WorkflowState.STATUS_APPROVED and not self.page.live:
            return "已审批，随原文公开"
        return "有未送审的修改" if self.page.live else "草稿"


def state_of(page: GroupPage) -> State:
    record = translation_record(page)
    workflow = WorkflowState.objects.active().for_instance(page).first()
    if record is None:
        return State(variant_of(page), page, None, workflow=workflow)
    return State(variant_of(page), page, record, is_current(record), missing_segments(record), workflow)


def states_of(source: GroupPage) -> list[State]:
    """One for each language that pages are translated into."""
    found = {variant_of(page): page for page in translations_of(source)}
    return [state_of(found[variant]) if variant in found else State(variant) for variant in TRANSLATED]


def sending_problems(state: State, user: AbstractBaseUser) -> list[str]:
    """Why a translation cannot be sent for approval now; empty if it can."""
    if state.page is None:
        return ["还没有译文。"]
    problems = []
    if state.is_under_approval:
        problems.append("译文正在审批。")
    if not state.is_current:
        problems.append("原文已有改动，请先点“按原文更新”。")
    if state.missing:
        problems.append(f"还有 {state.missing} 段没有译文或者有错误。")
    return problems or submission_problems(state.page, user)


@transaction.atomic
def send(state: State, user: AbstractBaseUser) -> None:
    """Sends the translation as it is written through the same offices as its source.

    Raises:
        SubmissionRefused: something is missing, or an office that must approve is vacant.
    """
    problems = sending_problems(state, user)
    if problems or state.page is None:
        raise SubmissionRefused("".join(problems))
    if state.workflow is not None:  # returned: it starts again at the first step
        state.workflow.cancel(user=user)
    save_draft(state.record, user)
    page = type(state.page).objects.get(pk=state.page.pk)
    page.get_workflow().start(page, user)


@transaction.atomic
def take_back(state: State, user: AbstractBaseUser) -> None:
    if state.workflow is not None and state.is_under_approval:
        state.workflow.cancel(user=user)
