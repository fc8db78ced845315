"""Whatever comes, it is read as far as it can be, and fails nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.incoming_mail.enums import MailKind, Reading
from hub.incoming_mail.parsing import LONGEST_TEXT, ParsedMail, parse
from hub.text_rules import line_problem, paragraphs_problem
from tests.hub.incoming_mail.odd import HEAD, ODD, bounce, mail


def is_storable(found: ParsedMail) -> bool:
    lines = (found.sender, found.subject, found.bounce.address, *found.attachments)
    return not any(map(line_problem, lines)) and not paragraphs_problem(found.text) and len(found.text) <= LONGEST_TEXT


def test_a_reply() -> None:
    found = parse(mail(In_Reply_To="<m1.abc@city.example>", References="<a@x> <m1.abc@city.example>"))
    assert (found.kind, found.reading) == (MailKind.LETTER, Reading.WHOLE)
    assert (found.sender, found.subject, found.text) == ("jia@test.localhost", "回复：校车", "七点十分那一班。")
    assert "<m1.abc@city.example>" in found.references


@pytest.mark.parametrize("name", ODD)
def test_odd_mail(name: str) -> None:
    assert is_storable(parse(ODD[name]))


def test_what_odd_mail_says_is_read() -> None:
    found = {name: parse(data) for name, data in ODD.items()}
    for name in ("no From", "unknown encoding", "boundary that never comes"):
        assert "text" in found[name].text, name
    assert (found["raw GBK"].subject, found["raw GBK"].text) == ("标题", "标题")
    assert found["unknown charset"].text == found["no charset at all"].text == "正文"
    assert found["HTML alone"].text == "A&B\nC"
    assert found["hidden characters"].text == "abc"
    assert found["Outlook's own"].attachments == ("a.msg",)
    assert found["calendar"].attachments == ("（未命名，text/calendar）",)
    assert (found["two senders"].sender, found["broken From"].sender, found["empty From"].sender) == ("", "", "")
    assert found["nested a thousand times"].sender == "jia@test.localhost"


@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    for whole in (data, HEAD + data, HEAD + b"Content-Type: multipart/report; boundary=a\r\n\r\n--a\r\n" + data):
        assert is_storable(parse(whole))
        assert is_storable(parse(whole, is_whole=False))


@given(st.text(max_size=300), st.sampled_from(["utf-8", "gb18030", "utf-16", "iso-8859-1", "big5", "unknown"]))
def test_any_text_in_any_charset(text: str, charset: str) -> None:
    body = text.encode("gb18030", "replace")
    assert is_storable(parse(HEAD + f"Content-Type: text/plain; charset={charset}\r\n\r\n".encode() + body))


def test_a_head_alone() -> None:
    found = parse(mail().partition(b"\r\n\r\n")[0], is_whole=False)
    assert (found.reading, found.sender, found.text) == (Reading.TOO_LARGE, "jia@test.localhost", "")


def test_a_long_text_keeps_its_beginning() -> None:
    found = parse(mail("长" * (LONGEST_TEXT + 1)))
    assert (found.reading, len(found.text)) == (Reading.CUT, LONGEST_TEXT)


def test_what_machines_write() -> None:
    assert parse(mail(Auto_Submitted="auto-replied")).kind == MailKind.AUTO_REPLY
    assert parse(mail(subject="自动回复：【1】答复")).kind == MailKind.AUTO_REPLY
    assert parse(mail(Auto_Submitted="no")).kind == MailKind.LETTER
    assert parse(mail(Return_Path="<>")).kind == MailKind.BOUNCE
    assert parse(mail(sender="postmaster@mx.example")).kind == MailKind.BOUNCE
    receipt = mail().replace(b"Content-Type: text/plain", b"Content-Type: multipart/report; report-type="
                             b"disposition-notification; boundary=x\r\nX-Was: text/plain", 1)  # fmt: skip
    assert parse(receipt).kind == MailKind.AUTO_REPLY


def test_a_bounce_says_of_whom_why_and_of_which_mail() -> None:
    found = parse(bounce("<m7.abc@city.example>"))
    assert found.kind == MailKind.BOUNCE
    assert (found.bounce.address, found.bounce.action, found.bounce.status) == ("jia@test.localhost", "failed", "5.1.1")
    assert "<m7.abc@city.example>" in found.references
