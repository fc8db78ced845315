"""Neither texts nor tokens stand where somebody prints, logs or mails a row."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core import mail
from django.test import RequestFactory
from django.views.debug import ExceptionReporter

from hub.logging.admin_mail import AdminMailHandler
from hub.private_fields.key_ring import UnreadablePrivateData
from tests.hub.private_fields.conftest import raw, write_raw
from tests.testapp.models import Sighting

TEXTS = ("张三", "0753", "榕树", "44148119900101123")


def test_a_row_that_is_printed_tells_nothing(sighting: Sighting) -> None:
    assert sighting.reporter == "张三"
    printed = (
        f"{sighting!r} {sighting} {sighting.__dict__} {list(Sighting.objects.values())} {Sighting.objects.all()!r}"
    )
    for text in (*TEXTS, raw(sighting, "reporter")):
        assert text not in printed


def read_damaged(pk: int) -> str:
    row = Sighting.objects.get(pk=pk)
    assert row.reporter == "张三"
    return row.text


def reports(error: Exception) -> list[str]:
    """What Django says of it, as text and as a page, from the function on that failed."""
    inner = error.__traceback__ and error.__traceback__.tb_next
    reporter = ExceptionReporter(RequestFactory().get("/"), type(error), error, inner)
    return [reporter.get_traceback_text(), reporter.get_traceback_html()]


@pytest.fixture
def logged() -> Iterator[tuple[logging.Logger, io.StringIO]]:
    """A logger with the mail of production, and its lines."""
    logger, lines = logging.getLogger("hub.private"), io.StringIO()
    handlers = [AdminMailHandler(), logging.StreamHandler(lines)]
    for handler in handlers:
        logger.addHandler(handler)
    yield logger, lines
    for handler in handlers:
        logger.removeHandler(handler)


def test_a_text_that_cannot_be_read_is_reported_without_it(
    sighting: Sighting, settings: Any, logged: tuple[logging.Logger, io.StringIO]
) -> None:
    settings.ADMINS = [("", "ops@test.localhost")]
    damaged = f"{raw(sighting, 'text')[:-6]}AAAA=="
    write_raw(sighting, "text", damaged)
    logger, lines = logged
    try:
        read_damaged(sighting.pk)
    except UnreadablePrivateData as error:
        logger.exception("failed with %r", sighting.__dict__)
        places = [lines.getvalue(), mail.outbox[0].body, *reports(error)]
    for place in places:
        assert "UnreadablePrivateData" in place
        for text in ("0753", "榕树", "44148119900101123", damaged, raw(sighting, "reporter")):
            assert text not in place


def test_what_fails_while_it_is_encrypted_is_reported_without_it(
    sighting: Sighting, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: Fernet, data: bytes) -> bytes:
        raise RuntimeError("no entropy")

    monkeypatch.setattr(Fernet, "encrypt", fail)
    sighting.reporter = "李四"
    try:
        sighting.save()
    except RuntimeError as error:
        places = reports(error)
    for place in places:
        assert "no entropy" in place
        assert "李四" not in place
