"""The form of a letter. Its kind says what it asks for, and nothing else is asked (Art. 22)."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from hub.proof_of_work.fields import PressedByAPerson
from hub.text_rules import validate_paragraphs
from inquiry.enums import Carrier, Delivery, IdentityPaper
from inquiry.form_parts import ConsentingForm, line
from inquiry.kinds import COMPLAINT, DISCLOSURE, PAGE_ERROR
from inquiry.letters.recipients import Recipient, choices
from sites.casework.enums import ApplicantKind
from sites.casework.kinds import Ask, CaseKind
from sites.casework.query_codes import LONGEST, SHORTEST, check_chosen, given_code

LONGEST_TEXT = 5000
LONGEST_ASKED = {
    Ask.NAME: 40, Ask.TELEPHONE: 30, Ask.EMAIL: 254, Ask.ADDRESS: 200, Ask.POSTCODE: 10, Ask.EMPLOYER: 100,
    Ask.ID_KIND: 20, Ask.ID_NUMBER: 40, Ask.FAX: 30, Ask.ORGANISATION_CODE: 18, Ask.REPRESENTATIVE: 60,
    Ask.CONTACT: 60, Ask.AGENT: 60,
}  # fmt: skip
AUTOCOMPLETE = {Ask.NAME: "name", Ask.TELEPHONE: "tel", Ask.EMAIL: "email", Ask.ADDRESS: "street-address"}
_TELEPHONE = re.compile(r"\+?[0-9][0-9 ()（）-]{5,28}")
TITLE_LABELS = {DISCLOSURE.code: ("所需信息的名称或者文号", "例如：兴宁市 2025 年校园安全专项资金分配方案。")}
TEXT_LABELS = {PAGE_ERROR.code: "哪里有错，应当怎样", DISCLOSURE.code: "所需信息的内容描述"}
TEXT_HELP = {DISCLOSURE.code: "名称、文号，或者便于查找的其他特征。不需要说明用途。"}
RECIPIENT_LABELS = {
    COMPLAINT.code: "投诉哪个单位", PAGE_ERROR.code: "哪个单位的网站", DISCLOSURE.code: "向哪个单位申请",
}  # fmt: skip
CODE_HELP = f"凭编号和查询码看办理情况。可以自己改，{SHORTEST} 到 {LONGEST} 位，请记下来。"
HELP = {
    Ask.TELEPHONE: "需要核实情况时联系您。",
    Ask.EMAIL: "有进展时通知您；忘记查询码时也靠它找回。",
    Ask.ADDRESS: "需要上门了解情况或者邮寄时用。",
    Ask.AGENT: "有代理人的填写；委托书在单位联系您时提交。",
}


class LetterForm(ConsentingForm):
    """`kind` and whom one can write to are given; `page` too, where an error on a page is reported."""

    def __init__(self, kind: CaseKind, found: dict[str, Recipient], *, is_bound_to_page: bool, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kind, self.found = kind, found
        if not is_bound_to_page:
            self.fields["to"] = _recipient_field(kind, found)
        if kind is PAGE_ERROR:
            if not is_bound_to_page:
                self.fields["address"] = line("网页地址", 500, "从浏览器地址栏复制，可以不填。", required=False)
        else:
            self.fields["title"] = line(*_title_words(kind))
        self.fields["text"] = _text_field(kind)
        if kind is DISCLOSURE:
            self.fields |= _wishes()
        if kind.asks_organisations:
            self.fields["applicant"] = forms.ChoiceField(label="申请人", choices=ApplicantKind.choices)
        for ask in kind.asked:
            self.fields[ask.value] = _asked_field(ask, kind)
        if kind.may_be_public:
            self.fields["wishes_public"] = forms.BooleanField(
                label="愿意在网站公开这封来信和答复（隐去姓名和联系方式，须经单位领导审核）", required=False
            )
        self.fields["code"] = line("查询码", LONGEST, CODE_HELP, initial=given_code, autocomplete="off")
        self.add_consent()

    def clean_text(self) -> str:
        text = "\n".join(self.cleaned_data["text"].splitlines())
        if len(text) > LONGEST_TEXT:
            raise ValidationError(f"最多 {LONGEST_TEXT} 字，现在有 {len(text)} 字，请删减。")
        return text

    def clean_telephone(self) -> str:
        telephone = self.cleaned_data["telephone"]
        if telephone and not _TELEPHONE.fullmatch(telephone):
            raise ValidationError("请填写能打通的电话号码，例如 13800000000 或 0753-3300000。")
        return telephone

    def clean_code(self) -> str:
        check_chosen(self.cleaned_data["code"])
        return self.cleaned_data["code"].strip()

    def clean(self) -> None:
        for ask in self.kind.must_ask_of(self.applicant):
            if not self.cleaned_data.get(ask.value) and ask.value not in self.errors:
                self.add_error(ask.value, f"请填写{ask.label}。")
        self.check_consent()

    @property
    def applicant(self) -> str:
        """Of which kind who writes is."""
        return self.cleaned_data.get("applicant") or ApplicantKind.NATURAL

    @property
    def recipient(self) -> Recipient | None:
        return self.found.get(self.cleaned_data.get("to", ""))


class SendingForm(PressedByAPerson, forms.Form):
    """Stands beside what was checked: proof that a person presses 提交."""


def _recipient_field(kind: CaseKind, found: dict[str, Recipient]) -> forms.ChoiceField:
    offered: Any = choices(found, kind)
    if kind is COMPLAINT:
        offered = [("", "不清楚，或者不在其中"), *offered]
    return forms.ChoiceField(
        label=RECIPIENT_LABELS.get(kind.code, "写给谁"),
        choices=offered,
        required=kind is not COMPLAINT,
        error_messages={"required": "请选择写给谁。", "invalid_choice": "请从列表里选择。"},
    )


def _title_words(kind: CaseKind) -> tuple[str, int, str]:
    label, help_text = TITLE_LABELS.get(kind.code, ("标题", "一句话说明什么事。"))
    return label, 60, help_text


def _wishes() -> dict[str, forms.Field]:
    """How the information is to be given (条例 Art. 29)."""
    return {
        "delivery": forms.ChoiceField(label="获取方式", choices=Delivery.choices),
        "carrier": forms.ChoiceField(label="载体形式", choices=Carrier.choices),
        "needs_help": forms.BooleanField(label="阅读、视听有困难，需要帮助", required=False),
    }


def _text_field(kind: CaseKind) -> forms.CharField:
    help_text = TEXT_HELP.get(kind.code, "时间、地点、经过尽量写清楚。请不要写身份证号、银行卡号。")
    return forms.CharField(
        label=TEXT_LABELS.get(kind.code, "内容"),
        widget=forms.Textarea(attrs={"rows": 10, "data-count": LONGEST_TEXT}),
        validators=[validate_paragraphs],
        help_text=f"{help_text}最多 {LONGEST_TEXT} 字。",
        error_messages={"required": "请写明内容。"},
    )


def _asked_field(ask: Ask, kind: CaseKind) -> forms.Field:
    label, required = ask.label, kind.always_asks(ask)
    if ask == Ask.ID_KIND:
        return forms.ChoiceField(
            label=label,
            choices=[("", "请选择"), *IdentityPaper.choices],
            required=required,
            help_text=_for_whom(ask, kind),
        )
    if ask == Ask.EMAIL:
        return forms.EmailField(
            label=label,
            required=required,
            max_length=LONGEST_ASKED[ask],
            help_text=HELP[ask],
            widget=forms.EmailInput(attrs={"autocomplete": "email"}),
            error_messages={"required": f"请填写{label}。", "invalid": "请填写完整的邮箱地址，例如 name@example.com。"},
        )
    return line(
        label,
        LONGEST_ASKED[ask],
        HELP.get(ask) or _for_whom(ask, kind),
        required=required,
        autocomplete=AUTOCOMPLETE.get(ask, ""),
    )


def _for_whom(ask: Ask, kind: CaseKind) -> str:
    """Of what people have to give, and organisations have not, or the other way round."""
    if kind.always_asks(ask) or not kind.asks_organisations:
        return ""
    return "个人必填。" if ask in kind.must_ask else "单位必填。" if ask in kind.must_ask_organisation else ""
