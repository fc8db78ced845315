from __future__ import annotations

from django.db import models


class RunOutcome(models.TextChoices):
    RUNNING = "running", "运行中"
    DONE = "done", "成功"
    FAILED = "failed", "失败"
    INTERRUPTED = "interrupted", "中断"
