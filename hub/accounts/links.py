"""How an account begins: by a link to its address, good once, for a time, and until the next one is sent."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.forms import SetPasswordForm
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from hub.accounts.factors.policy import hold_rights, manages_accounts
from hub.events import record_event
from hub.models import AccountLink, User
from hub.outbox import enqueue_mail


class LinkRefused(ValueError):
    """The link is not sent. The message says why, in Chinese."""


def send_link(person: User) -> None:
    key = secrets.token_urlsafe(32)
    digest = _digest(key)
    until = timezone.now() + timedelta(hours=settings.ACCOUNT_LINK_HOURS)
    AccountLink.objects.update_or_create(person=person, defaults={"key_digest": digest, "lasts_until": until})
    body = (
        f"{person}，您好：\n\n您的账号已开通，登录名：{person.username}。请在 "
        f"{timezone.localtime(until):%Y-%m-%d %H:%M} 之前打开下面的链接，自己设置密码：\n\n"
        f"{settings.WAGTAILADMIN_BASE_URL}{reverse('accounts:begin', args=[key])}\n\n"
        "链接只能使用一次；重新发送后，以前的链接失效。如果您不了解此事，请联系网络信息中心。"
    )
    enqueue_mail(key=f"account-link:{digest[:32]}", recipient=person.email, subject="启用您的账号", body=body)


@transaction.atomic
def send_link_again(person: User, actor: User) -> None:
    """Only for an account that has never begun: who has a password asks for another one by oneself.

    Raises:
        LinkRefused: the actor may not, or the account is closed or has a password.
    """
    if not manages_accounts(hold_rights(actor)):
        raise LinkRefused("只有管理账号的人员可以办理。")
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if not person.is_active or person.has_usable_password():
        raise LinkRefused("这个账号已经启用过，或者已停用。")
    send_link(person)
    record_event("重新发送启用链接", str(person), f"发送到 {person.email}。", actor=actor)


def link_of(key: str) -> AccountLink | None:
    """The link, while it is good."""
    links = AccountLink.objects.select_related("person").filter(key_digest=_digest(key))
    return links.filter(lasts_until__gt=timezone.now(), person__is_active=True).first()


@transaction.atomic
def begin_account(link: AccountLink, form: SetPasswordForm) -> bool:
    """Sets the password of a valid form. False if the link was used, or ended, at the same moment."""
    deleted, _rows = AccountLink.objects.filter(pk=link.pk, key_digest=link.key_digest).delete()
    if not deleted:
        return False
    form.save()
    record_event("启用账号", str(link.person), "本人通过邮件链接设置了密码。", actor=link.person)
    return True


def waiting_to_begin() -> list[User]:
    """Open accounts for which nobody has set a password yet."""
    return list(User.objects.filter(is_active=True, account_link__isnull=False).order_by("pk"))


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
