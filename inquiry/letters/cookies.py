"""Two cookies of this host alone: which case somebody has opened with its code, and what is shown once after sending.

They hold no word of a letter. A case is forgotten when its code changes, after half an hour, and when somebody leaves.
"""

from __future__ import annotations

import json
from datetime import timedelta

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from hub.private_fields.key_ring import UnreadablePrivateData, decrypted, encrypted
from sites.casework.models.case import Case
from sites.casework.query_codes import is_code_of

OPEN, SENT = "letter", "letter-sent"
LIFETIME, ONCE = timedelta(minutes=30), timedelta(minutes=10)
_SALT, _FORM_SALT = "inquiry.letters.open", "inquiry.letters.act"


def code_print(case: Case) -> str:
    """Changes with the code."""
    return salted_hmac("inquiry.letters.code", case.code_hash).hexdigest()[:16]


def open_case(request: HttpRequest, response: HttpResponse, case: Case) -> None:
    _set(request, response, OPEN, signing.dumps([case.pk, code_print(case)], salt=_SALT), LIFETIME)


def opened_case(request: HttpRequest) -> Case | None:
    return _case_of(request.COOKIES.get(OPEN, ""), _SALT)


def form_token(case: Case) -> str:
    """Stands in the forms of an opened case, so that no other site can press their buttons."""
    return signing.dumps([case.pk, code_print(case)], salt=_FORM_SALT)


def is_token_of(token: str, case: Case) -> bool:
    return _case_of(token, _FORM_SALT) == case


def close_case_view(response: HttpResponse) -> None:
    response.delete_cookie(OPEN, samesite="Strict")


def remember_sent(request: HttpRequest, response: HttpResponse, case: Case, code: str) -> None:
    """For the page after sending. The code in it is encrypted."""
    _set(request, response, SENT, encrypted(json.dumps([case.pk, code, timezone.now().timestamp()])), ONCE)


def sent_case(request: HttpRequest) -> tuple[Case, str] | None:
    """The case and its code, "" where the code is another than the case has."""
    try:
        key, code, at = json.loads(decrypted(request.COOKIES.get(SENT, "")) or '[0, "", 0]')
    except (UnreadablePrivateData, ValueError):
        return None
    case = Case.objects.filter(pk=key).first()
    if case is None or timezone.now().timestamp() - at > ONCE.total_seconds():
        return None
    return case, code if is_code_of(case, code) else ""


def forget_sent(response: HttpResponse) -> None:
    response.delete_cookie(SENT, samesite="Strict")


def _case_of(text: str, salt: str) -> Case | None:
    try:
        key, mark = signing.loads(text, salt=salt, max_age=LIFETIME)
    except signing.BadSignature:
        return None
    case = Case.objects.filter(pk=key).select_related("unit", "addressed_to").first()
    return case if case is not None and constant_time_compare(mark, code_print(case)) else None


def _set(request: HttpRequest, response: HttpResponse, name: str, value: str, lifetime: timedelta) -> None:
    response.set_cookie(
        name, value, max_age=int(lifetime.total_seconds()), secure=request.is_secure(), httponly=True, samesite="Strict"
    )
