"""Forms that take a password, or send the way to a new one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from wagtail.admin.forms.auth import PasswordChangeForm, PasswordResetForm

from hub.accounts.enums import SignInKind
from hub.accounts.records import record_sign_in
from hub.models import OutboxMessage, User
from hub.outbox import enqueue_mail
from hub.rate_limits import seconds_to_wait


class LimitedPasswordChangeForm(PasswordChangeForm):
    """The old password is asked for as sign-in asks, so that wrong ones are counted and lock the same."""

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(request.user, *args, **kwargs)
        self.request = request

    def clean_old_password(self) -> str:
        old: str = self.cleaned_data["old_password"]
        if authenticate(self.request, username=self.user.get_username(), password=old) != self.user:
            raise forms.ValidationError(self.error_messages["password_incorrect"], code="password_incorrect")
        return old


class OutboxPasswordResetForm(PasswordResetForm):
    """Reset mail through the outbox, so often for an account and a visitor's address, with one answer for everybody."""

    def save(self, *args: Any, request: HttpRequest | None = None, **kwargs: Any) -> None:
        rate = f"{settings.PASSWORD_RESETS_PER_ADDRESS}/h"
        if request is None or not seconds_to_wait(request, "password-reset", rate):
            asked_for = next(iter(self.get_users(self.cleaned_data["email"])), None)
            record_sign_in(SignInKind.RESET_ASKED, asked_for, request, detail="" if asked_for else "没有这个账号")
            super().save(*args, request=request, **kwargs)

    def send_mail(
        self, subject_template_name: str, email_template_name: str, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> None:
        """Leaves with the next run of `drain_outbox`: whoever asks waits no longer for an account that exists."""
        user: User = context["user"]
        prefix, since = f"password-reset:{user.pk}:", timezone.now() - timedelta(hours=1)
        lately = OutboxMessage.objects.filter(key__startswith=prefix, created_at__gt=since).count()
        if lately >= settings.PASSWORD_RESETS_PER_ACCOUNT:
            return
        number = OutboxMessage.objects.filter(key__startswith=prefix).count()
        enqueue_mail(
            key=f"{prefix}{number}",
            recipient=user.email,
            subject=render_to_string(subject_template_name, context),
            body=render_to_string(email_template_name, context),
            at_once=False,
        )
