"""Words with which answers begin: kept by the officers of a unit, and by the centre for all."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hub.events import record_event
from sites.casework.desk.access import for_those
from sites.casework.kinds import choices
from sites.casework.models.answer_template import AnswerTemplate
from sites.casework.rights import may_edit_templates, works_at_centre
from sites.organisation.capacity import units_of
from sites.organisation.enums import CASE_OFFICES
from sites.organisation.models.unit import Unit


class TemplateForm(forms.ModelForm):
    """The centre writes for all units; an officer for the own ones."""

    kind = forms.ChoiceField(label="类别", required=False)

    class Meta:
        model = AnswerTemplate
        fields = ("title", "unit", "kind", "text")

    def __init__(self, *args: object, user: AbstractBaseUser, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "全部类别"), *choices()]
        unit = self.fields["unit"]
        if works_at_centre(user):
            unit.queryset, unit.empty_label = Unit.objects.order_by("name"), "全部单位"
        else:
            unit.queryset = Unit.objects.filter(pk__in=units_of(user, CASE_OFFICES)).order_by("name")
            unit.required, unit.empty_label, unit.help_text = True, None, ""


def _own(user: AbstractBaseUser) -> QuerySet[AnswerTemplate]:
    """Those that the user may change."""
    rows = AnswerTemplate.objects.select_related("unit")
    return rows if works_at_centre(user) else rows.filter(unit__in=units_of(user, CASE_OFFICES))


@for_those(may_edit_templates)
@require_GET
def templates(request: HttpRequest) -> HttpResponse:
    own = _own(request.user)
    seen = AnswerTemplate.objects.select_related("unit").filter(Q(pk__in=own.values("pk")) | Q(unit=None))
    context = {"templates": seen, "own": set(own.values_list("pk", flat=True)), "kinds": dict(choices())}
    return render(request, "desk/templates.html", context)


@for_those(may_edit_templates)
@require_http_methods(["GET", "POST"])
def template(request: HttpRequest, template_id: int | None = None) -> HttpResponse:
    """A new one, or one to change or delete."""
    found = get_object_or_404(_own(request.user), pk=template_id) if template_id else None
    if found is not None and request.POST.get("action") == "delete":
        _record(request, "删除答复模板", found)
        found.delete()
        messages.success(request, f"已删除：{found}")
        return redirect("casework:templates")
    form = TemplateForm(request.POST or None, instance=found, user=request.user)
    if request.method == "POST" and form.is_valid():
        saved = form.save()
        _record(request, "保存答复模板", saved)
        messages.success(request, f"已保存：{saved}")
        return redirect("casework:templates")
    return render(request, "desk/template.html", {"form": form, "template": found})


def _record(request: HttpRequest, action: str, row: AnswerTemplate) -> None:
    record_event(action, row.title, row.text[:200], unit_code=row.unit.code if row.unit else "", actor=request.user)
