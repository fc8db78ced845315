"""What applicants read of each action. The words are stored with the event, and so stay as they were said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from sites.casework.clock.dates import sentence
from sites.casework.enums import Action
from sites.casework.models.case import Case

# An action that is not here is inside only.
WORDING: Mapping[Action, str] = {
    Action.SUBMIT: "已收到您的{kind}，编号 {number}。{due}",
    Action.ENTER: "已登记您的{kind}（{channel}），编号 {number}。{due}",
    Action.CONFIRM_RECEIPT: "{unit}与您确认于 {received} 收到。{due}",
    Action.ACCEPT: "{unit}已受理。{due}",
    Action.REFUSE: "{unit}未予受理：{ground}。{reason}",
    Action.FORWARD: "不属于本市职责，已于 {today} 转送{organ}。{reason}",
    Action.JOIN: "与编号 {other} 的办件反映同一事项，合并办理；答复会一并告知您。",
    Action.ASSIGN: "已交{unit}办理。{due}",
    Action.DESIGNATE: "已指定由{unit}办理。{due}",
    Action.TRANSFER: "已转由{unit}办理。{due}",
    Action.MARK_COMPLEX: "情况较复杂（{reason}），按较长的期限办理。{due}",
    Action.CONSULT: "正在征求{asked}的意见，其间不计入办理期限。",
    Action.END_CONSULTATION: "征求意见已结束。{due}",
    Action.EXTEND: "经批准延期（{reason}）。{due}",
    Action.MOVE_DUE: "答复期限有变动（{reason}）。{due}",
    Action.ASK_BACK: "请您补充：{question}\n请在 {until} 前补充，其间不计入办理期限。",
    Action.SUPPLEMENT: "您补充了：{text}\n{due}",
    Action.MAIL: "您来邮件说：{text}",
    Action.LAPSE: "到 {until} {missing}，办件结束。",
    Action.ISSUE_LETTER: "已发出《{title}》（{document}），可以在本页下载。",
    Action.ASK_REASONS: "您申请的数量、频次明显超过合理范围，请说明理由：{question}",
    Action.GIVE_REASONS: "您说明了理由：{text}",
    Action.DELAY: "申请理由合理，但无法按期答复（{reason}），延迟 {days} 个工作日。{due}",
    Action.ASK_FEE: "本次申请应收取信息处理费 {fee} 元。{explanation}\n"
    "请在 {until} 前缴纳；其间不计入办理期限，逾期未缴纳的不再办理。",
    Action.RECORD_PAYMENT: "已于 {on} 收到您缴纳的费用，期限从次日重新计算。{due}",
    Action.SPLIT: "您一次申请了几项内容，分为 {count} 件办理，编号：{numbers}，查询码不变。",
    Action.URGE: "您催办了一次。",
    Action.WITHDRAW: "您撤回了来信，不再办理。",
    Action.WISH_PRIVATE: "您不再愿意公开来信和答复。{then}",
    Action.RENEW_CODE: "查询码已更换。",
    Action.ANSWER: "{unit}答复：\n{text}",
    Action.CORRECT_ANSWER: "{unit}更正了答复：\n{text}",
    Action.RATE: "您的评价：{satisfaction}。",
    Action.DISPUTE: "您对答复不满意，要求重办：{reason}",
    Action.REOPEN: "已交{unit}重办。{due}",
    Action.DECLINE_REOPENING: "经复核不再重办：{reason}",
    Action.CLOSE: "办件已办结。",
    Action.SUPERVISE: "网络信息中心已督办。",
}


def worded(case: Case, action: Action, words: Mapping[str, Any]) -> str:
    """ "" for what is inside only."""
    known = {
        "kind": case.get_kind_display(),
        "number": case.number,
        "unit": case.unit.name,
        "channel": case.get_channel_display(),
        "due": sentence(case),
        "today": f"{timezone.localdate():%Y-%m-%d}",
        "reason": "",
    }
    return WORDING.get(action, "").format_map(known | {name: str(value) for name, value in words.items()}).strip()
