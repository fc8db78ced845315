from __future__ import annotations

from django.http import HttpRequest
from wagtail.admin.menu import MenuItem

from sites.casework.rights import works_at_centre


class IncomingMailMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return works_at_centre(request.user)
