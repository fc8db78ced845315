"""What applicants read on a telephone: the number and where to look, no private word."""

from __future__ import annotations

from collections.abc import Mapping

from hub.text_messages.actions import TextTemplate
from sites.casework.enums import Action

_LOOK = "请用编号和查询码在政府网站查看。"
RECEIVED = TextTemplate("case_received", "已收到您的来信，编号{number}。" + _LOOK)
ASKED = TextTemplate("case_asked", "您的来信（编号{number}）需要您补充内容。" + _LOOK)
ANSWERED = TextTemplate("case_answered", "您的来信（编号{number}）已答复。" + _LOOK)
REFUSED = TextTemplate("case_refused", "您的来信（编号{number}）不予受理或已转送。" + _LOOK)
CHANGED = TextTemplate("case_changed", "您的来信（编号{number}）办理情况有变动。" + _LOOK)

TEXTS: Mapping[Action, TextTemplate] = {
    Action.SUBMIT: RECEIVED,
    Action.ENTER: RECEIVED,
    Action.ASK_BACK: ASKED,
    Action.ANSWER: ANSWERED,
    Action.CORRECT_ANSWER: ANSWERED,
    Action.REFUSE: REFUSED,
    Action.FORWARD: REFUSED,
    Action.JOIN: CHANGED,
    Action.LAPSE: CHANGED,
    Action.EXTEND: CHANGED,
    Action.REOPEN: CHANGED,
    Action.DECLINE_REOPENING: CHANGED,
}
