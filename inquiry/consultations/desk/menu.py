from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse_lazy
from wagtail.admin.menu import MenuItem

from inquiry.consultations.rights import has_consultations


class ConsultationMenuItem(MenuItem):
    def __init__(self) -> None:
        address = reverse_lazy("consultation_desk:index")
        super().__init__("征集意见", address, name="consultations", icon_name="group", order=3)

    def is_shown(self, request: HttpRequest) -> bool:
        return has_consultations(request.user)
