"""A lost query code: a link to the e-mail address on the case, that works once and for an hour."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from hub.outbox import enqueue_mail
from hub.private_fields.blind_index import email as normalised
from inquiry.letters.cookies import code_print
from sites.casework.models.case import Case
from sites.casework.notifications import public_root
from sites.casework.numbers import as_typed, is_number

LIFETIME = timedelta(hours=1)
_SALT = "inquiry.letters.lost"


def send_link(number: str, email: str) -> None:
    """At most once an hour, and only to the address on the case. Says nothing of whether there is one."""
    number = as_typed(number)
    case = Case.objects.filter(number=number).select_related("applicant").first() if is_number(number) else None
    applicant = getattr(case, "applicant", None)
    if case is None or applicant is None or not applicant.email:
        return
    if not constant_time_compare(normalised(applicant.email), normalised(email)):
        return
    enqueue_mail(
        key=f"case-code:{case.pk}:{code_print(case)}:{timezone.now():%Y%m%d%H}",
        recipient=applicant.email,
        is_private=True,
        subject=f"【{case.number}】更换查询码",
        body=f"有人在网站上为编号 {case.number} 的来信申请更换查询码。是您本人的，请在一小时内打开下面的网址，"
        f"设置新的查询码：\n\n{public_root()}{reverse('letters:new_code', args=[_token(case)])}\n\n"
        "网址只能用一次。不是您本人的，不用理会，原来的查询码仍然有效。\n",
    )


def case_of_link(token: str) -> Case | None:
    """None once it was used, the code was changed in another way, or its hour is over."""
    try:
        key, mark = signing.loads(token, salt=_SALT, max_age=LIFETIME)
    except signing.BadSignature:
        return None
    case = Case.objects.filter(pk=key).first()
    return case if case is not None and constant_time_compare(mark, code_print(case)) else None


def _token(case: Case) -> str:
    return signing.dumps([case.pk, code_print(case)], salt=_SALT)


def office_hint() -> str:
    return f"没有留过邮箱的，请带身份证件到收信单位办理，或者拨打{settings.CITY_SHORT_NAME}政务服务热线 12345。"
