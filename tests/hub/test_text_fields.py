"""No road brings a character that nobody sees into a text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.test import Client
from taggit.models import Tag
from wagtail.models import Collection, Page, Revision

from hub.text_fields import refuse_hidden_characters, text_fields
from hub.text_rules import line_problem, paragraphs_problem, validate_line
from tests.factories import written_before
from tests.staffed import Staffed

HIDDEN = ("a\nb", "a\rb", "a\tb", "a\x00b", "a\x85b", "a\x9bb", "a\u2028b", "a\u202eb", "a\u2066b", "a\u200bb",
          "\ufeffa", "a\ud800b", "a\ufffeb", "a\U0010ffffb")  # fmt: skip


def lines() -> Iterator[tuple[type[models.Model], models.Field]]:
    for model in apps.get_models():
        for field, validate in text_fields(model):
            if validate is validate_line:
                yield model, field


@pytest.mark.parametrize("text", HIDDEN)
def test_no_single_line_of_any_model_takes_it_in_a_form(text: str) -> None:
    taking = []
    for model, field in lines():
        try:
            field.run_validators(text)
        except ValidationError:
            continue
        taking.append(f"{model._meta.label}.{field.name}")
    assert not taking


@pytest.mark.django_db
@pytest.mark.parametrize("text", HIDDEN)
def test_no_save_of_any_model_takes_it(text: str) -> None:
    taking = []
    for model, field in lines():
        row = model(**{field.attname: text})
        try:
            refuse_hidden_characters(model, row, raw=False, using="default", update_fields=[field.name])
        except ValidationError:
            continue
        taking.append(f"{model._meta.label}.{field.name}")
    assert not taking


def test_what_matters_most_is_among_them() -> None:
    walked = {f"{model._meta.label}.{field.name}" for model, field in lines()}
    assert walked >= {
        "wagtailcore.Page.title", "wagtailcore.Page.draft_title", "wagtailcore.Page.slug", "wagtailcore.Page.seo_title",
        "wagtailcore.Collection.name", "wagtailredirects.Redirect.old_path", "taggit.Tag.name", "hub.User.first_name",
    }  # fmt: skip


@pytest.mark.parametrize("text", ["兴宁市", "兴\u3000宁", "兴\u00a0宁", "A – B", "𠮷野家", "👨\u200d👩\u200d👧"])
def test_what_people_see_is_taken(text: str) -> None:
    assert line_problem(text) == ""


def test_paragraphs_keep_their_lines_and_refuse_the_rest() -> None:
    assert paragraphs_problem("一\r\n二\n\t三") == ""
    assert "U+202E" in paragraphs_problem("一\n\u202e二")
    assert "U+0000" in paragraphs_problem("一\x00")


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["甲\n乙", "甲\u202e乙", "甲\u2066乙"])
def test_saves_are_refused_in_words(text: str) -> None:
    home = Page.objects.get(depth=1)
    for row, name in (
        (home, "title"),
        (home, "seo_title"),
        (Collection(path="00019999", depth=2), "name"),
        (Tag(), "name"),
    ):
        setattr(row, name, text)
        with pytest.raises(ValidationError, match=r"U\+"):
            row.save(clean=False) if isinstance(row, Page) else row.save()


@pytest.mark.django_db
def test_a_revision_is_refused_whatever_made_it() -> None:
    page = Page.objects.get(depth=1)
    before = Revision.objects.count()
    page.title = "甲\n乙"
    with pytest.raises(ValidationError, match=r"U\+000A"):
        page.save_revision(clean=False)
    assert Revision.objects.count() == before


@pytest.mark.django_db
def test_a_row_of_before_can_still_be_changed_elsewhere() -> None:
    page = Page.objects.get(depth=1)
    written_before(Page.objects.filter(pk=page.pk), title="甲\n乙")
    page.refresh_from_db()
    page.live = False
    page.save(clean=False)
    assert not Page.objects.get(pk=page.pk).live
    page.title = "丙\n丁"
    with pytest.raises(ValidationError):
        page.save(clean=False)


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["a%0Ab", "a%E2%80%AEb", "a%00b"])
@pytest.mark.parametrize("parameter", ["unit", "keyword"])
def test_the_api_refuses_it(portal: Staffed, client: Client, parameter: str, text: str) -> None:
    assert client.get(f"/api/v1/articles?{parameter}={text}", headers={"host": "jyj.localhost"}).status_code in (
        400,
        422,
    )
