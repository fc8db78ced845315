"""Administrative licence items 行政许可事项, with all that Art. 14(8) asks of them."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone
from wagtail import blocks

from hub.media_blocks import DocumentBlock
from sites.pages.records.record import CheckedBlock, RecordBlock, Row, as_text, label_in


class MaterialForm(blocks.ChoiceBlock):
    choices = [
        ("original", "原件"),
        ("copy", "复印件"),
        ("original_and_copy", "原件和复印件"),
        ("electronic", "电子文件"),
    ]


class MaterialValue(blocks.StructValue):
    @property
    def form_label(self) -> str:
        return label_in(MaterialForm, self["form"])


class MaterialBlock(blocks.StructBlock):
    """One of the papers to hand in. `document` is a blank form or a sample."""

    name = blocks.CharBlock(label="材料名称", max_length=200)
    form = MaterialForm(label="形式", default="original")
    copies = blocks.IntegerBlock(label="份数", default=1, min_value=1, max_value=99)
    document = DocumentBlock(label="空白表格或样本", required=False)

    class Meta:
        icon = "doc-full"
        label = "材料"
        value_class = MaterialValue


class HandlingBlock(CheckedBlock):
    """How many applications came and were settled, up to a day."""

    received = blocks.IntegerBlock(label="受理数（件）", required=False, min_value=0)
    finished = blocks.IntegerBlock(label="办结数（件）", required=False, min_value=0)
    counted_from = blocks.DateBlock(label="统计起", required=False)
    counted_on = blocks.DateBlock(label="统计截至", required=False)

    def problems(self, value: blocks.StructValue) -> dict[str, str]:
        found = {}
        if all(value[name] is None for name in ("received", "finished", "counted_from", "counted_on")):
            return found
        for name, words in (("received", "受理数"), ("finished", "办结数"), ("counted_on", "统计截至日期")):
            if value[name] is None:
                found[name] = f"填写办理情况须同时填写{words}。"
        start, end = value["counted_from"], value["counted_on"]
        if end and end > timezone.localdate():
            found["counted_on"] = "统计截至日期不能晚于今天。"
        elif start and end and end < start:
            found["counted_on"] = "统计截至日期不能早于统计起的日期。"
        return found

    class Meta:
        icon = "tasks"
        label = "办理情况"


class LicenceBlock(RecordBlock):
    name = blocks.CharBlock(label="事项名称", max_length=200)
    basis = blocks.TextBlock(label="设定依据", help_text="法律、法规、规章的名称和条款")
    conditions = blocks.TextBlock(label="许可条件")
    quantity = blocks.CharBlock(label="数量", max_length=200, help_text="没有限制的，写“无数量限制”")
    procedure = blocks.TextBlock(label="办理程序", help_text="一步一行")
    legal_days = blocks.IntegerBlock(label="法定期限（工作日）", min_value=0, max_value=999)
    promised_days = blocks.IntegerBlock(
        label="承诺期限（工作日）", min_value=0, max_value=999, help_text="当场办结的填 0"
    )
    materials = blocks.ListBlock(MaterialBlock(), label="申请材料", default=[], max_num=60)
    fee = blocks.CharBlock(label="收费", max_length=300, help_text="不收费的，写“不收费”")
    handling = HandlingBlock(label="办理情况")
    telephone = blocks.CharBlock(label="咨询电话", max_length=60)
    place = blocks.CharBlock(label="办理地点", max_length=200)

    columns = (
        "事项名称", "设定依据", "许可条件", "数量", "办理程序", "法定期限（工作日）", "承诺期限（工作日）", "申请材料",
        "收费", "受理数", "办结数", "统计起", "统计截至", "咨询电话", "办理地点",
    )  # fmt: skip

    def problems(self, value: blocks.StructValue) -> dict[str, str]:
        if value["promised_days"] > value["legal_days"]:
            return {"promised_days": "承诺期限不能长于法定期限。"}
        return {}

    def rows(self, value: blocks.StructValue) -> Iterator[Row]:
        parts = {**value, **value["handling"], "materials": "；".join(map(_in_words, value["materials"]))}
        names = (
            "name", "basis", "conditions", "quantity", "procedure", "legal_days", "promised_days", "materials", "fee",
            "received", "finished", "counted_from", "counted_on", "telephone", "place",
        )  # fmt: skip
        yield [as_text(parts.get(name)) for name in names]

    class Meta:
        icon = "clipboard-list"
        label = "行政许可事项"
        template = "records/licence.html"


def _in_words(material: MaterialValue) -> str:
    return f"{as_text(material['name'])}（{material.form_label}，{as_text(material['copies'])} 份）"
