from __future__ import annotations

from django.db import models

from hub.sent_files.enums import ScanState


class SentFile(models.Model):
    """A file that a citizen sent, without what it says: that lies sealed in the private store under `stored_as`.

    Whose it is the app knows that points here. The sender's own name for it is not here: it is private text.
    """

    wagtail_reference_index_ignore = True

    stored_as = models.CharField("存放名", max_length=60, unique=True, editable=False)
    sealed_under = models.CharField(max_length=9, blank=True, editable=False)  # the key's id; "" for another's seal
    name = models.CharField("名称", max_length=40, editable=False)
    kind = models.CharField("类型", max_length=10, editable=False)
    size = models.PositiveIntegerField("大小（字节）", editable=False)
    sha256 = models.CharField("摘要", max_length=64, editable=False)
    sent_sha256 = models.CharField("收到时的摘要", max_length=64, editable=False)
    findings = models.JSONField("说明", default=list, editable=False)
    received_at = models.DateTimeField("收到时间", auto_now_add=True)
    scan_state = models.CharField(
        "病毒扫描", max_length=20, choices=ScanState.choices, default=ScanState.NOT_SCANNED, editable=False
    )
    signature = models.CharField("病毒名", max_length=100, blank=True, editable=False)
    scanned_at = models.DateTimeField("扫描时间", null=True, editable=False)
    scan_attempts = models.PositiveIntegerField("扫描次数", default=0, editable=False)

    class Meta:
        verbose_name = "来件附件"
        verbose_name_plural = "来件附件"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
