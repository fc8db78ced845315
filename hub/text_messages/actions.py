from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from hub.draining import drain
from hub.models.text_message import MOST_ATTEMPTS, TextMessage
from hub.private_fields.blind_index import telephone as digits_of
from hub.text_messages.gateway import deliver

_MOBILE = re.compile(r"1\d{10}")


@dataclass(frozen=True)
class TextTemplate:
    """`preview`: the words that were registered at the gateway, with {names} of the parameters."""

    code: str
    preview: str


def send(key: str, telephone: str, template: TextTemplate, parameters: Mapping[str, str]) -> bool:
    """Puts a message into the outbox of the running transaction, once for each `key`.

    False where text messages are off, the telephone takes none, or had its number of them today.
    """
    digits = digits_of(telephone)
    if not settings.TEXT_MESSAGES or not _MOBILE.fullmatch(digits):
        return False
    day = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    today = TextMessage.objects.filter(telephone_index__matches=digits, created_at__gte=day)
    if today.count() >= settings.TEXT_MESSAGES_PER_DAY:
        return False
    _message, is_new = TextMessage.objects.get_or_create(
        key=key,
        defaults={
            "telephone": digits,
            "template": template.code,
            "parameters": dict(parameters),
            "text": template.preview.format_map(parameters),
        },
    )
    return is_new


def send_text_messages() -> str:
    """Sends what waits; what failed too often stays as it is, with its error."""
    if not settings.TEXT_MESSAGES:
        return "没有设置 TEXT_MESSAGES，不发短信。"
    before = TextMessage.objects.filter(sent_at=None, attempts__gte=MOST_ATTEMPTS).count()
    done = drain(TextMessage.objects.all(), _send, size=1)
    return f"已发送 {done} 条短信。" + (f"另有 {before} 条多次失败，不再发送。" if before else "")


def _send(messages: Sequence[TextMessage]) -> int:
    for message in messages:
        deliver(message)
        TextMessage.objects.filter(pk=message.pk).update(sent_at=timezone.now())
    return len(messages)
