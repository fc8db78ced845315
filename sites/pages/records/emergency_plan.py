"""Emergency plans 应急预案 (Art. 14(7)): for what they are, who commands, and what is done at which level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail import blocks

from sites.pages.records.record import RecordBlock, Row, as_text, label_in


class ResponseLevel(blocks.ChoiceBlock):
    """The four levels of the Emergency Response Law, the gravest first."""

    choices = [
        ("1", "Ⅰ级（特别重大）"),
        ("2", "Ⅱ级（重大）"),
        ("3", "Ⅲ级（较大）"),
        ("4", "Ⅳ级（一般）"),
    ]


class ResponseValue(blocks.StructValue):
    @property
    def level_label(self) -> str:
        return label_in(ResponseLevel, self["level"])


class ResponseBlock(blocks.StructBlock):
    level = ResponseLevel(label="级别")
    trigger = blocks.TextBlock(label="启动条件")
    measures = blocks.TextBlock(label="响应措施")

    class Meta:
        icon = "warning"
        label = "响应级别"
        value_class = ResponseValue


class ResponseList(blocks.ListBlock):
    """Each level once."""

    def clean(self, value: blocks.list_block.ListValue) -> blocks.list_block.ListValue:
        cleaned = super().clean(value)
        seen: Counter[str] = Counter()
        errors = {}
        for number, each in enumerate(cleaned):
            seen[each["level"]] += 1
            if each["level"] and seen[each["level"]] > 1:
                message = ValidationError(f"{each.level_label}已经填写过了，每个级别只填一次。")
                errors[number] = blocks.StructBlockValidationError({"level": message})
        if errors:
            raise blocks.list_block.ListBlockValidationError(block_errors=errors)
        return cleaned


class EmergencyPlanBlock(RecordBlock):
    name = blocks.CharBlock(label="预案名称", max_length=200)
    scope = blocks.TextBlock(label="适用范围")
    command = blocks.TextBlock(label="指挥机构", help_text="指挥机构、牵头部门及其职责")
    responses = ResponseList(ResponseBlock(), label="响应级别", min_num=1, max_num=4)
    telephone = blocks.CharBlock(label="应急电话", max_length=60)
    revised_on = blocks.DateBlock(label="修订日期")

    columns = ("预案名称", "适用范围", "指挥机构", "应急电话", "修订日期", "响应级别", "启动条件", "响应措施")

    def problems(self, value: blocks.StructValue) -> dict[str, str]:
        if value["revised_on"] > timezone.localdate():
            return {"revised_on": "修订日期不能晚于今天。"}
        return {}

    def rows(self, value: blocks.StructValue) -> Iterator[Row]:
        plan = [as_text(value[name]) for name in ("name", "scope", "command", "telephone", "revised_on")]
        for each in value["responses"]:
            yield [*plan, each.level_label, as_text(each["trigger"]), as_text(each["measures"])]

    class Meta:
        icon = "warning"
        label = "应急预案"
        template = "records/emergency_plan.html"
