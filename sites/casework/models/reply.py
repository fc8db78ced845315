from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.http import HttpRequest

from hub.rules import DueDate
from sites.approval.models.snippet import ApprovableSnippet
from sites.casework.enums import AssignmentStatus, CaseStatus, Role
from sites.casework.exclusions import people_excluded
from sites.casework.models.assignment import Assignment
from sites.casework.vagueness import vague_words


class Reply(ApprovableSnippet):
    """The answer of one unit. Approved as an article is; with the last approval it reaches the applicant.

    `publishes`: whether question and answer also stand on the site, in the words of `public_title` and
    `public_question`, which leaders approve with the answer.
    """

    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="reply", editable=False)
    text = models.TextField("答复内容", max_length=5000)
    result = models.CharField("办理结果", max_length=40, blank=True)  # of kinds that divide their answers
    closing = models.TextField("结尾", blank=True, editable=False)  # what follows from the result: remedies
    resolved_on = models.DateField("办理时限", null=True, blank=True, help_text="答复中承诺继续办理的，写明完成日期")
    publishes = models.BooleanField("在网站公开", default=False)
    public_title = models.CharField("公开的标题", max_length=60, blank=True)
    public_question = models.TextField("公开的来信内容", max_length=5000, blank=True)
    panels = ["text", "result", "resolved_on", "publishes", "public_title", "public_question"]

    unversioned_fields = (*ApprovableSnippet.unversioned_fields, "assignment")

    class Meta:
        verbose_name = verbose_name_plural = "来信答复"

    def __str__(self) -> str:
        return f"答复 {self.assignment.case.number}"

    @property
    def case(self) -> Any:
        return self.assignment.case

    @property
    def whole_text(self) -> str:
        return "\n\n".join(part for part in (self.text, self.closing) if part)

    def missing_elements(self) -> dict[str, str]:
        found = {}
        if not self.text.strip():
            found["text"] = "请写明答复内容。"
        elif (words := vague_words(self.text)) and self.resolved_on is None:
            found["resolved_on"] = f"答复里写了“{'、'.join(words)}”，请写明办理时限。"
        results = self.case.kind_of_case.results
        if results is not None and self.result not in results.values:
            found["result"] = "请选择办理结果。"
        if self.publishes and not (self.public_title.strip() and self.public_question.strip()):
            found["public_question"] = "在网站公开的，请写明公开的标题和来信内容（隐去个人信息）。"
        if self.publishes and not self.case.kind_of_case.may_be_public:
            found["publishes"] = f"{self.case.get_kind_display()}不在网站公开。"
        elif self.publishes and self._is_unwished:
            found["publishes"] = "来信人不愿意公开，不能在网站公开。"
        return found

    def publication_obstacle(self) -> str:
        """An answer reaches nobody once the case is closed, or another unit has it."""
        if self.live:
            return ""
        assignment = Assignment.objects.select_related("case").get(pk=self.assignment_id)
        if assignment.status == AssignmentStatus.ANSWERED:  # it was taken down, and comes back
            return ""
        if assignment.status != AssignmentStatus.OPEN:
            return "已不由本单位办理"
        if assignment.case.status != CaseStatus.HANDLING:
            return f"所答复的办件{assignment.case.get_status_display()}"
        return ""

    @property
    def _is_unwished(self) -> bool:
        return not self.case.wishes_public or self.case.wants_it_taken_down

    def other_authors(self) -> set[int]:
        """Whom a complaint is about decides nothing of it."""
        return people_excluded(self.case)

    def own_due_date(self, began: date) -> DueDate | None:
        case = self.case
        if case.due_on is None:
            return None
        return DueDate(on=self.assignment.due_on or case.due_on, provisional=False, explanation=case.due_explanation)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "casework/reply.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return {**super().get_preview_context(request, mode_name), "reply": self, "case": self.case, "lead": Role.LEAD}
