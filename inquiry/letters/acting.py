"""What an applicant can do with the own case, by the button that was pressed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from hub.sent_files.intake import take_in_all
from hub.text_rules import validate_paragraphs
from inquiry.disclosure.steps.reasons import give_reasons
from sites.casework.actions.aftermath import dispute_answer, rate_case
from sites.casework.actions.dialogue import renew_code, supplement, urge, wish_private, withdraw_case
from sites.casework.actions.files import add_files
from sites.casework.enums import Action, Satisfaction
from sites.casework.models.case import Case
from sites.casework.rights import APPLICANT

LONGEST = {"text": 2000, "reason": 500, "comment": 500}
LABELS = {"text": "您写的内容", "reason": "要求重办的理由", "comment": "意见"}
DONE = {
    Action.SUPPLEMENT: "已收到您的补充。",
    Action.GIVE_REASONS: "已收到您说明的理由。",
    Action.RATE: "谢谢您的评价。",
    Action.DISPUTE: "已收到您的要求，网络信息中心将复核。",
    Action.URGE: "已催办。",
    Action.WITHDRAW: "来信已撤回。",
    Action.WISH_PRIVATE: "已记下，您不再愿意公开来信和答复。",
    Action.RENEW_CODE: "查询码已更换，请记住新的查询码。",
}
Given = Mapping[str, str]


def do(action: str, case: Case, given: Given, files: Sequence[UploadedFile] = ()) -> None:
    """`files` come with 补充 alone.

    Raises:
        CaseRefused: it is not possible now, or something is missing.
        ValidationError: a text is too long or holds what no text may, a new code is too simple, or a file is refused.
        LookupError: no applicant can do that.
    """
    _check_texts(given)
    if action == Action.SUPPLEMENT:
        _supplement(case, _text(given, "text"), files)
    else:
        _DO[action](case, given)


def _check_texts(given: Given) -> None:
    for name, longest in LONGEST.items():
        text = "\n".join(given.get(name, "").splitlines())
        validate_paragraphs(text)
        if len(text) > longest:
            raise ValidationError(f"{LABELS[name]}最多 {longest} 字，现在有 {len(text)} 字。")


def _text(given: Given, name: str) -> str:
    return "\n".join(given.get(name, "").splitlines()).strip()


def _supplement(case: Case, text: str, files: Sequence[UploadedFile]) -> None:
    taken = take_in_all(files)
    with transaction.atomic():
        add_files(supplement(case, APPLICANT, text), taken)


def _rate(case: Case, given: Given) -> object:
    level = next((each for each in Satisfaction if str(each.value) == given.get("satisfaction")), 0)
    return rate_case(case, APPLICANT, level, _text(given, "comment"))


def _renew(case: Case, given: Given) -> object:
    code = given.get("code", "")
    if code.strip().upper() != given.get("code_again", "").strip().upper():
        raise ValidationError("两次输入的查询码不一样。")
    return renew_code(case, APPLICANT, code)


_DO: Mapping[str, Callable[[Case, Given], object]] = {
    Action.GIVE_REASONS: lambda case, given: give_reasons(case, APPLICANT, _text(given, "text")),
    Action.RATE: _rate,
    Action.DISPUTE: lambda case, given: dispute_answer(case, APPLICANT, _text(given, "reason")),
    Action.URGE: lambda case, given: urge(case, APPLICANT),
    Action.WISH_PRIVATE: lambda case, given: wish_private(case, APPLICANT),
    Action.WITHDRAW: lambda case, given: withdraw_case(case, APPLICANT),
    Action.RENEW_CODE: _renew,
}
