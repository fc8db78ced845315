"""Edit forms that several people may have open: who saves an old one is told, and writes over nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from django import forms
from django.core import signing
from django.core.exceptions import FieldDoesNotExist
from django.db import transaction
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from wagtail.admin.views.generic import EditView
from wagtail.admin.viewsets.model import ModelViewSet

FIELD = "loaded_values"
_SALT = "hub.viewsets"
_EMPTY = "（空）"


class Change(NamedTuple):
    name: str
    old: str
    new: str


def sealed(values: Mapping[str, str]) -> str:
    """The values that a form was made of, to be carried in the form."""
    return signing.dumps(dict(values), salt=_SALT, compress=True)


def changes_since(carried: str | None, now: Mapping[str, str]) -> list[Change]:
    """What is no longer as the form carries it. A request without it comes from no form, and is of no age."""
    if carried is None:
        return []
    try:
        loaded: Mapping[str, str] = signing.loads(carried, salt=_SALT)
    except signing.BadSignature:
        return [Change(name, "（不详）", value) for name, value in now.items()]
    names = [*now, *(name for name in loaded if name not in now)]
    return [
        Change(name, loaded.get(name, ""), now.get(name, "")) for name in names if loaded.get(name) != now.get(name)
    ]


class StampedEditView(EditView):
    """Compares what the form was made of with what is stored, while nobody else can write."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with transaction.atomic():
            list(self.model._base_manager.select_for_update(of=("self",)).filter(pk=self.object_pk))
            self.object = self.get_object()
            return super().post(request, *args, **kwargs)

    def get_form(self, form_class: type[forms.ModelForm] | None = None) -> forms.ModelForm:
        form = super().get_form(form_class)
        self.stored_values = _values_of(form)
        stamp = sealed(self.stored_values)
        form.fields[FIELD] = forms.CharField(required=False, widget=forms.HiddenInput, initial=stamp)
        return form

    def is_valid(self, form: forms.ModelForm) -> bool:
        changed = changes_since(self.request.POST.get(FIELD), self.stored_values)
        if not changed:
            return super().is_valid(form)
        form.is_valid()
        context = {"changes": [_shown(form, each) for each in changed], "url": self.get_edit_url()}
        self.produced_error_message = render_to_string("editing/changed.html", context)
        return False


class GroupModelViewSet(ModelViewSet):
    edit_view_class = StampedEditView


def _values_of(form: forms.ModelForm) -> dict[str, str]:
    found = {name: _text(form.initial.get(name)) for name in form.fields if name in form.initial}
    for prefix, formset in getattr(form, "formsets", {}).items():
        for row in formset.model._base_manager.filter(**{formset.fk.name: form.instance.pk}):
            values = model_to_dict(row, fields=list(formset.empty_form.fields))
            found |= {f"{prefix}.{row.pk}.{name}": _text(value) for name, value in values.items()}
    return found


def _text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ",".join(sorted(str(getattr(each, "pk", each)) for each in value))
    return "" if value is None else str(value)


def _shown(form: forms.ModelForm, change: Change) -> Change:
    """With names that people know: the field's label, a choice's label, what a key stands for."""
    prefix, *inside = change.name.split(".")
    if inside:
        formset = getattr(form, "formsets", {})[prefix]
        model, label = formset.model, f"{formset.model._meta.verbose_name} · "
    else:
        model, label = form._meta.model, ""
    try:
        field = model._meta.get_field(change.name.rpartition(".")[2])
    except FieldDoesNotExist:
        return change
    old, new = (_readable(field, text) for text in (change.old, change.new))
    return Change(f"{label}{getattr(field, 'verbose_name', field.name)}", old, new)


def _readable(field: Any, text: str) -> str:
    if text and field.many_to_one:
        return str(field.related_model._base_manager.filter(pk=text).first() or text)
    named = {str(key): str(label) for key, label in getattr(field, "flatchoices", ())}
    return named.get(text, {"True": "是", "False": "否"}.get(text, text)) or _EMPTY
