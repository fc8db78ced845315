"""The form of a survey: a field for each question, and nothing that says who answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from hub.text_rules import validate_paragraphs
from inquiry.public_forms import PublicForm
from inquiry.surveys.questions import Question, QuestionKind

LONGEST_TEXT = 500


class AnswerForm(PublicForm):
    def __init__(self, *args: Any, questions: tuple[Question, ...], **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "survey-%s", "label_suffix": ""} | kwargs)
        self.questions = questions
        own = {question.name: _field(question) for question in questions}
        self.fields = {**own, **self.fields}

    @property
    def asked(self) -> list[tuple[Question, forms.BoundField]]:
        return [(question, self[question.name]) for question in self.questions]

    @property
    def chosen(self) -> dict[str, list[int]]:
        """Of a valid form, as `SurveyAnswer.chosen`."""
        found = {}
        for question in self.questions:
            given = self.cleaned_data[question.name]
            if question.kind is not QuestionKind.TEXT and given:
                places = given if isinstance(given, list) else [given]
                found[str(question.number)] = sorted(int(place) for place in places)
        return found

    @property
    def texts(self) -> dict[int, str]:
        """What was written, by the number of the question."""
        free = [question for question in self.questions if question.kind is QuestionKind.TEXT]
        return {each.number: text for each in free if (text := self.cleaned_data[each.name].strip())}


def _field(question: Question) -> forms.Field:
    label = f"{question.number}．{question.text}"
    if question.kind is QuestionKind.TEXT:
        return forms.CharField(
            label=label,
            required=question.is_required,
            max_length=LONGEST_TEXT,
            widget=forms.Textarea(attrs={"rows": 4}),
            validators=[validate_paragraphs],
            help_text=f"最多 {LONGEST_TEXT} 字。请不要写姓名、电话等个人信息。",
            error_messages={
                "required": "请填写。",
                "max_length": "最多 %(limit_value)d 字，现在有 %(show_value)d 字。",
            },
        )
    choices = [(str(place), option) for place, option in enumerate(question.choices)]
    messages = {"required": "请选择。", "invalid_choice": "请从列出的选项里选择。"}
    if question.kind is QuestionKind.SEVERAL:
        return _SeveralField(question.most, label=label, required=question.is_required, choices=choices,
                             error_messages=messages)  # fmt: skip
    return forms.ChoiceField(
        label=label, required=question.is_required, choices=choices, widget=forms.RadioSelect, error_messages=messages
    )


class _SeveralField(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def __init__(self, most: int, **kwargs: Any) -> None:
        words = f"可选多项，最多 {most} 项。" if most < len(kwargs["choices"]) else "可选多项。"
        super().__init__(help_text=words, **kwargs)
        self.most = most

    def clean(self, value: Any) -> list[str]:
        chosen = list(dict.fromkeys(super().clean(value)))
        if len(chosen) > self.most:
            raise ValidationError(f"最多选 {self.most} 项，现在选了 {len(chosen)} 项。")
        return chosen
