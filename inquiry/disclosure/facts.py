"""What the desk reads of a request beside what all cases have."""

from __future__ import annotations

from hub.private_fields.values import text_or_notice
from inquiry.kinds import DISCLOSURE
from inquiry.models.disclosure_request import DisclosureRequest
from sites.casework.enums import Opinion
from sites.casework.models.case import Case
from sites.casework.models.requested_opinion import RequestedOpinion

CO_AUTHOR = "ask_co_author"
# What follows from each opinion, 条例 Arts. 32, 34. Of a third party, and of the organ that made the information too.
_OF_THIRD_PARTY = {
    Opinion.CONSENT: "可以公开",
    Opinion.OBJECTION: "有合理理由的不予公开；认为不公开会对公共利益造成重大影响的，可以公开，并书面告知第三方",
    Opinion.SILENCE: "由本机关决定是否公开",
}
_OF_CO_AUTHOR = _OF_THIRD_PARTY | {Opinion.OBJECTION: "不同意公开", Opinion.SILENCE: "视为同意公开"}


def case_facts(case: Case) -> list[tuple[str, str]]:
    if case.kind != DISCLOSURE.code:
        return []
    return [*_wishes(case), *_opinions(case), *_fees(case), *_parts(case), *_remedies(case)]


def _wishes(case: Case) -> list[tuple[str, str]]:
    wishes = DisclosureRequest.objects.filter(case=case).first()
    if wishes is None:
        return []
    facts = [("获取方式", wishes.get_delivery_display()), ("载体形式", wishes.get_carrier_display())]
    return [*facts, ("需要帮助", "阅读、视听有困难")] if wishes.needs_help else facts


def _opinions(case: Case) -> list[tuple[str, str]]:
    return [("征求意见", _opinion(each)) for each in case.requested_opinions.all()]


def _opinion(each: RequestedOpinion) -> str:
    asked = text_or_notice(each, "asked")
    if not each.opinion:
        return f"{asked}，{each.answer_by:%Y-%m-%d} 前回复"
    follows = (_OF_CO_AUTHOR if each.term_code == CO_AUTHOR else _OF_THIRD_PARTY)[Opinion(each.opinion)]
    return f"{asked}：{each.get_opinion_display()}（{follows}）"


def _fees(case: Case) -> list[tuple[str, str]]:
    return [
        ("费用", f"{each.amount} 元，" + (f"{each.paid_on:%Y-%m-%d} 已缴" if each.paid_on else "未缴"))
        for each in case.fee_notices.all()
    ]


def _parts(case: Case) -> list[tuple[str, str]]:
    parts = list(case.parts.order_by("pk").values_list("number", flat=True))
    if parts:
        return [("分为", "、".join(parts))]
    return [("分自", case.split_from.number)] if case.split_from else []


def _remedies(case: Case) -> list[tuple[str, str]]:
    return [(each.get_kind_display(), f"{each.organ}，{each.get_result_display()}") for each in case.remedies.all()]
