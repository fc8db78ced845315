from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest
from wagtail.admin.menu import MenuItem

from sites.organisation.capacity import offices_at_centre
from sites.organisation.enums import CENTRE_OFFICES


def may_read_mail(user: AbstractBaseUser) -> bool:
    """An office of the centre, today. No flag gives it: it is mail of citizens."""
    return bool(CENTRE_OFFICES & offices_at_centre(user))


class IncomingMailMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_read_mail(request.user)
