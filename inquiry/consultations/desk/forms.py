from __future__ import annotations

from typing import Any

from django import forms

from inquiry.consultations.enums import Showing, Verdict
from inquiry.models.consultation_comment import ConsultationComment
from inquiry.models.consultation_page import ConsultationPage
from inquiry.models.opinion_group import OpinionGroup


class GroupForm(forms.ModelForm):
    class Meta:
        model = OpinionGroup
        fields = ["wording", "result", "grounds"]
        widgets = {"grounds": forms.Textarea(attrs={"rows": 4})}

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("result") in (Verdict.PARTLY, Verdict.NOT_ADOPTED) and not given.get("grounds", "").strip():
            self.add_error("grounds", "没有全部采纳的，请说明理由。")
        return given


class SortingForm(forms.Form):
    """The group for the comments that are ticked; none takes them out of theirs."""

    group = forms.ModelChoiceField(
        OpinionGroup.objects.none(), label="归入分类", required=False, empty_label="退出分类",
        error_messages={"invalid_choice": "请从列表里选择分类。"},
    )  # fmt: skip

    def __init__(self, *args: Any, consultation: ConsultationPage, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["group"].queryset = consultation.groups.all()


class ShowingForm(forms.ModelForm):
    class Meta:
        model = ConsultationComment
        fields = ["showing", "masked_text", "showing_reason"]
        widgets = {"masked_text": forms.Textarea(attrs={"rows": 8})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        if not self.instance.wishes_public:
            del self.fields["masked_text"]
            self.fields["showing"].choices = [each for each in Showing.choices if each[0] != Showing.SHOWN]
