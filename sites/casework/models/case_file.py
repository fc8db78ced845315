from __future__ import annotations

from django.db import models
from django.db.models import Q

from hub.models.sent_file import SentFile
from hub.private_fields.fields import EncryptedCharField
from hub.private_fields.models import PrivateDataModel
from hub.sent_files.kinds import KINDS, Kind
from hub.sent_files.names import neutral_name
from sites.casework.enums import Action, FileSlot, Side
from sites.casework.models.case import Case
from sites.casework.models.case_event import CaseEvent


class CaseFileQuerySet(models.QuerySet["CaseFile"]):
    def of_applicant(self) -> CaseFileQuerySet:
        """Not what others mailed about the case."""
        return self.exclude(event__action=Action.MAIL, event__side=Side.CENTRE)


class CaseFile(PrivateDataModel):
    """A file that came with a case, by the event with which it came. Before a form is sent it has the form's key alone.

    Without `file` it is what stands in the place of one whose time was over.
    """

    case = models.ForeignKey(Case, null=True, on_delete=models.CASCADE, related_name="files")
    event = models.ForeignKey(CaseEvent, null=True, on_delete=models.CASCADE, related_name="files")
    form_key = models.CharField(max_length=40, blank=True, db_index=True)
    slot = models.CharField("用途", max_length=20, choices=FileSlot.choices, default=FileSlot.ATTACHMENT)
    number = models.PositiveSmallIntegerField("序号")
    original_name = EncryptedCharField("来信人的文件名", max_length=100, blank=True)
    file = models.OneToOneField(SentFile, null=True, on_delete=models.SET_NULL, related_name="case_file")
    kept_at = models.DateTimeField("收到时间", auto_now_add=True)

    wagtail_reference_index_ignore = True

    objects = CaseFileQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "办件附件"
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="one_file_per_number"),
            models.CheckConstraint(
                condition=Q(case=None, event=None) & ~Q(form_key="") | Q(case__isnull=False, form_key=""),
                name="files_are_of_a_case_or_a_form",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.get_slot_display()} {self.number}"  # no name: this stands in logs

    @property
    def kind(self) -> Kind:
        return KINDS[self.file.kind]

    @property
    def name(self) -> str:
        """身份证明2.jpg, as it is called outside of the list: nothing of the sender's."""
        if self.file is None:
            return f"{self.get_slot_display()}{self.number}"
        return neutral_name(self.number, self.kind, self.get_slot_display())
