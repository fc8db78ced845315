"""The mailbox is read, each mail once, and nothing in it gets lost."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from django.db import connection
from pytest_django import Settings

from hub.incoming_mail import actions, mailbox
from hub.incoming_mail.actions import read_incoming_mail
from hub.incoming_mail.enums import Reading
from hub.models import IncomingMail
from hub.scheduler.registry import JobFailed
from tests.hub.incoming_mail.fake_imap import ImapServer, imap_server
from tests.hub.incoming_mail.odd import ODD, mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings: Settings) -> Iterator[ImapServer]:
    with imap_server() as server:
        settings.INCOMING_MAIL = server.url
        yield server


def test_without_a_mailbox_nothing_is_read() -> None:
    assert "没有设置" in read_incoming_mail()


def test_mail_is_stored_encrypted_and_then_seen(server: ImapServer) -> None:
    server.mails = [mail(), mail("第二封", Message_ID="<2@x>")]
    assert read_incoming_mail() == "收到 2 封邮件。"
    assert server.unseen() == []
    assert [row.text for row in IncomingMail.objects.all()] == ["七点十分那一班。", "第二封"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM hub_incomingmail")
        rows = str(cursor.fetchall())
    for word in ("jia@test", "校车", "第二封"):
        assert word not in rows


def test_the_same_mail_is_one(server: ImapServer) -> None:
    """A crash between storing and marking; or two roads on which it came."""
    server.mails = [mail(), b"Received: from another.example\r\n" + mail()]
    assert read_incoming_mail() == "收到 1 封邮件。"
    server.seen.clear()
    assert read_incoming_mail() == "收到 0 封邮件。"


def test_another_mail_under_a_name_that_was_used_is_another(server: ImapServer) -> None:
    server.mails = [mail("一"), mail("二")]
    assert read_incoming_mail() == "收到 2 封邮件。"


def test_every_odd_mail_is_stored(server: ImapServer) -> None:
    server.mails = list(ODD.values())
    read_incoming_mail()
    assert IncomingMail.objects.count() == len(set(ODD.values()))
    assert server.unseen() == []


@pytest.mark.parametrize("lies", [False, True])
def test_a_large_mail_says_so_and_stays_in_the_mailbox(
    server: ImapServer, monkeypatch: pytest.MonkeyPatch, lies: bool
) -> None:
    monkeypatch.setattr(mailbox, "LARGEST", 10_000)
    server.mails = [mail("字" * 20_000)]
    if lies:
        server.sizes[1] = 10
    read_incoming_mail()
    row = IncomingMail.objects.get()
    assert (row.reading, row.get_reading_display()) == (Reading.TOO_LARGE, "过大，未读取正文")
    assert (row.sender, row.subject, row.text) == ("jia@test.localhost", "回复：校车", "")


def test_one_that_the_server_does_not_give_holds_up_no_other(server: ImapServer) -> None:
    server.mails = [mail("一", Message_ID="<1@x>"), mail("二", Message_ID="<2@x>"), mail("三", Message_ID="<3@x>")]
    server.refused = {2}
    with pytest.raises(JobFailed, match="收到 2 封，1 封未能保存"):
        read_incoming_mail()
    server.refused = set()
    assert read_incoming_mail() == "收到 1 封邮件。"


@pytest.mark.parametrize("step", ["LOGIN", "UID SEARCH", "BODY.PEEK", "UID STORE"])
def test_a_server_that_goes_away_loses_nothing(server: ImapServer, step: str) -> None:
    server.mails = [mail()]
    server.hangs_up_at = step
    with pytest.raises(JobFailed, match="信箱无法读取"):
        read_incoming_mail()
    server.hangs_up_at = ""
    read_incoming_mail()
    assert (IncomingMail.objects.count(), server.unseen()) == (1, [])


def test_a_wrong_password_is_told_without_it(settings: Settings, server: ImapServer) -> None:
    settings.INCOMING_MAIL = server.url.replace("s3cret", "b4dword")
    with pytest.raises(JobFailed) as failure:
        read_incoming_mail()
    assert "b4dword" not in str(failure.value)


@pytest.mark.parametrize("address", ["imap://a:b@mail.example/INBOX", "https://x", "imaps://"])
def test_a_password_leaves_this_machine_over_tls_alone(settings: Settings, address: str) -> None:
    settings.INCOMING_MAIL = address
    with pytest.raises(JobFailed, match="imaps"):
        read_incoming_mail()


def test_a_portion_is_read_and_the_rest_next_time(server: ImapServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "PORTION", 2)
    server.mails = [mail(str(number), Message_ID=f"<{number}@x>") for number in range(3)]
    assert [read_incoming_mail() for _ in range(2)] == ["收到 2 封邮件。", "收到 1 封邮件。"]


def test_without_a_key_mail_waits_in_the_mailbox(server: ImapServer, settings: Settings) -> None:
    settings.PRIVATE_DATA_KEY = ""
    server.mails = [mail()]
    with pytest.raises(JobFailed, match="PRIVATE_DATA_KEY"):
        read_incoming_mail()
    assert server.unseen() == [1]


@pytest.mark.skipif("IMAP_URL" not in os.environ, reason="IMAP_URL: a mailbox for tests")
def test_a_real_server(settings: Settings) -> None:
    settings.INCOMING_MAIL = os.environ["IMAP_URL"]
    assert read_incoming_mail().startswith("收到")
    assert read_incoming_mail() == "收到 0 封邮件。"
