"""What forms of the public have in common: a key, so that each counts once, and a summary of what is wrong."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from hub.private_fields.key_ring import PrivateDataError
from hub.proof_of_work.fields import PressedByAPerson
from inquiry.letters.form_keys import new_form_key, own_key
from inquiry.letters.responses import too_often

AGAIN = "这份表单不完整，请再提交一次；您填写的内容还在。"
CLOSED = "系统暂时不能收，请稍后再提交；您填写的内容还在。"


class PublicForm(PressedByAPerson, forms.Form):
    form_key = forms.CharField(
        label="表单", widget=forms.HiddenInput, initial=new_form_key, error_messages={"required": AGAIN}
    )

    def clean_form_key(self) -> str:
        key = own_key(self.cleaned_data["form_key"])
        if key is None:
            raise ValidationError(AGAIN)
        return key

    def summary(self) -> list[tuple[str, str, str]]:
        return problems_of(self)


def problems_of(form: forms.BaseForm) -> list[tuple[str, str, str]]:
    """(id of the field or "", its label, what is wrong with it), in the order of the form."""
    names = [*form.fields, forms.forms.NON_FIELD_ERRORS]
    return [(*_place(form, name), str(message)) for name in names for message in form.errors.get(name, [])]


def _place(form: forms.BaseForm, name: str) -> tuple[str, str]:
    if name not in form.fields or form[name].is_hidden:
        return "", ""
    return form[name].id_for_label or f"{form[name].auto_id}_0", str(form.fields[name].label or "")


class Refused(ValueError):
    """What was sent cannot be taken now. The message is Chinese."""


def refusal_of(request: HttpRequest, rate: str, take: Callable[[], object]) -> str:
    """What keeps `take` from taking what was sent, "" once it is done."""
    if problem := too_often(request, rate):
        return problem
    try:
        take()
    except Refused as refused:
        return str(refused)
    except PrivateDataError:
        return CLOSED
    return ""
