"""Edit forms that several people may have open: who saves an old one is told, and writes over nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from typing import Any, NamedTuple

from django import forms
from django.core import signing
from django.core.exceptions import FieldDoesNotExist
from django.db import transaction
from django.db.models import QuerySet
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from wagtail.admin.views.generic import EditView
from wagtail.documents.views import multiple as multiple_documents
from wagtail.images.views import multiple as multiple_images

from hub.differences import words
from hub.differences.sequences import Budget

FIELD = "loaded_values"
_SALT = "hub.viewsets"
_EMPTY = "（空）"


class Change(NamedTuple):
    name: str
    old: str
    new: str

    @property
    def html(self) -> SafeString:
        return words.difference(self.old, self.new, Budget())


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


def stamp_edit_forms() -> None:
    """Every edit form of Wagtail's and ours: they have these views in common, and their forms nothing."""
    EditView.dispatch = _alone(EditView.dispatch)
    EditView.get_form = _get_stamped_form
    EditView.is_valid = _compared(EditView.is_valid)
    EditView.get_success_json = _with_new_stamp(EditView.get_success_json)
    for module in (multiple_documents, multiple_images):
        for view in (module.AddView, module.EditView):
            view.get_edit_form_class = _get_stamped_class(view.get_edit_form_class)
        module.EditView.dispatch = _alone(module.EditView.dispatch)


def _alone(dispatch: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A form is compared and saved while nobody else can write the row."""

    @wraps(dispatch)
    def locked(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return dispatch(self, request, *args, **kwargs)
        model = getattr(self, "model", None) or self.get_model()
        key = self.object_pk if isinstance(self, EditView) else kwargs[self.pk_url_kwarg]
        with transaction.atomic():
            list(model._base_manager.select_for_update(of=("self",)).filter(pk=key))
            if "object" in vars(self):  # read before anybody waited
                self.object = self.get_object()
            return dispatch(self, request, *args, **kwargs)

    return locked


def _get_stamped_form(self: EditView, form_class: type[forms.ModelForm] | None = None) -> forms.ModelForm:
    form = super(EditView, self).get_form(form_class)
    stamp(form)
    return form


def _compared(is_valid: Callable[..., bool]) -> Callable[..., bool]:
    @wraps(is_valid)
    def compared(self: EditView, form: forms.ModelForm) -> bool:
        changed = changes_since(carried_by(form), form.stored_values)
        if not changed:
            return is_valid(self, form)
        form.is_valid()
        context = {"changes": [_shown(form, each) for each in changed], "url": self.get_edit_url()}
        self.produced_error_code = "validation_error"
        self.produced_error_message = render_to_string("editing/changed.html", context)
        return False

    return compared


def _with_new_stamp(get_success_json: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """A form that stays open after it was saved carries what it saved."""

    @wraps(get_success_json)
    def answered(self: EditView) -> dict[str, Any]:
        found = get_success_json(self)
        kwargs = {name: value for name, value in self.get_form_kwargs().items() if name not in ("data", "files")}
        saved = self.get_form_class()(**kwargs | {"instance": self.object})
        found.setdefault("field_updates", {})[FIELD] = sealed(_values_of(saved))
        return found

    return answered


def _get_stamped_class(
    get_edit_form_class: Callable[..., type[forms.ModelForm]],
) -> Callable[..., type[forms.ModelForm]]:
    """Of a file that was just uploaded: its form stands beside others on one page."""

    @wraps(get_edit_form_class)
    def stamped(self: Any) -> type[forms.ModelForm]:
        return type("StampedForm", (_Compared, get_edit_form_class(self)), {})

    return stamped


class _Compared:
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stamp(self)

    def clean(self) -> Any:
        if changed := changes_since(carried_by(self), self.stored_values):
            shown = "；".join(
                f"{each.name}：{each.old} → {each.new}" for each in (_shown(self, each) for each in changed)
            )
            raise forms.ValidationError(f"没有保存：您打开以后，别人改动了这项内容（{shown}）。请刷新后再改。")
        return super().clean()


def stamp(form: forms.ModelForm) -> None:
    """Has the form carry what it was made of."""
    form.stored_values = _values_of(form)
    stamped = sealed(form.stored_values)
    form.fields[FIELD] = forms.CharField(required=False, widget=forms.HiddenInput, initial=stamped)


def carried_by(form: forms.ModelForm) -> str | None:
    return form.data.get(form.add_prefix(FIELD))


def _values_of(form: forms.ModelForm) -> dict[str, str]:
    found = {name: _text(form.initial.get(name)) for name in form.fields if name in form.initial}
    for prefix, rows, names in _rows_below(form):
        for row in rows:
            values = model_to_dict(row, fields=names)
            found |= {f"{prefix}.{row.pk}.{name}": _text(value) for name, value in values.items()}
    return found


def _rows_below(form: forms.ModelForm) -> Iterator[tuple[str, QuerySet, list[str]]]:
    """Rows that are written with the form, by a name that stands for them, and which of their fields."""
    for prefix, formset in getattr(form, "formsets", {}).items():
        rows = formset.model._base_manager.filter(**{formset.fk.name: form.instance.pk})
        yield prefix, rows, list(formset.empty_form.fields)


def _text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ",".join(sorted(str(getattr(each, "pk", each)) for each in value))
    return "" if value is None else str(value)


def _shown(form: forms.ModelForm, change: Change) -> Change:
    """With names that people know: the field's label, a choice's label, what a key stands for."""
    prefix, *inside = change.name.split(".")
    if inside:
        model = next(rows.model for name, rows, _names in _rows_below(form) if name == prefix)
        label = f"{model._meta.verbose_name} · "
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
