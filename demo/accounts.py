"""Who can log in to the demonstration, and where its sites answer."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from wagtail.models import Site

from hub.keys import stored_key
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.unit_site import UnitSite


def demo_password() -> str:
    """The password of all demo accounts: made once for each install, kept beside its database."""
    return stored_key(settings.DATA_DIR / "demo-password")[:12]


def accounts() -> list[dict[str, str]]:
    """Every account with its office, unit and the site it works on."""
    urls = site_urls()
    rows = Appointment.objects.current().select_related("person", "unit").order_by("unit__sort_order", "pk")
    return [
        {
            "username": row.person.username,
            "password": demo_password(),
            "name": str(row.person),
            "role": row.office,
            "role_name": row.get_office_display(),
            "unit": row.unit.code,
            "unit_name": row.unit.name,
            "site": urls.get(row.unit.code, ""),
        }
        for row in rows
    ]


def site_urls() -> dict[str, str]:
    """The address of each unit's site, by the unit's code."""
    rows = UnitSite.objects.select_related("unit", "home").order_by("unit__sort_order")
    return {row.unit.code: row.home.full_url or "" for row in rows}


def as_json() -> dict[str, Any]:
    return {"admin": f"{settings.WAGTAILADMIN_BASE_URL}/admin/", "sites": site_urls(), "accounts": accounts()}


def use_port(port: int) -> None:
    """The sites of the group answer at this port."""
    if Site.objects.exclude(port=port).update(port=port):
        Site.clear_site_root_paths_cache()
