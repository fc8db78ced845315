"""The workflows of the group. Steps ask for offices, so all sites share them (design 2)."""

from __future__ import annotations

from collections.abc import Sequence

from wagtail.models import Workflow, WorkflowTask

from sites.approval.corrections.history import road_is_open, why_not_small
from sites.approval.enums import ApprovalStep
from sites.approval.models.content import ApprovableContent
from sites.approval.models.office_task import OfficeTask

UNIT_SITE = "单位网站审批"
PORTAL = "门户网站审批"
EMERGENCY = "突发事件快速审批"
CORRECTION = "简易更正审批"

# The principal leader's step skips itself unless the information is major.
_STEPS: dict[str, Sequence[ApprovalStep]] = {
    UNIT_SITE: (ApprovalStep.SECRECY, ApprovalStep.SUPERVISING, ApprovalStep.PRINCIPAL),
    PORTAL: (ApprovalStep.SECRECY, ApprovalStep.SUPERVISING, ApprovalStep.PRINCIPAL, ApprovalStep.CENTRE),
    EMERGENCY: (ApprovalStep.PRINCIPAL,),
    CORRECTION: (ApprovalStep.CORRECTION,),
}


def workflow_named(name: str) -> Workflow:
    """The workflow `name` with its steps in order; made on first use."""
    workflow, created = Workflow.objects.get_or_create(name=name)
    if created:
        for order, step in enumerate(_STEPS[name]):
            task, _ = OfficeTask.objects.get_or_create(step=step, defaults={"name": step.label})
            WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    return workflow


def workflow_for(content: ApprovableContent) -> Workflow | None:
    """The workflow of content that is no page, by its unit; an emergency takes the short one (Art. 14(7))."""
    if content.is_emergency:
        return emergency_workflow()
    if content.unit is None:
        return None
    return workflow_named(PORTAL if content.unit.is_portal else UNIT_SITE)


def emergency_workflow() -> Workflow:
    return workflow_named(EMERGENCY)


def correction_workflow(content: ApprovableContent) -> Workflow | None:
    """That of small corrections, where the newest draft is one and a leader of the unit has opened the road."""
    if not content.live or content.unit is None or not road_is_open(content.unit):
        return None
    draft = content.get_latest_revision_as_object()
    return None if why_not_small(draft) else workflow_named(CORRECTION)
