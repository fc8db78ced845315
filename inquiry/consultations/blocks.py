from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks

from inquiry.consultations.enums import Verdict


class Opinion(blocks.StructValue):
    @property
    def verdict_label(self) -> str:
        return dict(Verdict.choices).get(self["verdict"], "")


class OpinionBlock(blocks.StructBlock):
    """A group of opinions, and what became of it."""

    opinion = blocks.CharBlock(label="意见", max_length=300)
    number = blocks.IntegerBlock(label="条数", min_value=0)
    verdict = blocks.ChoiceBlock(label="采纳情况", choices=Verdict.choices)
    why = blocks.TextBlock(label="说明", max_length=1000, required=False, help_text="没有全部采纳的，必须说明理由")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned["verdict"] != Verdict.ADOPTED and not cleaned["why"].strip():
            raise blocks.StructBlockValidationError(
                block_errors={"why": ValidationError("没有全部采纳的，请说明理由。")}
            )
        return cleaned

    class Meta:
        icon = "group"
        label = "意见分类"
        value_class = Opinion


class OpinionsBlock(blocks.StreamBlock):
    opinion = OpinionBlock()

    class Meta:
        required = False
        max_num = 200


class ShownCommentsBlock(blocks.StreamBlock):
    """Masked copies of comments whose writers wish them to be read."""

    comment = blocks.TextBlock(label="意见", max_length=5000, icon="comment")

    class Meta:
        required = False
        max_num = 100


class QuestionsBlock(blocks.StreamBlock):
    question = blocks.CharBlock(label="问题", max_length=200, icon="help")

    class Meta:
        required = False
        max_num = 20
