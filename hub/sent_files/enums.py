from __future__ import annotations

from django.db.models import TextChoices


class ScanState(TextChoices):
    """What is known of viruses in a file. That nobody looked is a state of its own, and no good news."""

    NOT_SCANNED = "not_scanned", "未扫描"
    CLEAN = "clean", "已扫描无毒"
    INFECTED = "infected", "有病毒"
    FAILED = "failed", "扫描失败"
