from __future__ import annotations

from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn

from hub.viewsets import GroupModelViewSet
from sites.backoffice.forms import AppointmentForm
from sites.organisation.models.appointment import Appointment


class AppointmentViewSet(GroupModelViewSet):
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
