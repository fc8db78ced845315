"""Every text field of every model refuses what `hub.text_rules` refuses, in forms and whatever else saves a row.

Forms take the validators from the model's field. A save checks what it writes, so that a script or an import is
refused as well. A row that was there before keeps what it holds, so that it can still be taken down.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.signals import pre_save
from taggit.forms import TagField
from wagtail.models import BaseLogEntry, Revision

from hub.text_rules import validate_line, validate_paragraphs

Validate = Callable[[object], None]


def connect() -> None:
    for model in apps.get_models():
        for field, validate in text_fields(model):
            if validate not in field.validators:
                # Beside the cached property: as an argument of the field they would be a migration of each model.
                field.__dict__["validators"] = [*field.validators, validate]
    # Keywords are rows of their own, made after the form is valid.
    TagField.default_validators = [*TagField.default_validators, validate_line]
    pre_save.connect(refuse_hidden_characters, dispatch_uid="hub_text_fields")


@cache  # every save asks
def text_fields(model: type[models.Model]) -> tuple[tuple[models.Field, Validate], ...]:
    """The fields that hold text that people write, each with what checks it.

    Not those of models that only repeat what stands elsewhere (`repeats_text`), nor of Wagtail's log.
    """
    if getattr(model, "repeats_text", False) or issubclass(model, BaseLogEntry | Revision):
        return ()
    fields = model._meta.concrete_fields
    lines = [(field, validate_line) for field in fields if isinstance(field, models.CharField)]
    paragraphs = [(field, validate_paragraphs) for field in fields if isinstance(field, models.TextField)]
    return (*lines, *paragraphs)


def refuse_hidden_characters(
    sender: type[models.Model], instance: Any, raw: bool, using: str, update_fields: Iterable[str] | None, **signal: Any
) -> None:
    """
    Raises:
        ValidationError: on the fields at fault.
    """
    if raw or sender.__module__ == "__fake__":  # a model as a migration knows it
        return
    if isinstance(instance, Revision):
        _refuse(instance.content_type.model_class(), _content(instance))
        return
    held = instance.__dict__
    written = {
        field.attname: held[field.attname]
        for field, _validate in text_fields(sender)
        if field.attname in held and (update_fields is None or field.name in update_fields)
    }
    try:
        _refuse(sender, written)
    except ValidationError as refused:
        if sender._meta.pk.attname in refused.error_dict:  # no row has such a key
            raise
        before = sender._base_manager.using(using).filter(pk=instance.pk).values(*refused.error_dict).first()
        if before is None or any(before[name] != written[name] for name in refused.error_dict):
            raise


def _content(revision: Revision) -> dict[str, Any]:
    return json.loads(revision.content) if isinstance(revision.content, str) else revision.content


def _refuse(model: type[models.Model] | None, values: dict[str, Any]) -> None:
    errors = {}
    for field, validate in text_fields(model) if model else ():
        try:
            validate(values.get(field.attname))
        except ValidationError as problem:
            errors[field.attname] = [f"{field.verbose_name}：{message}" for message in problem.messages]
    if errors:
        raise ValidationError(errors)
