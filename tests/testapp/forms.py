"""A form of the public as letters will have one: text, files, and proof that a person pressed."""

from __future__ import annotations

from typing import Any

from django import forms

from hub.proof_of_work.fields import PressedByAPerson
from hub.sent_files.fields import SentFilesField, files_of


class TellForm(PressedByAPerson, forms.Form):
    text = forms.CharField(label="内容", widget=forms.Textarea({"cols": 20}))
    files = SentFilesField()

    def clean(self) -> dict[str, Any]:
        self.taken = files_of(self, "files")
        return self.cleaned_data
