from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import CreateView, EditView
from wagtail.admin.viewsets.model import ModelViewSet

from hub.accounts.proposals.forms import PROPOSED, ProposingView
from hub.accounts.proposals.kinds import ProposalRefused
from hub.models import AccountProposal
from sites.backoffice.forms import AppointmentForm
from sites.organisation.appointment_proposals import needs_two, propose_appointment, propose_period
from sites.organisation.delegation_proposals import propose_delegations
from sites.organisation.models.appointment import Appointment


class AppointmentCreateView(ProposingView, CreateView):
    def form_valid(self, form: AppointmentForm) -> HttpResponse:
        if not needs_two(form.instance.office):
            return super().form_valid(form)
        self.form = form
        try:
            propose_appointment(form.instance, self.request.user)
        except ProposalRefused as refusal:
            return self.refused(form, refusal)
        messages.success(self.request, PROPOSED)
        return redirect("accounts:proposals")


class AppointmentEditView(ProposingView, EditView):
    """The days of the office and who stands in are proposed; the rest is saved."""

    proposals: Sequence[AccountProposal | None] = ()

    def form_valid(self, form: AppointmentForm) -> HttpResponse:
        person = self.request.user
        try:
            with transaction.atomic():
                made = propose_delegations(form.instance, form.wanted_delegations(), person)
                self.proposals = [propose_period(form.instance, person), *made]
        except ProposalRefused as refusal:
            return self.refused(form, refusal)
        form.leave_delegations()
        return super().form_valid(form)

    def get_success_message(self) -> str:
        return PROPOSED if any(self.proposals) else super().get_success_message()


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
    add_view_class = AppointmentCreateView
    edit_view_class = AppointmentEditView
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("person"), FieldPanel("unit"), FieldPanel("office")]),
            FieldRowPanel([FieldPanel("title"), FieldPanel("duties")]),
            FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
            InlinePanel("delegations", heading="代理（外出、休假期间）", label="代理"),
        ],
        base_form_class=AppointmentForm,
    )
