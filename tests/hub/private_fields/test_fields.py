"""A text goes in and comes out; the database never sees it, and what cannot be read is never taken for a text."""

from __future__ import annotations

import json
import pickle
import re
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django import forms
from django.core.exceptions import FieldError, ValidationError
from django.core.management import call_command
from django.db import connection, models, transaction
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Lower
from django.db.models.lookups import Exact
from django.forms import modelform_factory
from django.template import Context, Template
from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as st
from wagtail.admin.forms.models import WagtailAdminModelForm

from hub.private_fields.key_ring import NoPrivateDataKey, UnreadablePrivateData
from hub.private_fields.values import HIDDEN, UNREADABLE, PrivateText
from hub.text_rules import paragraphs_problem
from tests.hub.private_fields.conftest import raw, write_raw
from tests.testapp.models import Sighting, Tree
from tests.threads import together

TEXTS = st.text().filter(lambda text: paragraphs_problem(text) == "")


class SightingForm(forms.ModelForm):
    class Meta:
        model = Sighting
        fields = ["reporter", "telephone", "id_number", "text", "place"]


@pytest.mark.django_db
@limits(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=TEXTS)
def test_every_text_comes_back_as_it_was(text: str) -> None:
    row = Sighting.objects.create(reporter="甲", text=text)
    assert Sighting.objects.get(pk=row.pk).text == text
    stored = raw(row, "text")
    assert stored == "" if text == "" else re.fullmatch(r"k[0-9a-f]{8}:gAAAA[\w=-]+", stored)


def test_nothing_plain_is_in_the_row(sighting: Sighting) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM testapp_sighting")
        row = str(cursor.fetchall())
    assert "村口" in row  # what is not personal
    for text in ("张三", "13807531234", "0753", "44148119900101123", "榕树"):
        assert text not in row


def test_equal_texts_are_not_seen_to_be_equal(sighting: Sighting) -> None:
    other = Sighting.objects.create(reporter="张三")
    assert raw(sighting, "reporter") != raw(other, "reporter")


def test_empty_and_null_stay_what_they_are(db: None) -> None:
    row = Sighting.objects.create(reporter="甲", telephone="", id_number=None)
    assert (raw(row, "telephone"), raw(row, "id_number")) == ("", None)
    row = Sighting.objects.get(pk=row.pk)
    assert (row.telephone, row.id_number) == ("", None)
    assert Sighting.objects.filter(id_number__isnull=True).get() == row
    Sighting.objects.update(id_number="")
    assert raw(row, "id_number") == ""
    assert not Sighting.objects.filter(id_number__isnull=True)


@pytest.mark.parametrize("text", ["甲\x00乙", "甲\ud800乙"])
def test_characters_that_no_text_may_hold_are_refused_on_every_road(sighting: Sighting, text: str) -> None:
    def save() -> None:
        sighting.text = text
        sighting.save()

    roads: tuple[Callable[[], Any], ...] = (
        save,
        lambda: Sighting.objects.update(text=text),
        lambda: Sighting.objects.update(text=PrivateText(text)),
        lambda: Sighting.objects.bulk_create([Sighting(text=text)]),
        lambda: pickle.dumps(Sighting(text=text)),
    )
    for road in roads:
        with pytest.raises(ValidationError, match=r"第 2 个字符是看不见的控制字符"):
            road()
    assert not SightingForm({"reporter": "甲", "text": text}).is_valid()


def test_a_line_is_one_line_and_of_its_length(db: None) -> None:
    form = SightingForm({"reporter": "甲\n乙", "telephone": "1" * 41, "text": "一\n二", "place": ""})
    assert set(form.errors) == {"reporter", "telephone"}
    with pytest.raises(ValidationError) as refused:
        Sighting(reporter="甲" * 41, text="乙" * 2001).full_clean()
    assert set(refused.value.error_dict) == {"reporter", "text"}
    with pytest.raises(ValidationError, match="报告人"):
        Sighting.objects.create(reporter="甲\n乙")


def test_a_form_shows_and_stores_texts(sighting: Sighting) -> None:
    form = SightingForm(instance=sighting)
    assert form.initial["reporter"] == "张三"
    assert 'maxlength="40"' in str(form["reporter"])
    before = raw(sighting, "reporter")
    form = SightingForm({**form.initial, "text": "改过"}, instance=sighting)
    assert form.changed_data == ["text"]
    form.save()
    assert Sighting.objects.get().text == "改过"
    assert raw(sighting, "reporter") == before


def test_one_line_is_one_line_in_the_admin_too(db: None) -> None:
    form = modelform_factory(Sighting, WagtailAdminModelForm, fields=["reporter", "text"])()
    assert form["reporter"].widget_type == "text"
    assert form["text"].widget_type != "text"


def test_a_text_that_looks_like_a_token_is_a_text(sighting: Sighting) -> None:
    """Who has read a token somewhere cannot have it decrypted by sending it in."""
    token = raw(sighting, "reporter")
    row = Sighting(text=token)
    row.full_clean(exclude=["reporter"])
    row.save()
    assert Sighting.objects.get(pk=row.pk).text == token
    assert token not in raw(row, "text")


def test_what_was_not_touched_is_written_as_it_was(sighting: Sighting) -> None:
    before = [raw(sighting, name) for name in ("reporter", "telephone", "text")]
    sighting.place = "村尾"
    sighting.save()
    assert [raw(sighting, name) for name in ("reporter", "telephone", "text")] == before
    for each in Sighting.objects.defer("text"):
        each.save()
    for each in Sighting.objects.only("place"):
        each.save()
        assert each.reporter == "张三"
        each.save()
    row = Sighting.objects.get()
    assert (row.reporter, row.telephone, row.text) == ("张三", "138-0753-1234", "村口的老榕树\n断了一枝。")


def test_refreshing_and_pickling(sighting: Sighting) -> None:
    Sighting.objects.update(reporter="李四")
    assert sighting.reporter == "张三"
    sighting.refresh_from_db(fields=["reporter"])
    assert sighting.reporter == "李四"
    sighting.refresh_from_db()
    sighting.text = "新的内容"
    packed = pickle.dumps(sighting)
    assert "新的内容".encode() not in packed
    assert "李四".encode() not in packed
    assert pickle.loads(packed).text == "新的内容"  # noqa: S301 - our own
    assert pickle.loads(packed).reporter == "李四"  # noqa: S301


def test_values_hold_what_must_be_asked(sighting: Sighting) -> None:
    (value,) = Sighting.objects.values_list("reporter", flat=True)
    assert str(value) == HIDDEN
    assert f"{value!r} {[value]}" == "<PrivateText> [<PrivateText>]"
    assert value.text == "张三"
    with pytest.raises(TypeError):
        json.dumps([value])


def test_many_at_once(db: None) -> None:
    Sighting.objects.bulk_create([Sighting(reporter=name) for name in "甲乙"])
    rows = list(Sighting.objects.order_by("pk"))
    assert [row.reporter for row in rows] == ["甲", "乙"]
    for row in rows:
        row.reporter += "某"
    Sighting.objects.bulk_update(rows, ["reporter"])
    assert [row.reporter for row in Sighting.objects.order_by("pk")] == ["甲某", "乙某"]
    assert "某" not in raw(rows[0], "reporter")


@pytest.mark.parametrize(
    "query",
    [
        lambda rows: rows.filter(reporter="张三"),
        lambda rows: rows.filter(reporter__icontains="张"),
        lambda rows: rows.exclude(text__in=["甲"]),
        lambda rows: rows.get_or_create(reporter="张三"),
        lambda rows: rows.filter(Q(place="村口") | Q(reporter__startswith="张")),
        lambda rows: list(rows.filter(place=F("reporter"))),
        lambda rows: list(rows.filter(place__in=["村口", F("reporter")])),
        lambda rows: list(rows.filter(place__in=rows.values("reporter"))),
        lambda rows: list(rows.filter(Exact(F("reporter"), "张三"))),
        lambda rows: list(rows.annotate(same=Case(When(reporter="张三", then=1)))),
        lambda rows: rows.annotate(low=Lower("reporter")).filter(low="张三"),
        lambda rows: rows.filter(reporter__length=2),
        lambda rows: list(rows.order_by("reporter")),
        lambda rows: list(rows.order_by(F("text").desc())),
        lambda rows: list(rows.order_by(Lower("reporter"))),
        lambda rows: list(rows.annotate(who=F("reporter")).order_by("who")),
        lambda rows: list(rows.values("reporter").union(rows.values("reporter")).order_by("reporter")),
        lambda rows: rows.latest("reporter"),
        lambda rows: rows.update(text=F("place")),
        lambda rows: rows.update(text=Value("村口")),
        lambda rows: rows.create(text=F("place")),
    ],
)
def test_no_query_sorts_or_finds_or_writes_past_the_field(
    sighting: Sighting, query: Callable[[models.QuerySet], Any]
) -> None:
    with pytest.raises(FieldError, match="加密"):
        query(Sighting.objects.all())


def test_other_queries_are_as_before(sighting: Sighting) -> None:
    assert list(Sighting.objects.filter(place="村口").order_by("place", "-pk")) == [sighting]
    assert Sighting.objects.annotate(n=models.Count("pk")).get().n == 1
    assert Sighting.objects.filter(place__in=Sighting.objects.values("place")).exists()
    assert Sighting.objects.filter(pk=F("pk")).distinct().count() == 1
    assert not Tree.objects.order_by(Lower("name")).filter(name=F("place"))


@pytest.mark.parametrize(
    ("column", "said"),
    [("k0badc0de:gAAAAABh", "k0badc0de）不在本机"), ("张三", "已损坏"), ("k", "已损坏"), ("damaged", "已损坏")],
)
def test_one_text_that_cannot_be_read_takes_no_other_away(sighting: Sighting, column: str, said: str) -> None:
    other = Sighting.objects.create(reporter="李四")
    token = raw(sighting, "reporter")
    column = f"{token[:30]}x{token[31:]}" if column == "damaged" else column
    write_raw(sighting, "reporter", column)
    rows = list(Sighting.objects.order_by("pk"))
    page = Template("{% load private_data %}{% for row in rows %}{{ row|private_text:'reporter' }}；{% endfor %}")
    assert page.render(Context({"rows": rows})) == f"{UNREADABLE}；李四；"
    assert rows[0].telephone == "138-0753-1234"
    for read in (
        lambda: rows[0].reporter,
        lambda: SightingForm(instance=rows[0]),
        lambda: rows[0].full_clean(),
        lambda: Sighting.objects.values("reporter").get(pk=sighting.pk)["reporter"].text,
        lambda: Template("{{ row.reporter }}").render(Context({"row": rows[0]})),
    ):
        with pytest.raises(UnreadablePrivateData, match=said):
            read()
    rows[0].place = "村尾"
    rows[0].save()  # what cannot be read is not lost
    assert raw(sighting, "reporter") == column
    assert Sighting.objects.get(pk=other.pk).reporter == "李四"


def test_a_wrong_key_is_called_a_wrong_key(sighting: Sighting, settings: Any) -> None:
    before = raw(sighting, "reporter")
    settings.PRIVATE_DATA_KEY = "somebody's guess of what the key is"
    with pytest.raises(UnreadablePrivateData, match=r"密钥（k[0-9a-f]{8}）不在本机"):
        _ = sighting.reporter
    sighting.place = "村尾"
    sighting.save()
    assert raw(sighting, "reporter") == before


def test_without_a_key_nothing_is_stored_and_nothing_read(sighting: Sighting, settings: Any) -> None:
    settings.PRIVATE_DATA_KEY = ""
    with pytest.raises(UnreadablePrivateData):
        _ = sighting.reporter
    with pytest.raises(NoPrivateDataKey, match="PRIVATE_DATA_KEY"), transaction.atomic():
        Sighting.objects.create(reporter="李四")
    sighting.place = "村尾"
    sighting.save()
    assert Sighting.objects.filter(place="村尾").exists()


def test_an_exchanged_key_reads_on_and_new_texts_are_under_the_new_one(
    sighting: Sighting, exchange: Callable[[], None]
) -> None:
    before = raw(sighting, "reporter")
    exchange()
    assert Sighting.objects.get().reporter == "张三"
    sighting.save()
    assert raw(sighting, "reporter")[:10] != before[:10]
    assert Sighting.objects.get().reporter == "张三"


def test_a_dump_holds_tokens_and_can_be_loaded(sighting: Sighting, tmp_path: Any) -> None:
    file = tmp_path / "dump.json"
    call_command("dumpdata", "testapp.sighting", output=str(file), verbosity=0)
    dumped = file.read_text()
    for text in ("张三", "\\u5f20", "0753", "榕"):
        assert text not in dumped
    index = raw(sighting, "telephone_index")
    Sighting.objects.all().delete()
    call_command("loaddata", str(file), verbosity=0)
    call_command("loaddata", str(file), verbosity=0)
    loaded = Sighting.objects.get()
    assert (loaded.reporter, loaded.id_number, loaded.place) == ("张三", "44148119900101123x", "村口")
    assert raw(loaded, "telephone_index") == index
    assert raw(loaded, "reporter").startswith("k")


@pytest.mark.django_db
def test_one_thread_checks_a_form_while_others_read(threaded_db: None) -> None:
    keys = [Sighting.objects.create(reporter=f"人{number}", text="内容").pk for number in range(3)]
    done = threading.Event()

    def clean() -> int:
        try:
            for _ in range(150):
                form = SightingForm({"reporter": "改", "text": "改"}, instance=Sighting.objects.get(pk=keys[0]))
                assert form.is_valid()
                form.instance.full_clean()
        finally:
            done.set()
        return 1

    def read() -> int:
        while not done.is_set():
            assert [row.reporter for row in Sighting.objects.order_by("pk")] == ["人0", "人1", "人2"]
        return 1

    assert together(clean, read, read) == [1, 1, 1]
