"""Mails as they come: of old programs, of broken ones, of mail servers."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP


def mail(
    text: str = "七点十分那一班。",
    sender: str = "甲 <jia@test.localhost>",
    subject: str = "回复：校车",
    **headers: str,
) -> bytes:
    made = EmailMessage(policy=SMTP)
    made["From"], made["To"], made["Subject"] = sender, "letters@city.example", subject
    for name, value in {"Message_ID": "<reply-1@mail.example>", **headers}.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return bytes(made)


def bounce(
    original_id: str, status: str = "5.1.1", action: str = "failed", address: str = "jia@test.localhost"
) -> bytes:
    return (
        "Return-Path: <>\r\nFrom: Mail Delivery System <MAILER-DAEMON@mx.example>\r\nTo: letters@city.example\r\n"
        f"Subject: Undelivered Mail\r\nMessage-ID: <b{status}{action}{hash(original_id)}@mx.example>\r\n"
        "Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nThis is the mail system.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        f"Final-Recipient: rfc822; {address}\r\nAction: {action}\r\nStatus: {status} (unknown)\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nSubject: x\r\nMessage-ID: {original_id}\r\n\r\n--b--\r\n"
    ).encode()


HEAD = b"From: jia@test.localhost\r\nSubject: s\r\nMessage-ID: <odd@x>\r\n"
GBK = "标题".encode("gbk")
ODD: dict[str, bytes] = {
    "nothing": b"",
    "zeros": b"\0" * 500,
    "no head": b"\r\n\r\njust words",
    "one line": b"just words",
    "no From": b"Subject: s\r\n\r\ntext",
    "empty From": b"From:\r\nSubject: s\r\n\r\ntext",
    "broken From": b'From: <<>@>,,@@ "\r\nSubject: s\r\n\r\ntext',
    "two senders": b"From: a@b.example, c@d.example\r\n\r\ntext",
    "head without bounds": b"Subject: " + b"a" * 500_000 + b"\r\n\r\ntext",
    "raw GBK": b"From: jia@test.localhost\r\nSubject: " + GBK + b"\r\n\r\n" + GBK,
    "unknown charset": HEAD + b"Content-Type: text/plain; charset=klingon\r\n\r\n" + "正文".encode(),
    "slow charset": HEAD + b"Content-Type: text/plain; charset=punycode\r\n\r\n" + b"a-" * 50_000,
    "no charset at all": HEAD + b'Content-Type: text/plain; charset="\r\n\r\n' + "正文 ".encode(),
    "broken base64": HEAD + b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!a",
    "unknown encoding": HEAD + b"Content-Transfer-Encoding: x-nothing\r\n\r\ntext a",
    "encoded word of nonsense": b"From: =?klingon?q?=FF?= <a@b.example>\r\nSubject: =?utf-8?b?!!?=\r\n\r\ntext",
    "no boundary": HEAD + b"Content-Type: multipart/mixed\r\n\r\ntext b",
    "boundary that never comes": HEAD + b'Content-Type: multipart/mixed; boundary="x"\r\n\r\ntext',
    "ends in the middle": HEAD + b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\nContent-Type: text/pl',
    "nested a thousand times": HEAD
    + b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (depth, depth) for depth in range(1000)
    ),
    "a mail in a mail in a mail": HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 400 + b"text",
    "thousands of parts": HEAD + b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n' + b"--x\r\n\r\na\r\n" * 5000,
    "calendar": HEAD + b"Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
    "Outlook's own": HEAD + b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\nContent-Type: application/'
    b'vnd.ms-outlook; name="a.msg"\r\nContent-Disposition: attachment; filename="a.msg"\r\n\r\nabc\r\n--x--\r\n',
    "HTML alone": HEAD
    + b"Content-Type: text/html\r\n\r\n<style>p{}</style><p>A&amp;B<br>C</p><![if]><script>x</script>",
    "hidden characters": HEAD + b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + "a\u202eb\x00c\x07".encode(),
    "half a surrogate": HEAD + b"Content-Type: text/plain; charset=utf-16\r\n\r\n\xff\xfe\x00\xd8",
    "an empty report": HEAD + b"Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n",
    "a report of nonsense": HEAD + b'Content-Type: multipart/report; boundary="x"\r\n\r\n--x\r\nContent-Type: '
    b"message/delivery-status\r\n\r\n\xff\xfe\r\nFinal-Recipient\r\n\r\n--x--",
}
