"""Several files in one field of a public form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.functional import lazystr

from hub.sent_files.intake import TakenIn, accepted_kinds, take_in_all


class SentFilesInput(forms.FileInput):
    allow_multiple_selected = True

    class Media:
        css = {"all": ("css/sent-files.css",)}

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        """With what browsers offer, and what the form's script may count before anything is sent."""
        endings = [f".{ending}" for kind in accepted_kinds() for ending in kind.endings]
        return super().build_attrs(base_attrs, extra_attrs) | {
            "accept": ",".join(endings),
            "multiple": True,
            "class": "sent-files",
            "data-most": settings.SENT_FILES_MOST,
            "data-largest": settings.SENT_FILE_LARGEST,
        }


class SentFilesField(forms.FileField):
    """Cleans to a list of uploads that nobody has looked at: `files_of` judges them."""

    widget = SentFilesInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": "附件", "required": False, "help_text": lazystr(_Help())} | kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = [file for file in data or () if isinstance(file, UploadedFile)]
        if self.required and not files:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return files


def files_of(form: forms.BaseForm, name: str) -> list[TakenIn]:
    """For a form's `clean`: the files of a field, judged only where nothing else is wrong; else errors at the field."""
    if form.errors:
        return []
    try:
        return take_in_all(form.cleaned_data[name])
    except forms.ValidationError as problem:
        form.add_error(name, problem)
        return []


class _Help:
    def __str__(self) -> str:
        endings = "、".join(dict.fromkeys(kind.endings[0] for kind in accepted_kinds()))
        largest = filesizeformat(settings.SENT_FILE_LARGEST)
        return f"最多 {settings.SENT_FILES_MOST} 个，每个不超过 {largest}：{endings}。"
