from __future__ import annotations

from base64 import b64decode
from hashlib import sha256

from django.conf import settings
from django.db import models

from hub.models.append_only import AppendOnlyModel
from hub.private_fields.fields import EncryptedTextField
from hub.private_fields.models import PrivateDataModel
from sites.casework.models.case import Case
from sites.casework.models.case_event import CaseEvent
from sites.organisation.models.unit import Unit


class DamagedLetter(Exception):
    """What is stored is not what was issued."""


class IssuedLetter(PrivateDataModel, AppendOnlyModel):
    """A letter as it went out. `content`: the bytes of the record in base64; `sha256`: their digest."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="letters")
    event = models.ForeignKey(CaseEvent, on_delete=models.CASCADE, related_name="letters")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()  # in its unit and year
    number = models.CharField("文号", max_length=80)
    template = models.SlugField(max_length=40)
    title = models.CharField("文书", max_length=80)
    is_for_applicant = models.BooleanField("发给申请人")
    issued_at = models.DateTimeField("发出时间")
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    text = EncryptedTextField(blank=True)
    content = EncryptedTextField(blank=True)
    file_format = models.CharField(max_length=10)
    sha256 = models.CharField(max_length=64)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = verbose_name_plural = "文书"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["unit", "year", "serial"], name="letter_numbers_are_given_once")]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"

    def file(self) -> bytes:
        """
        Raises:
            DamagedLetter: it is not what was issued, or it was deleted when its time was over.
        """
        content = b64decode(self.content)
        if sha256(content).hexdigest() != self.sha256:
            raise DamagedLetter(f"Letter {self.pk} is not what was issued")
        return content
