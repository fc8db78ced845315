"""What the centre manages: units, who holds which office, sites, calendar and terms; and the ledger to read."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from hub.calendar import unannounced_years
from hub.models import AuditEvent, CalendarDay, LegalTerm
from hub.scheduler.viewsets import ScheduledJobViewSet
from sites.enums import CENTRE_OFFICES, Office
from sites.forms import AppointmentForm
from sites.leaving.viewsets import TrustedHostViewSet
from sites.models import Appointment, LedgerEntry, Unit, UnitSite
from sites.notices.viewsets import SiteNoticeViewSet
from sites.partner_links import PartnerLinkViewSet
from sites.script_corrections import ScriptCorrectionViewSet


class UnitInspectView(InspectView):
    """A unit with who holds what today, and which office is vacant."""

    template_name = "units/inspect.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        unit: Unit = self.object
        current = (
            Appointment.objects.current().filter(unit=unit).select_related("person").prefetch_related("delegations")
        )
        by_office: dict[str, list[Appointment]] = {}
        for appointment in current:
            by_office.setdefault(appointment.office, []).append(appointment)
        is_centre = any(office in CENTRE_OFFICES for office in by_office)
        wanted = [office for office in Office if is_centre or office not in CENTRE_OFFICES]
        site = UnitSite.objects.filter(unit=unit).select_related("home", "site").first()
        return {
            **super().get_context_data(**kwargs),
            "offices": [(office.label, by_office.get(office, [])) for office in wanted],
            "cannot_submit": site is not None and Office.SUPERVISING_LEADER not in by_office,
            "unit_site": site,
            "appoint_url": reverse("appointment:add"),
        }


class UnitViewSet(ModelViewSet):
    model = Unit
    icon = "group"
    menu_label = "单位"
    inspect_view_enabled = True
    inspect_view_class = UnitInspectView
    list_display = ["name", "short_name", "code", Column("get_category_display", label="类别"), "telephone"]
    list_filter = ["category"]
    search_fields = ["name", "short_name", "code"]
    search_backend_name = None
    copy_view_enabled = False
    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldRowPanel([FieldPanel("short_name"), FieldPanel("code")])], "名称"),
        FieldRowPanel([FieldPanel("category"), FieldPanel("parent"), FieldPanel("sort_order")]),
        FieldRowPanel([FieldPanel("address"), FieldPanel("telephone")]),
        FieldPanel("introduction"),
    ]


class AppointmentViewSet(ModelViewSet):
    model = Appointment
    icon = "user"
    menu_label = "任职"
    name = "appointment"
    list_display = [
        TitleColumn("person", label="任职人", url_name="appointment:edit"),
        "unit",
        Column("get_office_display", label="职责"),
        "title",
        DateColumn("starts_on", label="任职起"),
        DateColumn("ends_on", label="任职止"),
        BooleanColumn("is_current", label="在任"),
    ]
    list_filter = ["office", "unit"]
    search_fields = ["person__username", "person__last_name", "person__first_name", "unit__name"]
    search_backend_name = None
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("person"), FieldPanel("unit"), FieldPanel("office")]),
            FieldRowPanel([FieldPanel("title"), FieldPanel("duties")]),
            FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
            InlinePanel("delegations", heading="代理（外出、休假期间）", label="代理"),
        ],
        base_form_class=AppointmentForm,
    )


class UnitSiteIndexView(IndexView):
    def get_base_queryset(self) -> Any:
        return UnitSite.objects.select_related("unit", "site", "home")


class UnitSiteViewSet(ModelViewSet):
    """Sites are opened and moved by provisioning's own forms; here they are listed, with their national codes."""

    model = UnitSite
    icon = "site"
    menu_label = "网站"
    name = "unitsite"
    index_view_class = UnitSiteIndexView
    list_display = [
        TitleColumn("unit", label="单位", url_name="unitsite:edit"),
        Column("address", label="网址", accessor=lambda row: row.home.full_url),
        BooleanColumn("is_channel", label="门户频道"),
        "identification_code",
    ]
    list_filter = ["unit__category"]
    search_fields = ["unit__name", "unit__code", "site__hostname"]
    search_backend_name = None
    copy_view_enabled = False
    panels = [FieldRowPanel([FieldPanel("identification_code"), FieldPanel("filing_number")])]


class CalendarIndexView(IndexView):
    """Says first which years have not been announced yet."""

    template_name = "calendar/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "unannounced": unannounced_years(timezone.localdate())}


class CalendarDayViewSet(ModelViewSet):
    model = CalendarDay
    index_view_class = CalendarIndexView
    index_template_name = "calendar/index.html"
    icon = "calendar"
    menu_label = "节假日与调休"
    list_display = [DateColumn("day", label="日期"), BooleanColumn("is_workday", label="上班"), "name"]
    list_filter = ["is_workday"]
    form_fields = ["day", "is_workday", "name"]
    copy_view_enabled = False
    ordering = ["-day"]


class LegalTermViewSet(ModelViewSet):
    model = LegalTerm
    icon = "time"
    menu_label = "法定时限"
    list_display = ["subject", "days", Column("get_unit_display", label="单位"), "source", "in_force_from"]
    form_fields = ["code", "subject", "days", "unit", "source", "in_force_from"]
    copy_view_enabled = False


class LedgerViewSet(ModelViewSet):
    model = LedgerEntry
    icon = "list-ol"
    menu_label = "审批台账"
    name = "ledger"
    inspect_view_enabled = True
    list_display = [
        TitleColumn("serial", label="序号", url_name="ledger:inspect"),
        DateColumn("at", label="时间"),
        Column("get_action_display", label="事项"),
        Column("get_step_display", label="环节"),
        "page_title",
        "unit",
        "actor_name",
        Column("get_office_display", label="职责"),
    ]
    list_filter = ["action", "step", "unit"]
    search_fields = ["page_title", "actor_name"]
    search_backend_name = None
    list_export = ["serial", "at", "action", "step", "unit", "page_title", "actor_name", "office", "digest", "comment"]
    ordering = ["-serial"]
    form_fields = ["comment"]
    copy_view_enabled = False
    inspect_view_fields = [
        "serial", "at", "action", "step", "unit", "page_title", "revision_id", "actor_name", "office", "on_behalf_of",
        "declaration", "comment", "digest", "hash",
    ]  # fmt: skip


class AuditEventViewSet(ModelViewSet):
    """What was done outside of approvals; written by actions, read here."""

    model = AuditEvent
    icon = "history"
    menu_label = "事件记录"
    name = "event"
    inspect_view_enabled = True
    list_display = [
        TitleColumn("action", label="事项", url_name="event:inspect"),
        DateColumn("at", label="时间"),
        "subject",
        "message",
        "actor_name",
        Column("reason", label="依据或原因"),
    ]
    list_filter = {
        "action": ["exact"],
        "unit_code": ["exact"],
        "actor_name": ["exact"],
        "at": ["date__gte", "date__lte"],
    }
    search_fields = ["subject", "message", "actor_name", "reason"]
    search_backend_name = None
    list_export = ["at", "actor_name", "action", "subject", "unit_code", "message", "reason"]
    ordering = ["-pk"]
    form_fields = ["message"]
    copy_view_enabled = False
    inspect_view_fields = ["at", "actor_name", "action", "subject", "unit_code", "message", "reason"]


class SiteGroupViewSetGroup(ViewSetGroup):
    menu_label = "单位与网站"
    menu_icon = "site"
    menu_order = 200
    items = (
        UnitViewSet(),
        AppointmentViewSet(),
        UnitSiteViewSet(),
        SiteNoticeViewSet(),
        TrustedHostViewSet(),
        PartnerLinkViewSet(),
        LedgerViewSet(),
        AuditEventViewSet(),
        ScheduledJobViewSet(),
        CalendarDayViewSet(),
        LegalTermViewSet(),
        ScriptCorrectionViewSet(),
    )
