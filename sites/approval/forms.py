"""The forms of a step. The same in the inbox and in Wagtail's own workflow dialogue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from sites.approval.enums import ApprovalStep
from sites.approval.rules import SECRECY_CHECKS


class ApproveForm(forms.Form):
    comment = forms.CharField(
        label="意见", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2, "placeholder": "可不填"})
    )


class DeclarationField(forms.MultipleChoiceField):
    """More than was asked may be declared."""

    def valid_value(self, value: Any) -> bool:
        return value in SECRECY_CHECKS


class SecrecyApproveForm(ApproveForm):
    """The reviewer ticks every check by name; a declaration with a gap is none (Arts. 32(2), 35).

    `checks`: what is asked, where it is not all.
    """

    declaration = DeclarationField(
        label="保密审查声明",
        choices=list(SECRECY_CHECKS.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请逐项核对并勾选。"},
    )
    field_order = ["declaration", "comment"]

    def __init__(self, *args: Any, checks: Mapping[str, str] = SECRECY_CHECKS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.checks = checks
        self.fields["declaration"].choices = list(checks.items())

    def clean_declaration(self) -> list[str]:
        ticked = self.cleaned_data["declaration"]
        missing = [label for name, label in self.checks.items() if name not in ticked]
        if missing:
            raise forms.ValidationError("还有未核对的项目：" + "；".join(missing))
        return list(ticked)


class ReturnForm(forms.Form):
    comment = forms.CharField(
        label="退回理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明退回理由，编写人要据此修改。"},
    )


class ObjectionForm(forms.Form):
    """What is wrong with an emergency that is public already."""

    comment = forms.CharField(
        label="有什么问题",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "请写明有什么问题。"},
    )


def form_for(step: str, action: str) -> type[forms.Form]:
    if action == "reject":
        return ReturnForm
    return SecrecyApproveForm if step == ApprovalStep.SECRECY else ApproveForm
