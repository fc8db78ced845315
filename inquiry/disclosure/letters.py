"""Letters of requests for disclosure: notices of the process, written at the desk, and the answer (条例 29–40)."""

from __future__ import annotations

from typing import Any

from inquiry.disclosure.grounds import GROUNDS, LAW
from inquiry.kinds import DISCLOSURE
from inquiry.models.disclosure_request import DisclosureRequest
from sites.casework.actions.step import case_changed
from sites.casework.documents import templates
from sites.casework.documents.filling import draft_of
from sites.casework.documents.issuing import freeze_answer
from sites.casework.documents.templates import LetterTemplate
from sites.casework.enums import Action
from sites.casework.models.case import Case
from sites.casework.models.case_event import CaseEvent
from sites.casework.models.reply import Reply

TO_APPLICANT = (
    "【申请人】：\n您向本机关提出的政府信息公开申请（编号 {{ number }}，申请公开“{{ title }}”），"
    "本机关于 {{ received }}收到。\n"
)
TO_OTHERS = (
    "{{ blank('收文单位或者个人') }}：\n本机关于 {{ received }}收到一件政府信息公开申请（编号 {{ number }}），"
    "申请公开“{{ title }}”。\n"
)
ASK_US = "联系电话：{{ telephone }}；地址：{{ address }}。"


def _to_applicant(code: str, title: str, text: str) -> LetterTemplate:
    return LetterTemplate(code, title, f"{TO_APPLICANT}{text}\n{ASK_US}", DISCLOSURE.code)


def _to_others(code: str, title: str, text: str) -> LetterTemplate:
    return LetterTemplate(code, title, f"{TO_OTHERS}{text}\n{ASK_US}", DISCLOSURE.code, is_for_applicant=False)


PROCESS = (
    _to_applicant(
        "receipt",
        "登记回执",
        f"已登记。根据{LAW}第三十三条，本机关将在 {{{{ due }}}}前答复；依法延期、补正、征求意见、缴费的，另行告知。",
    ),
    _to_applicant(
        "correction",
        "补正告知书",
        f"经审查，申请内容不明确。根据{LAW}第三十条，请作如下补正：\n"
        "{{ said('ask_back', '需要补正的全部事项和补正期限') }}\n"
        "答复期限自本机关收到补正的申请之日起计算。无正当理由逾期不补正的，视为放弃申请，本机关不再处理。",
    ),
    _to_applicant(
        "extension",
        "延期答复告知书",
        f"因{{{{ blank('延期的理由') }}}}，不能按期答复。根据{LAW}第三十三条，经本机关政府信息公开工作机构负责人同意，"
        "延期答复，最迟在 {{ due }}前答复您。",
    ),
    _to_others(
        "third_party",
        "征求第三方意见书",
        f"所申请的信息涉及你（单位）的合法权益。根据{LAW}第三十二条，现征求意见：是否同意公开；不同意的，请说明理由。\n"
        "请自收到本意见书之日起 15 个工作日内书面提出意见。逾期未提出的，由本机关依法决定是否公开。\n"
        "涉及的内容：{{ blank('信息的名称和内容') }}",
    ),
    _to_others(
        "third_party_told",
        "第三方意见告知书",
        f"你（单位）不同意公开。经审查，不公开会对公共利益造成重大影响。根据{LAW}第三十二条，本机关决定公开，现将公开的内容和理由告知你（单位）。\n"
        "公开的内容：{{ blank('公开的政府信息内容') }}\n理由：{{ blank('公开的理由') }}",
    ),
    _to_applicant(
        "consulting",
        "征求意见告知书",
        f"{{{{ said('consult', '正在征求谁的意见') }}}}\n"
        f"根据{LAW}第三十二条至第三十四条，征求意见所需时间不计入答复期限。",
    ),
    _to_others(
        "co_author",
        "征求共同制作机关意见函",
        f"所申请的信息由本机关牵头、与你单位共同制作。根据{LAW}第三十四条，现征求意见：是否同意公开；"
        "不同意的，请说明理由。\n请自收到本函之日起 15 个工作日内提出意见。逾期未提出的，视为同意公开。\n"
        "涉及的信息：{{ blank('信息的名称和文号') }}",
    ),
    _to_applicant(
        "reasons",
        "说明理由告知书",
        f"您申请的数量、频次明显超过合理范围。根据{LAW}第三十五条，请说明理由：\n"
        "{{ said('ask_reasons', '请申请人说明什么') }}\n"
        "理由不合理的，本机关不予处理；理由合理但无法按期答复的，另行告知延迟答复的期限。",
    ),
    _to_applicant(
        "fee",
        "收费通知书",
        "根据《政府信息公开信息处理费管理办法》（国办函〔2020〕109号），现通知您缴费：\n"
        "{{ said('ask_fee', '金额、计算方法和缴费期限') }}\n缴费方式：{{ blank('缴费方式') }}\n"
        "答复期限自您缴费次日起重新计算。逾期未缴纳的，视为放弃申请，本机关不再处理。",
    ),
    _to_applicant(
        "forwarding",
        "移送告知书",
        f"所申请的信息不由本机关负责公开。根据{LAW}第三十六条第（五）项，"
        "负责公开的机关是{{ blank('机关的名称和联系方式') }}，{{ blank('已转送，或者请您向该机关提出') }}。",
    ),
)
ANSWER = LetterTemplate(
    "answer",
    "答复书",
    TO_APPLICANT + "经审查，答复如下：\n{{ ground }}\n{{ finding }}\n{{ delivery }}\n{{ remedy }}\n" + ASK_US,
    DISCLOSURE.code,
    is_written=False,
)


def register_templates() -> None:
    templates.register(*PROCESS, ANSWER)


def connect() -> None:
    case_changed.connect(issue_answer, dispatch_uid="disclosure_answer_letter")


def issue_answer(case: Case, event: CaseEvent, **signal: Any) -> None:
    """What leaders have approved becomes a letter with number, ground and remedy, in the same transaction."""
    if case.kind != DISCLOSURE.code or event.action not in (Action.ANSWER, Action.CORRECT_ANSWER):
        return
    replies = Reply.objects.filter(assignment__case__in=[case.pk, case.joined_to_id or 0], live=True)
    reply = replies.order_by("-last_published_at", "-pk").select_related("unit").first()
    if reply is None:
        return
    title, ground = GROUNDS.get(reply.result, GROUNDS["else"])
    if event.action == Action.CORRECT_ANSWER:
        title = f"{title}（更正）"
    words = {"ground": ground, "finding": reply.text, "delivery": _delivery(case), "remedy": reply.closing}
    letter = draft_of(ANSWER, case, reply.unit, **words)
    freeze_answer(event, ANSWER, title, letter, reply.unit)


def _delivery(case: Case) -> str:
    wishes = DisclosureRequest.objects.filter(case=case).first()
    if wishes is None:
        return ""
    return f"提供方式：{wishes.get_delivery_display()}，{wishes.get_carrier_display()}。"
