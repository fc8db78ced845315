"""What each action asks for. All labels and messages are read by people at a desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone

from hub.calendar import Terms
from hub.models import LegalTerm
from sites.casework.actions.dialogue import SUPPLEMENT_TERM
from sites.casework.enums import Opinion, Satisfaction
from sites.casework.models.case import Case
from sites.casework.numbers import as_typed, is_number
from sites.casework.rights import Seat, cases_seen_by, officers_of
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.unit import Unit

CONSULTATIONS = "ask_"  # codes of the terms within which others say what they think


def day_field(label: str, **kwargs: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


def text_field(label: str, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 3}), **{"max_length": 1000, **kwargs})


class UnitField(forms.ModelChoiceField):
    """Says of each unit whether it has somebody for such cases."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=Unit.objects.order_by("name"), empty_label="请选择", **{"label": "承办单位", **kwargs}
        )
        self.staffed: set[int] | None = None

    def label_from_instance(self, unit: Unit) -> str:
        is_vacant = self.staffed is not None and unit.pk not in self.staffed
        return f"{unit.name}（无经办人）" if is_vacant else unit.name


class UnitsField(UnitField, forms.ModelMultipleChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        forms.ModelMultipleChoiceField.__init__(self, queryset=Unit.objects.order_by("name"), **kwargs)
        self.staffed = None


class ActionForm(forms.Form):
    """`seen`: the serial of the newest event on the page from which it is sent."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, case: Case, seat: Seat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case, self.seat = case, seat
        office = case.kind_of_case.office
        for field in self.fields.values():
            if isinstance(field, UnitField):
                held = Appointment.objects.current().of_offices([office])
                field.staffed = set(held.values_list("unit", flat=True))
        self.prepare()

    def prepare(self) -> None:
        """What the fields offer in this case."""


class ReasonForm(ActionForm):
    reason = text_field("理由")


class OptionalReasonForm(ActionForm):
    reason = text_field("说明", required=False)


class NoteForm(ActionForm):
    note = text_field("记录（只有办理人员看到）")


class DayForm(ActionForm):
    on = day_field("双方确认的日期")

    def prepare(self) -> None:
        self.fields["on"].initial = timezone.localdate()


class RefuseForm(ActionForm):
    ground = forms.ChoiceField(label="不予受理的理由")
    reason = text_field("说明（来信人看到）", required=False)

    def prepare(self) -> None:
        self.fields["ground"].choices = [("", "请选择"), *self.case.kind_of_case.grounds.choices]


class ForwardForm(ActionForm):
    organ = forms.CharField(label="转送的机关", max_length=60)
    reason = text_field("理由（来信人看到）")


class JoinForm(ActionForm):
    other = forms.CharField(label="合并到的办件编号", max_length=20)

    def clean_other(self) -> Case:
        number = as_typed(self.cleaned_data["other"])
        if not is_number(number):
            raise forms.ValidationError("编号不对，应为 11 位数字。")
        case = cases_seen_by(self.seat.actor.user).filter(number=number).first()
        if case is None:
            raise forms.ValidationError("没有这个编号的办件。")
        return case


class AssignForm(ActionForm):
    lead = UnitField(label="主办单位")
    supports = UnitsField(label="协办单位（可多选，可不选）", required=False)
    wanted_on = day_field("要求答复日期（可不填）", required=False)


class UnitReasonForm(ActionForm):
    unit = UnitField()
    reason = text_field("理由")


class TakeForm(ActionForm):
    officer = forms.ModelChoiceField(label="经办人", queryset=get_user_model().objects.none(), empty_label=None)

    def prepare(self) -> None:
        appointment = self.seat.actor.appointment
        self.fields["officer"].queryset = officers_of(appointment.unit, self.case.kind_of_case.office)
        self.fields["officer"].initial = self.seat.actor.user.pk


class AskBackForm(ActionForm):
    question = text_field("要补充的内容（来信人看到）")
    until = day_field("补充截止", required=False)

    def prepare(self) -> None:
        self.fields["until"].initial = Terms.load().due(SUPPLEMENT_TERM, timezone.localdate()).on


class ConsultForm(ActionForm):
    asked = forms.CharField(label="征求意见的对象", max_length=60)
    term_code = forms.ChoiceField(label="依据")

    def prepare(self) -> None:
        terms = LegalTerm.objects.filter(code__startswith=CONSULTATIONS).values_list("code", "subject").distinct()
        self.fields["term_code"].choices = list(terms)


class OpinionForm(ActionForm):
    opinion = forms.ChoiceField(label="意见", choices=[("", "请选择"), *Opinion.choices])
    note = text_field("意见内容（只有办理人员看到）", required=False, max_length=500)


class BulkAssignForm(forms.Form):
    kept = forms.CharField(widget=forms.HiddenInput, required=False)
    unit = UnitField(label="把勾选的分办给")

    def __init__(self, *args: Any, kept: str = "", **kwargs: Any) -> None:
        super().__init__(*args, initial={"kept": kept}, **kwargs)


class RateForm(forms.Form):
    satisfaction = forms.TypedChoiceField(label="满意度", choices=Satisfaction.choices, coerce=int)
    comment = text_field("意见", required=False)
