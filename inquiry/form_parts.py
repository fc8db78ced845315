"""What forms that citizens send have in common: consent to the privacy notice, one key a form, a summary of errors."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from hub.text_rules import validate_line
from inquiry.letters.form_keys import new_form_key, own_key
from sites.casework.models.privacy_notice import PrivacyNotice


class ConsentingForm(forms.Form):
    """Subclasses call `add_consent` after their own fields, and `check_consent` in `clean`."""

    required_css_class = "is-required"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "letter-%s", "label_suffix": ""} | kwargs)
        self.privacy_notice = PrivacyNotice.current()

    def add_consent(self) -> None:
        self.fields["agrees"] = forms.BooleanField(
            label="我已阅读并同意上面的个人信息说明", error_messages={"required": "请阅读并同意个人信息说明。"}
        )
        self.fields["notice"] = forms.CharField(widget=forms.HiddenInput, required=False, initial=self.notice_version)
        self.fields["form_key"] = forms.CharField(widget=forms.HiddenInput, required=False, initial=new_form_key)

    @property
    def notice_version(self) -> str:
        return self.privacy_notice.version if self.privacy_notice else ""

    def clean_form_key(self) -> str:
        key = own_key(self.cleaned_data["form_key"])
        if key is None:
            raise ValidationError("这份表单不完整，请再提交一次；您填写的内容还在。")
        return key

    def check_consent(self) -> None:
        if "agrees" in self.cleaned_data and self.cleaned_data.get("notice") != self.notice_version:
            self.add_error("agrees", "个人信息说明有了新的版本，请重新阅读并同意。")

    def as_sent(self) -> list[tuple[str, str]]:
        """All that was typed, to be sent once more by the next step."""
        rows = [(name, self.data.get(name, "")) for name in self.fields]
        return [(name, value) for name, value in rows if value]

    def mended(self) -> dict[str, Any]:
        """What was typed, with a new key in place of one that is not ours, and the present notice to be agreed to."""
        data = self.data.copy()
        if own_key(data.get("form_key", "")) is None:
            data["form_key"] = new_form_key()
        if data.get("notice") != self.notice_version:
            data["notice"] = self.notice_version
            data.pop("agrees", None)
        return data

    def summary(self) -> list[tuple[str, str, str]]:
        """(id of the field or "", its label, what is wrong with it), in the order of the form."""
        names = [*self.fields, forms.forms.NON_FIELD_ERRORS]
        return [
            (self[name].id_for_label if name in self.fields else "", self.fields[name].label if name in self.fields
             else "", str(message))
            for name in names
            for message in self.errors.get(name, [])
        ]  # fmt: skip


def line(
    label: str, longest: int, help_text: str = "", *, required: bool = True, autocomplete: str = "", initial: Any = None
) -> forms.CharField:
    attrs = {"autocomplete": autocomplete} if autocomplete else {}
    return forms.CharField(
        label=label,
        max_length=longest,
        required=required,
        initial=initial,
        help_text=help_text,
        widget=forms.TextInput(attrs=attrs),
        validators=[validate_line],
        error_messages={
            "required": f"请填写{label}。",
            "max_length": f"{label}最多 %(limit_value)d 字，现在有 %(show_value)d 字。",
        },
    )
