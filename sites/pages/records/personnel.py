"""Appointments to and removals from office 人事任免 (Art. 14(4))."""

from __future__ import annotations

from collections.abc import Iterator

from wagtail import blocks

from sites.pages.records.record import CheckedBlock, RecordBlock, Row, as_text, label_in


class PersonnelAction(blocks.ChoiceBlock):
    choices = [("appoint", "任"), ("remove", "免")]


class PersonnelChangeValue(blocks.StructValue):
    @property
    def action_label(self) -> str:
        return label_in(PersonnelAction, self["action"])


class PersonnelChangeBlock(CheckedBlock):
    name = blocks.CharBlock(label="姓名", max_length=40)
    action = PersonnelAction(label="任免", default="appoint")
    post = blocks.CharBlock(label="职务", max_length=200)
    decided_on = blocks.DateBlock(label="任免日期")
    probation = blocks.CharBlock(label="试用期", max_length=40, required=False, help_text="例如：一年")

    def problems(self, value: blocks.StructValue) -> dict[str, str]:
        if value["action"] == "remove" and value["probation"]:
            return {"probation": "免去职务没有试用期。"}
        return {}

    class Meta:
        icon = "user"
        label = "任免"
        value_class = PersonnelChangeValue


class PersonnelBlock(RecordBlock):
    title = blocks.CharBlock(label="表名", max_length=100, required=False)
    changes = blocks.ListBlock(PersonnelChangeBlock(), label="任免事项", min_num=1, max_num=200)

    columns = ("姓名", "任免", "职务", "任免日期", "试用期")

    def rows(self, value: blocks.StructValue) -> Iterator[Row]:
        for each in value["changes"]:
            rest = [as_text(each[name]) for name in ("post", "decided_on", "probation")]
            yield [as_text(each["name"]), each.action_label, *rest]

    class Meta:
        icon = "group"
        label = "人事任免"
        template = "records/personnel.html"
