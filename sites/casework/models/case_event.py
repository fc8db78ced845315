from __future__ import annotations

from django.conf import settings
from django.db import models

from hub.models.append_only import AppendOnlyModel
from hub.private_fields.fields import EncryptedTextField
from hub.private_fields.models import PrivateDataModel
from sites.casework.enums import PUBLIC_STATUS, Action, CaseStatus, Side
from sites.casework.models.case import Case
from sites.organisation.models.unit import Unit


class CaseEvent(PrivateDataModel, AppendOnlyModel):
    """One action, as it was told to the applicant: the wording is frozen here, whatever becomes of templates later.

    `public_text` is what the applicant reads, "" for what is inside only; `note` is for those who handle the case.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="events")
    serial = models.PositiveIntegerField()  # in its case, from 1
    at = models.DateTimeField()
    action = models.CharField(max_length=30, choices=Action.choices)
    side = models.CharField(max_length=10, choices=Side.choices)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    actor_name = models.CharField(max_length=150)
    office = models.CharField(max_length=30, blank=True)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=20, choices=CaseStatus.choices)  # after it
    due_on = models.DateField(null=True)  # after it
    public_text = EncryptedTextField(blank=True)
    note = EncryptedTextField(blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = verbose_name_plural = "办件记录"
        ordering = ["case", "serial"]
        constraints = [models.UniqueConstraint(fields=["case", "serial"], name="one_event_per_serial")]
        indexes = [models.Index(fields=["action", "at"])]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.serial} {self.get_action_display()}"

    @property
    def public_status(self) -> str:
        return PUBLIC_STATUS[CaseStatus(self.status)]
