"""The form of a comment: the text or an answer, and nothing else that must be told, unless the consultation says so."""

from __future__ import annotations

import json
from typing import Any

from django import forms

from hub.proof_of_work.fields import PressedByAPerson
from hub.text_rules import validate_paragraphs
from inquiry.form_parts import ConsentingForm, line
from inquiry.models.consultation_page import ConsultationPage

LONGEST_TEXT, LONGEST_ANSWER = 5000, 1000
PERSON, ORGANISATION = "person", "organisation"
SEEN = "只有起草单位能看到，不公开。"


class CommentForm(PressedByAPerson, ConsentingForm):
    def __init__(self, consultation: ConsultationPage, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.consultation = consultation
        self.questions = [str(each.value) for each in consultation.questions]
        self.fields["text"] = _paragraphs("您的意见", LONGEST_TEXT, "请不要写姓名、电话、身份证号等个人信息。", rows=8)
        for place, question in enumerate(self.questions, 1):
            self.fields[f"question_{place}"] = _paragraphs(question, LONGEST_ANSWER, rows=3)
        self.fields["who"] = forms.ChoiceField(
            label="您是", choices=[(PERSON, "个人"), (ORGANISATION, "单位")], initial=PERSON
        )
        needed = consultation.asks_name
        self.fields["name"] = line("姓名或者单位名称", 100, SEEN, required=needed, autocomplete="name")
        self.fields["contact"] = line("联系方式", 100, f"电话、邮箱或者地址，用于核实和反馈。{SEEN}", required=needed)
        self.fields["wishes_public"] = forms.BooleanField(
            label="我的意见可以公开（不署名，隐去个人信息，须经单位领导审核）", required=False
        )
        self.add_consent()

    def clean(self) -> None:
        said = [self.cleaned_data.get("text"), *(text for _question, text in self.answered())]
        if not any(said) and not any(name == "text" or name.startswith("question_") for name in self.errors):
            self.add_error("text", "请写明您的意见，或者至少回答一个问题。")
        self.check_consent()

    def answered(self) -> list[tuple[str, str]]:
        """(question as it was asked, answer)"""
        given = ((each, self.cleaned_data.get(f"question_{n}", "")) for n, each in enumerate(self.questions, 1))
        return [(question, answer) for question, answer in given if answer]

    def typed(self) -> tuple[str, list[tuple[str, str]]]:
        """Text and answers as a comment would keep them, whether or not the form is right."""
        named = ((each, f"question_{n}") for n, each in enumerate(self.questions, 1))
        answers = [(question, self._typed(name)) for question, name in named]
        return self._typed("text"), [(question, answer) for question, answer in answers if answer]

    def typed_answers(self) -> list[tuple[str, str]]:
        return self.typed()[1]

    def _typed(self, name: str) -> str:
        return str(self.fields[name].to_python(self.data.get(name, "")))

    def stored(self) -> dict[str, Any]:
        """What a comment keeps of it."""
        given = self.cleaned_data
        return {
            "privacy_notice": self.privacy_notice,
            "is_organisation": given["who"] == ORGANISATION,
            "name": given["name"],
            "contact": given["contact"],
            "text": given["text"],
            "answers": json.dumps(self.answered(), ensure_ascii=False) if self.answered() else "",
            "wishes_public": given["wishes_public"],
        }


class ParagraphsField(forms.CharField):
    """Browsers send other ends of lines than are stored."""

    def to_python(self, value: Any) -> str:
        return "\n".join(str(super().to_python(value) or "").splitlines())


def _paragraphs(label: str, longest: int, help_text: str = "", *, rows: int) -> ParagraphsField:
    return ParagraphsField(
        label=label,
        required=False,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows, "data-count": longest}),
        validators=[validate_paragraphs],
        help_text=f"{help_text}最多 {longest} 字。",
        error_messages={"max_length": "最多 %(limit_value)d 字，现在有 %(show_value)d 字，请删减。"},
    )
