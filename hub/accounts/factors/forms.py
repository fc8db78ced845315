from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest

from hub.models import User


class ConfirmForm(forms.Form):
    """The password once more, asked for as sign-in asks: wrong ones are counted and lock together with it."""

    password = forms.CharField(
        label="密码", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_password(self) -> str:
        typed: str = self.cleaned_data["password"]
        if authenticate(self.request, username=self.request.user.get_username(), password=typed) != self.request.user:
            raise forms.ValidationError("密码不对。")
        return typed


class CodeForm(forms.Form):
    code = forms.CharField(
        label="验证码",
        max_length=40,
        help_text="验证器显示的 6 位数字，或者一个恢复码。",
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class AppForm(CodeForm):
    name = forms.CharField(
        label="名称", max_length=30, initial="手机验证器", help_text="以后靠它辨认，例如：我的华为手机。"
    )
    field_order = ("code", "name")


class NameForm(forms.Form):
    name = forms.CharField(
        label="名称", max_length=30, initial="通行密钥", help_text="以后靠它辨认，例如：办公室的安全钥匙。"
    )


class ResetForm(forms.Form):
    person = forms.ModelChoiceField(User.objects.none(), label="用户")
    reason = forms.CharField(label="原因", max_length=200, help_text="例如：手机丢失，已当面核实本人。")

    def __init__(self, people: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people
