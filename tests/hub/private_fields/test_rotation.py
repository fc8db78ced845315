"""`rotate_private_data`: everything under the new key, whatever happens meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction

from hub.models import AuditEvent
from hub.private_fields import rotation
from tests.hub.private_fields.conftest import raw, write_raw
from tests.testapp.models import Sighting
from tests.threads import elsewhere, together


def run(*options: str) -> str:
    """What it says. A failure counts as said."""
    said = StringIO()
    try:
        call_command("rotate_private_data", *options, stdout=said, stderr=said)
    except CommandError as failed:
        said.write(f"失败：{failed}")
    return said.getvalue()


def events() -> list[str]:
    return [f"{event.action} {event.message}" for event in AuditEvent.objects.filter(action="更换个人信息密钥")]


def test_all_rows_are_under_the_new_key_and_still_found(
    sighting: Sighting, exchange: Callable[[], None], settings: Any
) -> None:
    settings_before = raw(sighting, "text")
    exchange()
    new = Sighting.objects.create(reporter="新")
    new_token = raw(new, "reporter")
    assert "古树线索：1 条" in run("--check")
    assert "失败：还有 1 条" in run("--check")
    assert raw(sighting, "text") == settings_before
    assert "重新加密 1 条" in run()
    assert "失败" not in run("--check")
    assert raw(new, "reporter") == new_token
    settings.PRIVATE_DATA_FORMER_KEYS = []
    row = Sighting.objects.filter(telephone_index__matches="13807531234").get()
    assert (row.reporter, row.id_number, row.place) == ("张三", "44148119900101123x", "村口")
    assert events() == ["更换个人信息密钥 重新加密 1 条，无法读取 0 项。"]


def test_a_bad_row_is_named_and_stops_nothing(sighting: Sighting, exchange: Callable[[], None], settings: Any) -> None:
    good = Sighting.objects.create(reporter="李四")
    write_raw(sighting, "reporter", "k0badc0de:damaged")
    exchange()
    said = run()
    assert f"testapp.Sighting {sighting.pk}，reporter：加密这项个人信息的密钥（k0badc0de）不在本机" in said
    assert "失败：1 项无法读取" in said
    assert raw(sighting, "reporter") == "k0badc0de:damaged"
    settings.PRIVATE_DATA_FORMER_KEYS = []
    assert Sighting.objects.get(pk=good.pk).reporter == "李四"
    assert Sighting.objects.get(pk=sighting.pk).telephone == "138-0753-1234"
    assert events() == ["更换个人信息密钥 重新加密 2 条，无法读取 1 项。"]
    assert "失败" in run("--check")


def test_a_stopped_run_goes_on_in_the_next(
    db: None, exchange: Callable[[], None], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotation, "PORTION", 2)
    for number in range(7):
        Sighting.objects.create(reporter=f"人{number}")
    exchange()
    rotate, portions = rotation._rotate_portion, iter(range(2))

    def stopping(model: type, *args: Any) -> Any:
        if model is Sighting and next(portions, None) is None:
            raise KeyboardInterrupt
        return rotate(model, *args)

    with monkeypatch.context() as patch:
        patch.setattr(rotation, "_rotate_portion", stopping)
        with pytest.raises(KeyboardInterrupt):
            run()
    assert "失败：还有 3 条" in run("--check")
    assert "重新加密 3 条" in run()
    assert "重新加密 0 条" in run()
    settings.PRIVATE_DATA_FORMER_KEYS = []
    assert [row.reporter for row in Sighting.objects.order_by("pk")] == [f"人{number}" for number in range(7)]


def test_an_index_that_alone_is_behind_is_renewed(sighting: Sighting, exchange: Callable[[], None]) -> None:
    index = raw(sighting, "telephone_index")
    exchange()
    run()
    write_raw(sighting, "telephone_index", index)
    assert "重新加密 1 条" in run()
    assert raw(sighting, "telephone_index") != index


def test_an_index_whose_text_has_gone_goes_too(sighting: Sighting, exchange: Callable[[], None]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE testapp_sighting SET id_number = NULL, telephone = ''")
    exchange()
    assert "重新加密 1 条" in run()
    assert (raw(sighting, "id_index"), raw(sighting, "telephone_index")) == ("", "")
    assert "失败" not in run("--check")


def test_who_wrote_meanwhile_with_an_old_row_writes_under_the_new_key(
    sighting: Sighting, exchange: Callable[[], None]
) -> None:
    exchange()
    run()
    sighting.place = "村尾"  # read before
    sighting.save()
    assert "失败" not in run("--check")


def test_without_a_key_it_says_so(db: None, settings: Any) -> None:
    settings.PRIVATE_DATA_KEY = ""
    assert "失败：没有设置个人信息密钥" in run()
    assert "失败：没有设置个人信息密钥" in run("--check")


def test_beside_a_writer_nothing_is_lost(
    threaded_db: None, exchange: Callable[[], None], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotation, "PORTION", 3)
    keys = [Sighting.objects.create(reporter=f"人{number}", telephone="1").pk for number in range(30)]
    exchange()

    def write() -> None:
        for number, key in enumerate(keys):
            with transaction.atomic():
                row = Sighting.objects.select_for_update().get(pk=key)
                row.telephone, row.place = f"2{number}", "改"
                row.save()

    assert together(write, run)[0] is None
    run()
    settings.PRIVATE_DATA_FORMER_KEYS = []
    for number, row in enumerate(Sighting.objects.order_by("pk")):
        assert (row.reporter, row.telephone, row.place) == (f"人{number}", f"2{number}", "改")
        assert Sighting.objects.filter(telephone_index__matches=f"2{number}").get() == row


@pytest.mark.postgres
def test_a_row_that_is_being_written_is_waited_for(
    threaded_db: None, exchange: Callable[[], None], settings: Any
) -> None:
    key = Sighting.objects.create(reporter="张三", text="旧").pk
    exchange()
    thread = threading.Thread(target=lambda: (run(), connections.close_all()))
    with transaction.atomic():
        row = Sighting.objects.select_for_update().get(pk=key)
        row.text = "新"
        row.save(update_fields=["text"])
        thread.start()
        thread.join(0.5)
        assert thread.is_alive()
        assert elsewhere(lambda: Sighting.objects.get(pk=key).text) == "旧"
    thread.join(20)
    settings.PRIVATE_DATA_FORMER_KEYS = []
    row = Sighting.objects.get(pk=key)
    assert (row.reporter, row.text) == ("张三", "新")
