from __future__ import annotations

from django.db import models


class Scope(models.TextChoices):
    """Where to look."""

    SITE = "site", "本站"
    GROUP = "group", "全市网站群"
