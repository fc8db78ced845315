"""The questions of a survey, as editors write them."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from wagtail import blocks

LONGEST_OPTION = 100
MOST_OPTIONS, MOST_QUESTIONS = 20, 30


class QuestionBlock(blocks.StructBlock):
    text = blocks.CharBlock(label="问题", max_length=200)
    is_required = blocks.BooleanBlock(label="必答", required=False, default=True)


def _options() -> blocks.ListBlock:
    return blocks.ListBlock(
        blocks.CharBlock(label="选项", max_length=LONGEST_OPTION), label="选项", min_num=2, max_num=MOST_OPTIONS
    )


class SingleChoiceBlock(QuestionBlock):
    options = _options()

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        if len(set(cleaned["options"])) < len(cleaned["options"]):
            raise blocks.StructBlockValidationError(
                block_errors={"options": ValidationError("有两个选项一样，请改其中一个。")}
            )
        return cleaned

    class Meta:
        icon = "radio-full"
        label = "单选题"


class SeveralChoicesBlock(SingleChoiceBlock):
    most = blocks.IntegerBlock(label="最多选几项", required=False, min_value=2, help_text="不填则不限")

    class Meta:
        icon = "list-ul"
        label = "多选题"


class ScaleBlock(QuestionBlock):
    low = blocks.CharBlock(label="1 分表示", max_length=20, required=False, default="很不满意")
    high = blocks.CharBlock(label="5 分表示", max_length=20, required=False, default="很满意")

    class Meta:
        icon = "order"
        label = "打分题（1 至 5 分）"


class FreeTextBlock(QuestionBlock):
    class Meta:
        icon = "pilcrow"
        label = "简答题"


class QuestionsBlock(blocks.StreamBlock):
    single = SingleChoiceBlock()
    several = SeveralChoicesBlock()
    scale = ScaleBlock()
    text = FreeTextBlock()

    class Meta:
        max_num = MOST_QUESTIONS
