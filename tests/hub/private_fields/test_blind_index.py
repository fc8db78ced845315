"""Rows are found by what is encrypted, by the whole of it alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.db.models import F

from hub.private_fields import blind_index
from hub.private_fields.values import PrivateText
from tests.hub.private_fields.conftest import raw, write_raw
from tests.testapp.models import Sighting


def found(telephone: Any) -> list[int]:
    return [row.pk for row in Sighting.objects.filter(telephone_index__matches=telephone)]


@pytest.mark.parametrize(
    "text", ["13807531234", "138 0753 1234", "+86 138-0753-1234", "１３８０７５３１２３４", "008613807531234"]
)
def test_a_number_is_found_however_it_is_written(sighting: Sighting, text: str) -> None:
    Sighting.objects.create(reporter="李四", telephone="13900000000")
    assert found(text) == [sighting.pk]


def test_an_identity_number_is_found_with_either_x(sighting: Sighting) -> None:
    assert Sighting.objects.filter(id_index__matches=" 44148119900101123X").get() == sighting
    assert not Sighting.objects.exclude(id_index__matches="44148119900101123X")


@pytest.mark.parametrize("text", ["", None, "没有数字", "1380753123", "138075312345"])
def test_a_part_or_nothing_finds_nobody(sighting: Sighting, text: str | None) -> None:
    Sighting.objects.create(reporter="没有电话")
    assert found(text) == []


def test_the_index_tells_nothing_without_the_key(sighting: Sighting, settings: Any) -> None:
    stored = raw(sighting, "telephone_index")
    assert len(stored) == blind_index.LENGTH
    settings.PRIVATE_DATA_KEY = "another key than that, long enough"
    other = Sighting.objects.create(reporter="甲", telephone="13807531234")
    assert raw(other, "telephone_index") != stored


def test_it_follows_every_road_of_writing(sighting: Sighting) -> None:
    sighting.telephone = "1"
    sighting.save(update_fields=["telephone"])
    assert found("1") == [sighting.pk]
    Sighting.objects.update(telephone="2")
    assert found("2") == [sighting.pk]
    Sighting.objects.update(telephone=PrivateText("3"))
    assert found("3") == [sighting.pk]
    (many,) = Sighting.objects.bulk_create([Sighting(reporter="甲", telephone="4")])
    assert found("4") == [many.pk]
    many.telephone = "44"
    Sighting.objects.bulk_create([many], update_conflicts=True, update_fields=["telephone"], unique_fields=["pk"])
    assert found("44") == [many.pk]
    partial = Sighting.objects.only("telephone").get(pk=many.pk)
    partial.telephone = "5"
    partial.save()
    assert found("5") == [many.pk]
    Sighting.objects.update_or_create(pk=many.pk, defaults={"telephone": "6"})
    assert found("6") == [many.pk]
    many.refresh_from_db()
    many.telephone = ""
    many.save()
    assert raw(many, "telephone_index") == ""


def test_it_stays_where_its_text_is_not_written(sighting: Sighting) -> None:
    before = raw(sighting, "telephone_index")
    sighting.telephone = "1"
    sighting.save(update_fields=["place"])
    assert raw(sighting, "telephone_index") == before
    Sighting.objects.defer("telephone").get().save()
    assert raw(sighting, "telephone_index") == before
    write_raw(sighting, "telephone", "k0badc0de:damaged")
    Sighting.objects.get().save()
    assert raw(sighting, "telephone_index") == before


def test_it_is_found_under_former_keys(sighting: Sighting, exchange: Callable[[], None]) -> None:
    exchange()
    new = Sighting.objects.create(reporter="甲", telephone="13807531234")
    assert sorted(found("13807531234")) == [sighting.pk, new.pk]


@pytest.mark.parametrize("lookup", ["exact", "startswith", "in", "isnull"])
def test_it_is_compared_with_no_text(sighting: Sighting, lookup: str) -> None:
    with pytest.raises(FieldError, match="matches"):
        Sighting.objects.filter(**{f"telephone_index__{lookup}": "13807531234"})


def test_what_it_cannot_follow_is_refused(sighting: Sighting) -> None:
    with pytest.raises(FieldError, match="逐条"):
        Sighting.objects.bulk_update([sighting], ["telephone"])
    with pytest.raises(FieldError, match="加密"):
        Sighting.objects.update(telephone=F("place"))


def test_other_normal_forms() -> None:
    assert blind_index.email(" Ａnna@Example.ORG ") == "anna@example.org"
    assert blind_index.name("买买提 · 阿里") == blind_index.name("买买提·阿里")
    assert blind_index.telephone("0753-3331234") == "07533331234"
