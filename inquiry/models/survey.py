from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.http import HttpRequest
from wagtail.fields import StreamField

from inquiry.enums import ShowsResults
from inquiry.stages import Stage, stage_at
from inquiry.surveys.blocks import QuestionsBlock
from inquiry.surveys.questions import Question, questions_of
from sites.approval import ledger
from sites.approval.models.snippet import ApprovableSnippet

FEWEST = 5
FROZEN = "已经有人回答，问题不能再改"
ASK_ANEW = f"{FROZEN}。要问别的，请另建一份调查。"


class Survey(ApprovableSnippet):
    """网上调查. Its questions stay as they are once somebody has answered; results and words on them come later."""

    title = models.CharField("题目", max_length=100)
    introduction = models.TextField("说明", max_length=2000, help_text="为什么调查，结果用来做什么。不要索取个人信息")
    opens_at = models.DateTimeField("开始时间")
    closes_at = models.DateTimeField("结束时间", help_text="到时自动结束")
    questions = StreamField(QuestionsBlock(), verbose_name="问题", blank=True, help_text="有人回答以后不能再改")
    shows_results = models.CharField(
        "结果", max_length=20, choices=ShowsResults.choices, default=ShowsResults.AFTERWARDS
    )
    fewest = models.PositiveSmallIntegerField(
        "最少份数",
        default=FEWEST,
        validators=[MinValueValidator(FEWEST), MaxValueValidator(1000)],
        help_text="少于这个份数不显示结果，以免看出是谁答的",
    )
    findings = models.TextField(
        "结果说明", max_length=5000, blank=True, help_text="结束后写：怎样看待结果，怎样采用。引用简答请隐去个人信息"
    )
    panels = [
        "title", "introduction", "opens_at", "closes_at", "questions", "shows_results", "fewest", "findings",
    ]  # fmt: skip

    class Meta:
        verbose_name = verbose_name_plural = "网上调查"

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """While it is stored nobody answers: the gate asks whether somebody has. The ledger is locked first."""
        with transaction.atomic():
            if self.live and kwargs.get("update_fields") is None:
                ledger.take_turn()
            if self.pk:
                Survey.objects.select_for_update().filter(pk=self.pk).first()
            return super().save(*args, **kwargs)

    save.alters_data = True

    @property
    def asked(self) -> tuple[Question, ...]:
        return questions_of(self.questions)

    def stage(self, now: datetime) -> Stage:
        return stage_at(now, self.opens_at, self.closes_at)

    def clean(self) -> None:
        super().clean()
        found = {}
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            found["closes_at"] = "结束时间应晚于开始时间。"
        if self._changes_what_was_answered():
            found["questions"] = ASK_ANEW
        if found:
            raise ValidationError(found)

    def missing_elements(self) -> dict[str, str]:
        found = {}
        if not self.introduction.strip():
            found["introduction"] = "请写明为什么调查、结果用来做什么。"
        if not len(self.questions):
            found["questions"] = "请至少写一个问题。"
        elif self._changes_what_was_answered():
            found["questions"] = ASK_ANEW
        return found

    def publication_obstacle(self) -> str:
        return FROZEN if self._changes_what_was_answered() else ""

    def _changes_what_was_answered(self) -> bool:
        if self.pk is None or not self.answers.exists():
            return False
        return Survey.objects.get(pk=self.pk).asked != self.asked

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "surveys/preview.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return {**super().get_preview_context(request, mode_name), "survey": self}
