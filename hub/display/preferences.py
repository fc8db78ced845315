from __future__ import annotations

from dataclasses import dataclass

from django.db import models


class Mode(models.TextChoices):
    NORMAL = "normal", "标准版"
    ACCESSIBLE = "accessible", "无障碍浏览"
    ELDER = "elder", "长者版"


@dataclass(frozen=True)
class Display:
    """A visitor's preferences, as the `display` cookie holds them."""

    mode: Mode = Mode.NORMAL

    @property
    def is_elder(self) -> bool:
        return self.mode == Mode.ELDER
