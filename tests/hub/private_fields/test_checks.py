"""Checks of keys, and of models that would show or copy what is encrypted."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import models
from django.test.utils import isolate_apps
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.ui.tables import Column
from wagtail.models import PreviewableMixin, RevisionMixin
from wagtail.search import index

from hub.private_fields import checks
from hub.private_fields.blind_index import BlindIndexField, telephone
from hub.private_fields.fields import EncryptedCharField
from hub.private_fields.models import PrivateDataModel
from tests.testapp.models import Sighting

KEY = "a key of personal data, long enough."


def problems(*found: type[models.Model]) -> str:
    return "\n".join(each.msg for each in checks.misused_fields(found))


def test_a_model_as_it_should_be() -> None:
    assert checks.misused_fields([Sighting]) == []
    assert checks.check_private_fields() == checks.check_keys() == checks.missing_key() == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"PRIVATE_DATA_KEY": "short"}, "fewer than 32 characters"),
        ({"PRIVATE_DATA_KEY": f"{KEY}\n"}, "white space"),
        ({"SECRET_KEY": KEY, "PRIVATE_DATA_KEY": KEY}, "SECRET_KEY"),
        ({"LEDGER_KEY": KEY, "PRIVATE_DATA_KEY": KEY}, "the ledger"),
        ({"LEDGER_FORMER_KEYS": [KEY], "PRIVATE_DATA_FORMER_KEYS": [KEY]}, "PRIVATE_DATA_FORMER_KEYS is also"),
        ({"PRIVATE_DATA_FORMER_KEYS": ["short"]}, "PRIVATE_DATA_FORMER_KEYS has fewer"),
        ({"PRIVATE_DATA_KEY": KEY, "PRIVATE_DATA_FORMER_KEYS": [KEY]}, "also among"),
    ],
)
def test_a_key_that_is_none_is_an_error(settings: Any, changed: dict[str, Any], said: str) -> None:
    for name, value in changed.items():
        setattr(settings, name, value)
    (error,) = checks.malformed_keys()
    assert error.id == "hub.E005"
    assert said in error.msg
    assert KEY not in str(error)


def test_the_check_of_a_deployment_fails_without_a_key(settings: Any) -> None:
    settings.PRIVATE_DATA_KEY = ""
    with pytest.raises(SystemCheckError, match=r"hub\.E006"):
        call_command("check", deploy=True)


@isolate_apps()
def test_what_would_show_order_or_copy_it_is_an_error() -> None:
    class Base(PrivateDataModel):
        name = EncryptedCharField("姓名")

        class Meta:
            app_label = "testapp"
            abstract = True

    class NoBase(models.Model):  # noqa: DJ008
        name = EncryptedCharField("姓名")

        class Meta:
            app_label = "testapp"

    class Revisable(RevisionMixin, PreviewableMixin, Base):
        class Meta:
            app_label = "testapp"

    class Parent(ClusterableModel):
        class Meta:
            app_label = "testapp"

    class Part(Base):
        parent = ParentalKey(Parent, related_name="parts")

        class Meta:
            app_label = "testapp"

    class Keyed(PrivateDataModel):
        name = EncryptedCharField("姓名", unique=True, choices=[("a", "甲")])
        other = EncryptedCharField("其他", db_index=True, db_default="x")
        index = BlindIndexField("name", telephone, unique=True)
        stray = BlindIndexField("index", telephone)

        class Meta:
            app_label = "testapp"

    class Named(index.Indexed, Base):
        search_fields = [index.SearchField("name")]

        class Meta:
            app_label = "testapp"
            ordering = ["-name"]
            unique_together = [("name", "id")]
            indexes = [models.Index(models.functions.Lower("name"), name="low"), models.Index("id", name="by_id")]
            constraints = [
                models.CheckConstraint(condition=~models.Q(name=""), name="full"),
                models.UniqueConstraint(fields=["name"], name="one"),
            ]

    class Related(index.Indexed, models.Model):  # noqa: DJ008
        sighting = models.ForeignKey(NoBase, on_delete=models.CASCADE)
        search_fields = [index.RelatedFields("sighting", [index.SearchField("name")])]

        class Meta:
            app_label = "testapp"

    assert "search_fields names name of testapp.NoBase" in problems(Related)
    assert "no PrivateDataModel" in problems(NoBase)
    assert "has revisions" in problems(Revisable)
    assert "has previews" in problems(Revisable)
    assert "part of another model" in problems(Part)
    said = problems(Keyed)
    for words in ("name has an index", "name has choices", "other has an index", "other has choices or a default",
                  "index is unique", "stray follows index"):  # fmt: skip
        assert words in said
    said = problems(Named)
    for place in (
        "Meta.ordering",
        "Meta.unique_together",
        "index low",
        "constraint full",
        "constraint one",
        "search_fields",
    ):
        assert f"{place} names name" in said
    assert "by_id" not in said
    assert {each.id for each in checks.misused_fields([Keyed, Named])} == {"hub.E007"}


def test_so_is_a_column_of_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    viewset = SimpleNamespace(model=Sighting, list_display=[Column("place"), Column("who", accessor="reporter")])
    monkeypatch.setattr(checks.viewsets, "viewsets", [viewset])
    assert "list_display names reporter" in problems(Sighting)


@pytest.mark.parametrize("attribute", ["list_display", "list_filter", "list_export", "search_fields", "ordering"])
def test_a_list_in_the_admin_that_names_it_is_an_error(monkeypatch: pytest.MonkeyPatch, attribute: str) -> None:
    viewset = SimpleNamespace(model=Sighting, **{attribute: ["place", "telephone"]})
    monkeypatch.setattr(checks.viewsets, "viewsets", [viewset])
    assert f"{attribute} names telephone" in problems(Sighting)
