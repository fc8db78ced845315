"""The form with which staff enter what somebody said, wrote or brought."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.crypto import get_random_string

from hub.sent_files.fields import SentFilesField, files_of
from sites.casework.actions.intake import Letter
from sites.casework.desk.forms import UnitsField, day_field
from sites.casework.enums import ApplicantKind, Channel
from sites.casework.kinds import Ask, CaseKind
from sites.casework.models.applicant import Applicant
from sites.casework.models.privacy_notice import PrivacyNotice
from sites.casework.query_codes import check_chosen, given_code
from sites.casework.rights import is_operator, works_at_centre
from sites.organisation.capacity import people_of, units_of
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.unit import Unit

COMPLAINED = ("complained_units", "complained_people")


class PeopleField(forms.ModelMultipleChoiceField):
    """Those who hold an office today, with their units."""

    def __init__(self, **kwargs: Any) -> None:
        people = people_of(Appointment.objects.current()).order_by("last_name", "first_name", "pk")
        super().__init__(queryset=people.prefetch_related("appointments__unit"), **kwargs)

    def label_from_instance(self, person: Any) -> str:
        units = dict.fromkeys(each.unit.short_name for each in person.appointments.all())
        return f"{person.get_full_name()}（{'、'.join(units)}）"


def units_to_enter_for(user: AbstractBaseUser, kind: CaseKind) -> QuerySet[Unit]:
    """All of them at the centre; at a unit's desk the own ones."""
    units = Unit.objects.order_by("name")
    if works_at_centre(user) or is_operator(user):
        return units
    return units.filter(pk__in=units_of(user, [kind.office]))


class EntryForm(forms.Form):
    """`form_key`: however often the button is pressed, one case is made, with the code that stands in the form."""

    form_key = forms.CharField(widget=forms.HiddenInput, max_length=40)
    channel = forms.ChoiceField(label="渠道", choices=[each for each in Channel.choices if each[0] != Channel.WEB])
    received_on = day_field("收到日期", required=False, help_text="不填为今天；下班后收到的算下一个工作日。")
    addressed_to = forms.ModelChoiceField(label="写给哪个单位", queryset=Unit.objects.none(), empty_label="请选择")
    addressee = forms.CharField(label="收信的领导（可不填）", max_length=60, required=False)
    title = forms.CharField(label="标题", max_length=60)
    text = forms.CharField(label="内容", max_length=5000, widget=forms.Textarea(attrs={"rows": 8}))

    def __init__(self, *args: Any, kind: CaseKind, user: AbstractBaseUser, **kwargs: Any) -> None:
        first = {"form_key": get_random_string(40), "code": given_code()}
        super().__init__(*args, initial=first, **kwargs)
        self.kind = kind
        self.fields["addressed_to"].queryset = units_to_enter_for(user, kind)
        if kind.asks_organisations:
            self.fields["kind"] = forms.ChoiceField(label="申请人类型", choices=ApplicantKind.choices)
        for ask in kind.asked:
            self.fields[ask.value] = _asked(ask, is_needed=kind.always_asks(ask))
        self.fields["files"] = SentFilesField()
        if kind.is_about_somebody:
            self.fields["complained_units"] = UnitsField(label="被投诉的单位", required=False)
            self.fields["complained_people"] = PeopleField(label="被投诉的人员", required=False)
        if kind.may_be_public:
            self.fields["wishes_public"] = forms.BooleanField(label="来信人愿意公开", required=False)
        self.fields["code"] = forms.CharField(
            label="查询码", max_length=20, help_text="告诉来信人，凭编号和查询码查进度。来信人可以自己定一个。"
        )
        self.fields["is_told"] = forms.BooleanField(label="已告知来信人个人信息怎样使用")

    def clean_code(self) -> str:
        check_chosen(self.cleaned_data["code"])
        return str(self.cleaned_data["code"])

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if self.kind.is_about_somebody and not any(name in self.errors or found.get(name) for name in COMPLAINED):
            self.add_error("complained_units", ValidationError("请选择被投诉的单位或者人员。"))
        for ask in self.kind.must_ask_of(found.get("kind", ApplicantKind.NATURAL)):
            if not found.get(ask.value) and ask.value not in self.errors:
                self.add_error(ask.value, ValidationError(f"请填写{ask.label}。"))
        self.taken = files_of(self, "files")
        return found

    def letter(self) -> Letter:
        found = self.cleaned_data
        asked = {ask.value: found[ask.value] for ask in self.kind.asked if found.get(ask.value)}
        if self.kind.asks_organisations:
            asked["kind"] = found["kind"]
        return Letter(
            kind=self.kind.code,
            title=found["title"],
            text=found["text"],
            addressed_to=found["addressed_to"],
            applicant=asked,
            code=found["code"],
            addressee=found["addressee"],
            wishes_public=found.get("wishes_public", False),
            privacy_notice=PrivacyNotice.current(),
            form_key=found["form_key"],
            files=self.taken,
            complained_units=list(found.get("complained_units") or []),
            complained_people=list(found.get("complained_people") or []),
        )


def _asked(ask: Ask, *, is_needed: bool) -> forms.CharField:
    field = Applicant._meta.get_field(ask.value)
    factory = forms.EmailField if ask == Ask.EMAIL else forms.CharField
    return factory(
        label=ask.label if is_needed else f"{ask.label}（可不填）", max_length=field.max_length, required=is_needed
    )
