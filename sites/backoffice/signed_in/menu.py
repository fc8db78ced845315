from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest
from wagtail.admin.menu import MenuItem

from sites.organisation.capacity import is_security_officer


def may_end_sign_ins(user: AbstractBaseUser) -> bool:
    return user.is_superuser or is_security_officer(user)


class SignedInMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_end_sign_ins(request.user)
