"""The centre opens a unit's site, completes it, or moves it between a host of its own and a channel."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.validators import RegexValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from sites.approval.ledger import Actor
from sites.approval.releases import PublicationRefused
from sites.organisation.capacity import capacity_at_centre
from sites.organisation.enums import CENTRE_OFFICES
from sites.organisation.models.unit import Unit
from sites.organisation.models.unit_site import UnitSite
from sites.pages.provisioning.actions import create_site
from sites.pages.provisioning.addresses import AddressTaken, current_address, default_host, give_host, make_channel

HOST = RegexValidator(
    r"^(?=.{1,253}$)[a-z0-9-]+(\.[a-z0-9-]+)*$", "请填写主机名，例如 jyj.example.gov.cn，不带 http:// 和路径。"
)


class SiteForm(forms.Form):
    where = forms.ChoiceField(
        label="网站形式",
        choices=[("host", "独立主机名"), ("channel", "门户网站的频道")],
        widget=forms.RadioSelect,
        initial="host",
    )
    host = forms.CharField(label="主机名", max_length=253, required=False, validators=[HOST])

    def clean(self) -> dict[str, str]:
        data = super().clean() or {}
        if data.get("where") == "host" and not data.get("host") and "host" not in self.errors:
            self.add_error("host", "请填写主机名。")
        return data


@permission_required("organisation.add_unitsite", raise_exception=True)
@require_http_methods(["GET", "POST"])
def site(request: HttpRequest, unit_id: int) -> HttpResponse:
    unit = get_object_or_404(Unit, pk=unit_id)
    existing = UnitSite.objects.filter(unit=unit).select_related("home", "site").first()
    initial = {"host": default_host(unit), "where": "host"}
    if existing is not None:
        initial = {"host": "" if existing.is_channel else current_address(existing)[0]}
        initial["where"] = "channel" if existing.is_channel else "host"
    form = SiteForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            found = _apply(request, unit, form.cleaned_data)
        except (AddressTaken, PublicationRefused) as refused:
            form.add_error("host", str(refused))
        else:
            messages.success(request, f"{unit}的网站已就绪：{found.home.full_url}")
            return redirect("unitsite:index")
    return render(request, "provisioning/site.html", {"unit": unit, "unit_site": existing, "form": form})


def _apply(request: HttpRequest, unit: Unit, wanted: dict[str, str]) -> UnitSite:
    actor = Actor(request.user, capacity_at_centre(request.user, CENTRE_OFFICES))
    channel = wanted["where"] == "channel"
    unit_site = create_site(unit, channel=channel, host=wanted["host"], actor=actor)
    if channel:
        make_channel(unit_site)
    elif unit_site.is_channel or current_address(unit_site)[0] != wanted["host"].lower():
        give_host(unit_site, wanted["host"])
    unit_site.home.refresh_from_db()
    return unit_site
