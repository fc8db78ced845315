"""Fees 收费 and government procurement 政府采购 (Art. 14(5)), budgets and final accounts 预算决算 (Art. 14(3))."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from wagtail import blocks

from sites.pages.records.record import CheckedBlock, RecordBlock, Row, as_text, label_in

FIRST_YEAR, LAST_YEAR = 1949, 2100
MOST_ROWS = 500


def amount_block(label: str, *, required: bool = True, min_value: Decimal | None = None) -> blocks.DecimalBlock:
    """An amount in 万元, down to the cent."""
    return blocks.DecimalBlock(label=label, required=required, min_value=min_value, max_digits=18, decimal_places=6)


class FeeRowBlock(blocks.StructBlock):
    """One fee. The standard is text, as the order that sets it has it."""

    item = blocks.CharBlock(label="收费项目", max_length=200)
    basis = blocks.TextBlock(label="收费依据", help_text="文件名称和文号")
    standard = blocks.TextBlock(label="收费标准", help_text="按文件原文填写，例如：每证 10 元")
    charged_by = blocks.CharBlock(label="计费单位", max_length=60, help_text="例如：元/证")
    collector = blocks.CharBlock(label="执收单位", max_length=100)

    class Meta:
        icon = "tag"
        label = "收费项目"


class FeeBlock(RecordBlock):
    title = blocks.CharBlock(label="表名", max_length=100, required=False)
    fees = blocks.ListBlock(FeeRowBlock(), label="收费项目", min_num=1, max_num=MOST_ROWS)

    columns = ("收费项目", "收费依据", "收费标准", "计费单位", "执收单位")

    def rows(self, value: blocks.StructValue) -> Iterator[Row]:
        for row in value["fees"]:
            yield [as_text(row[name]) for name in ("item", "basis", "standard", "charged_by", "collector")]

    class Meta:
        icon = "tag"
        label = "收费项目"
        template = "records/fee.html"


class ProcurementMethod(blocks.ChoiceBlock):
    """The methods of the Government Procurement Law, Art. 26, and of the rules made under it."""

    choices = [
        ("open_tender", "公开招标"),
        ("invited_tender", "邀请招标"),
        ("negotiation", "竞争性谈判"),
        ("consultation", "竞争性磋商"),
        ("single_source", "单一来源"),
        ("inquiry", "询价"),
        ("framework", "框架协议"),
        ("other", "其他"),
    ]


class ProcurementStatus(blocks.ChoiceBlock):
    choices = [
        ("planned", "采购意向"),
        ("announced", "采购公告"),
        ("awarded", "成交"),
        ("failed", "废标或终止"),
        ("accepted", "已验收"),
    ]


AWARDED = frozenset({"awarded", "accepted"})


class PurchaseValue(blocks.StructValue):
    @property
    def method_label(self) -> str:
        return label_in(ProcurementMethod, self["method"])

    @property
    def status_label(self) -> str:
        return label_in(ProcurementStatus, self["status"])


class PurchaseBlock(CheckedBlock):
    project = blocks.CharBlock(label="项目名称", max_length=200)
    method = ProcurementMethod(label="采购方式", default="open_tender")
    budget = amount_block("预算金额（万元）", min_value=Decimal(0))
    price = amount_block("成交金额（万元）", required=False, min_value=Decimal(0))
    supplier = blocks.CharBlock(label="供应商", max_length=200, required=False)
    announced_on = blocks.DateBlock(label="公告日期")
    status = ProcurementStatus(label="状态", default="announced")

    def problems(self, value: blocks.StructValue) -> dict[str, str]:
        found = {}
        if value["status"] in AWARDED:
            if value["price"] is None:
                found["price"] = "已成交的项目须填写成交金额。"
            if not value["supplier"]:
                found["supplier"] = "已成交的项目须填写供应商。"
        elif value["price"] is not None:
            found["price"] = "还没有成交的项目没有成交金额；如已成交，请更改状态。"
        if value["status"] in AWARDED and value["price"] is not None and value["price"] > value["budget"]:
            found["price"] = "成交金额不能高于预算金额。"
        return found

    class Meta:
        icon = "list-ul"
        label = "采购项目"
        value_class = PurchaseValue


class ProcurementBlock(RecordBlock):
    """What is bought centrally and above which amount (the rules, as text), and how it went, project by project."""

    title = blocks.CharBlock(label="表名", max_length=100, required=False)
    standards = blocks.TextBlock(label="集中采购目录和限额标准", required=False, help_text="目录、标准的名称和要点")
    projects = blocks.ListBlock(PurchaseBlock(), label="实施情况", min_num=0, max_num=MOST_ROWS, default=[])

    columns = ("项目名称", "采购方式", "预算金额（万元）", "成交金额（万元）", "供应商", "公告日期", "状态")

    def problems(self, value: blocks.StructValue) -> dict[str, str]:
        if not value["standards"] and not len(value["projects"]):
            return {"standards": "请填写目录和标准，或者至少一个采购项目。"}
        return {}

    def rows(self, value: blocks.StructValue) -> Iterator[Row]:
        for each in value["projects"]:
            amounts = [as_text(each["budget"]), as_text(each["price"])]
            rest = [as_text(each["supplier"]), as_text(each["announced_on"]), each.status_label]
            yield [as_text(each["project"]), each.method_label, *amounts, *rest]

    class Meta:
        icon = "list-ul"
        label = "政府采购"
        template = "records/procurement.html"


class AccountsKind(blocks.ChoiceBlock):
    choices = [("budget", "预算"), ("final", "决算")]


class AccountRowValue(blocks.StructValue):
    @property
    def change(self) -> str:
        """Against the year before, in percent; "" where there is nothing to compare with."""
        return change_in_percent(self["amount"], self["previous"])


class AccountRowBlock(blocks.StructBlock):
    subject = blocks.CharBlock(label="科目", max_length=100)
    amount = amount_block("本年数（万元）")
    previous = amount_block("上年数（万元）", required=False)
    is_part = blocks.BooleanBlock(label="是上一行的“其中”项，不计入合计", required=False)

    class Meta:
        icon = "list-ul"
        label = "科目"
        value_class = AccountRowValue


class AccountsValue(blocks.StructValue):
    @property
    def kind_label(self) -> str:
        return label_in(AccountsKind, self["kind"])

    @property
    def heading(self) -> str:
        return f"{self['year']} 年{self['title']}{self.kind_label}"

    @property
    def sum(self) -> Decimal:
        return sum((row["amount"] for row in self._counted() if row["amount"] is not None), Decimal(0))

    @property
    def previous_sum(self) -> Decimal | None:
        """None unless every subject has its figure of the year before."""
        found = [row["previous"] for row in self._counted()]
        return None if None in found else sum(found, Decimal(0))

    @property
    def change(self) -> str:
        return change_in_percent(self.sum, self.previous_sum)

    @property
    def has_previous(self) -> bool:
        return any(row["previous"] is not None for row in self["subjects"])

    def _counted(self) -> list[AccountRowValue]:
        return [row for row in self["subjects"] if not row["is_part"]]


class AccountsBlock(RecordBlock):
    """One table of a budget or of final accounts. The total is computed; one that was typed in must agree with it."""

    year = blocks.IntegerBlock(label="年度", min_value=FIRST_YEAR, max_value=LAST_YEAR)
    kind = AccountsKind(label="类型", default="budget")
    title = blocks.CharBlock(label="表名", max_length=100, help_text="例如：一般公共预算收入")
    subjects = blocks.ListBlock(AccountRowBlock(), label="科目", min_num=1, max_num=MOST_ROWS)
    total = amount_block("核对合计（万元）", required=False)

    columns = ("年度", "类型", "表名", "科目", "本年数（万元）", "上年数（万元）", "其中项")

    def problems(self, value: blocks.StructValue) -> dict[str, str]:
        if value["total"] is not None and value["total"] != value.sum:
            return {"total": f"各科目相加是 {as_text(value.sum)} 万元，与填写的合计不一致，请核对。"}
        return {}

    def rows(self, value: blocks.StructValue) -> Iterator[Row]:
        table = [as_text(value["year"]), value.kind_label, as_text(value["title"])]
        for row in value["subjects"]:
            part = "是" if row["is_part"] else ""
            yield [*table, as_text(row["subject"]), as_text(row["amount"]), as_text(row["previous"]), part]
        yield [*table, "合计", as_text(value.sum), as_text(value.previous_sum), ""]

    class Meta:
        icon = "table"
        label = "预算决算"
        template = "records/accounts.html"
        value_class = AccountsValue


def change_in_percent(amount: Decimal | None, previous: Decimal | None) -> str:
    if amount is None or previous is None or previous <= 0:
        return ""
    change = ((amount - previous) / previous * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{change:+}%" if change else "0.0%"
