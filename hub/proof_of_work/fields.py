"""The field that public forms have beside their own, and the form that has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.forms.widgets import Script
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString

from hub.proof_of_work import challenges, waiting

NAME = "proof_of_work"


@dataclass(frozen=True)
class Proof:
    """What was sent. `payload`: the solved challenge, "" without scripts."""

    payload: str = ""
    stamp: str = ""
    trap: str = ""


@dataclass(frozen=True)
class Proven:
    """A proof that is right, and has not counted yet."""

    key: str
    lifetime: timedelta
    is_by_waiting: bool


class ProofOfWorkInput(forms.Widget):
    """Hidden fields, a line that says how far it is, and the words for the script."""

    class Media:
        css = {"all": ("css/proof-of-work.css",)}
        js = (Script("js/proof-of-work.js", type="module"),)

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        sent = value if isinstance(value, Proof) else Proof()
        stamp = sent.stamp if waiting.is_usable(sent.stamp) else waiting.new_stamp()
        context = {"name": name, "stamp": stamp, "trap": sent.trap[:200], "seconds": settings.WAITING_PROOF_SECONDS}
        return SafeString(render_to_string("proof_of_work/field.html", context))

    def value_from_datadict(self, data: Any, files: MultiValueDict, name: str) -> Proof:  # type: ignore[type-arg]
        return Proof(data.get(name, ""), data.get(f"{name}_stamp", ""), data.get(f"{name}_website", ""))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False


class ProofOfWorkField(forms.Field):
    """Cleans to a `Proven`, which `spend` counts; see `PressedByAPerson`."""

    widget = ProofOfWorkInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": ""} | kwargs)

    def clean(self, value: Proof) -> Proven:
        if value.payload:
            return Proven(challenges.solved(value.payload), challenges.LIFETIME, is_by_waiting=False)
        return Proven(waiting.waited(value.stamp, value.trap), waiting.LIFETIME, is_by_waiting=True)


class PressedByAPerson(forms.BaseForm):
    """First base of a public form: it is valid once for each proof. Nothing is spent while anything else is wrong."""

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.fields[NAME] = ProofOfWorkField()

    def full_clean(self) -> None:
        super().full_clean()
        if not self.is_bound or self.errors:
            return
        try:
            spend(self.request, self.cleaned_data[NAME])
        except forms.ValidationError as problem:
            self.add_error(NAME, problem)


def spend(request: HttpRequest, proven: Proven) -> None:
    """
    Raises:
        ValidationError: it has counted before, or too much came from this address without scripts.
    """
    if proven.is_by_waiting:
        waiting.refuse_too_many(request)
    challenges.spend(proven.key, proven.lifetime)
