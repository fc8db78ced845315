from __future__ import annotations

from django.db import models

from hub.models.incoming_mail import IncomingMail
from hub.models.sent_file import SentFile
from hub.private_fields.fields import EncryptedCharField, EncryptedTextField
from hub.private_fields.models import PrivateDataModel


class IncomingMailFile(PrivateDataModel):
    """A file that came with a mail; `problem` says why it was not taken. `name` is its line in `attachments`."""

    repeats_text = True  # hub.text_fields: cleaned when the mail is read

    mail = models.ForeignKey(IncomingMail, on_delete=models.CASCADE, related_name="files")
    file = models.OneToOneField(SentFile, null=True, on_delete=models.SET_NULL, related_name="+")
    name = EncryptedCharField("附件", max_length=300)
    problem = EncryptedTextField("未接收的原因", blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = verbose_name_plural = "来邮附件"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"来邮附件 {self.pk}"
