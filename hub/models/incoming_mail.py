from __future__ import annotations

from django.conf import settings
from django.db import models

from hub.incoming_mail.enums import MailKind, MailState, Reading
from hub.models.outbox_message import OutboxMessage
from hub.private_fields.fields import EncryptedCharField, EncryptedTextField
from hub.private_fields.models import PrivateDataModel


class IncomingMail(PrivateDataModel):
    """A mail as it came, and what became of it. Its attachments stay in the mailbox: here are their names."""

    repeats_text = True  # hub.text_fields: what it holds is cleaned when it is read

    digest = models.CharField(max_length=64, unique=True)
    kind = models.CharField("类别", max_length=20, choices=MailKind.choices, default=MailKind.LETTER)
    reading = models.CharField("读取", max_length=20, choices=Reading.choices, default=Reading.WHOLE)
    state = models.CharField("状态", max_length=20, choices=MailState.choices, default=MailState.NEW, db_index=True)
    received_at = models.DateTimeField("收到", auto_now_add=True)
    sender = EncryptedCharField("发件人", max_length=254, blank=True)
    subject = EncryptedCharField("主题", max_length=300, blank=True)
    text = EncryptedTextField("正文", blank=True)
    attachments = EncryptedTextField("附件", blank=True)  # names, one a line
    in_answer_to = models.ForeignKey(OutboxMessage, null=True, on_delete=models.SET_NULL, related_name="+")
    bounced_address = EncryptedCharField("退回的地址", max_length=254, blank=True)
    bounce_action = models.CharField("投递结果", max_length=20, blank=True)
    bounce_status = models.CharField("退信代码", max_length=12, blank=True)
    filed_under = models.CharField("归入办件", max_length=20, blank=True)
    reason = models.CharField("说明", max_length=200, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="处理人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    handled_at = models.DateTimeField("处理时间", null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = verbose_name_plural = "来邮"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"来邮 {self.pk}"
