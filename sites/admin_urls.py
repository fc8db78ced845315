"""In front of Wagtail's own admin URLs: what a person sees first after login."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import path
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.home import HomeView

from sites.enums import CENTRE_OFFICES, WRITING_OFFICES
from sites.models import Appointment


def first_page(request: HttpRequest) -> HttpResponseBase:
    """The inbox for who only approves; the dashboard for who writes, and for the centre."""
    offices = set(Appointment.objects.acted_by(request.user).values_list("office", flat=True))
    if offices and not offices & (WRITING_OFFICES | CENTRE_OFFICES):
        return redirect("inbox:index")
    return HomeView.as_view()(request)


urlpatterns = [path("", require_admin_access(first_page))]
