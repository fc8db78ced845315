"""What a visitor can set, and how one cookie holds it: `accessible.text:150.contrast:yellow-on-black`.

The first part is the mode, each other part a setting that differs from its default. The same text is the value of
`?display=`. What is unknown, whoever wrote it, falls back to the default.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import get_type_hints

from django.db import models

LONGEST = 300


class Mode(models.TextChoices):
    NORMAL = "normal", "标准版"
    ACCESSIBLE = "accessible", "无障碍浏览"
    ELDER = "elder", "长者版"


class TextSize(models.TextChoices):
    """In per cent; the elder mode starts from large type and has the first three steps."""

    NORMAL = "100", "标准"
    LARGE = "125", "大"
    LARGER = "150", "更大"
    HUGE = "175", "特大"
    LARGEST = "200", "最大"


class Contrast(models.TextChoices):
    SITE = "site", "网站原色"
    BLACK_ON_WHITE = "black-on-white", "白底黑字"
    YELLOW_ON_BLACK = "yellow-on-black", "黑底黄字"
    WHITE_ON_BLACK = "white-on-black", "黑底白字"
    YELLOW_ON_BLUE = "yellow-on-blue", "蓝底黄字"
    BLACK_ON_YELLOW = "black-on-yellow", "黄底黑字"


class Spacing(models.TextChoices):
    NORMAL = "normal", "标准"
    WIDE = "wide", "宽"
    WIDER = "wider", "更宽"


class Switch(models.TextChoices):
    ON = "on", "开"
    OFF = "off", "关"

    @property
    def opposite(self) -> Switch:
        return Switch.OFF if self == Switch.ON else Switch.ON


@dataclass(frozen=True)
class Display:
    """A visitor's preferences. In the normal mode pages look as their designers made them: only keys can be set."""

    mode: Mode = Mode.NORMAL
    text: TextSize = TextSize.NORMAL
    contrast: Contrast = Contrast.SITE
    line: Spacing = Spacing.NORMAL
    letter: Spacing = Spacing.NORMAL
    pictures: Switch = Switch.ON
    ruler: Switch = Switch.OFF
    caption: Switch = Switch.OFF
    speech: Switch = Switch.OFF
    bar: Switch = Switch.ON
    keys: Switch = Switch.ON

    @property
    def is_elder(self) -> bool:
        return self.mode == Mode.ELDER

    @property
    def is_normal(self) -> bool:
        return self.mode == Mode.NORMAL

    @property
    def attributes(self) -> dict[str, str]:
        """What differs from the default, by name: the data attributes of <html>."""
        values = {field.name: (str(getattr(self, field.name)), field.default) for field in fields(self)}
        return {name: value for name, (value, default) in values.items() if value != default}

    @property
    def sizes(self) -> list[TextSize]:
        """The steps of the text's size in this mode, smallest first."""
        return list(TextSize)[: 3 if self.is_elder else None]

    @property
    def smaller(self) -> TextSize:
        return self.sizes[max(self._step - 1, 0)]

    @property
    def larger(self) -> TextSize:
        return self.sizes[min(self._step + 1, len(self.sizes) - 1)]

    @property
    def elder_pressed(self) -> list[str]:
        """For each step, whether its button is pressed, as `aria-pressed` says it."""
        return [str(number == self._step).lower() for number in range(len(self.sizes))]

    @property
    def _step(self) -> int:
        return min(list(TextSize).index(self.text), len(self.sizes) - 1)

    def changed(self, values: Mapping[str, str]) -> Display:
        """With those of `values` that are settings and mean something; what goes with another mode is not kept.

        A setting made in the normal mode starts the accessible one.
        """
        known = {name: value for name in CHOICES if (value := _read(name, values.get(name, "")))}
        mode = known.get("mode", self.mode)
        found = replace(self if mode == self.mode else Display(mode=mode, keys=self.keys), **known)
        if self.is_normal and found.is_normal and found.attributes.keys() - {"keys"}:
            found = replace(found, mode=Mode.ACCESSIBLE)
        return Display(keys=found.keys) if found.is_normal else found

    def __str__(self) -> str:
        """As the cookie holds it."""
        settings = [f"{name}:{value}" for name, value in self.attributes.items() if name != "mode"]
        return ".".join([self.mode.value, *settings])

    @classmethod
    def parse(cls, text: str) -> Display:
        return _parsed(text[:LONGEST])


@lru_cache(1000)
def _parsed(text: str) -> Display:
    """Kept, as every page asks it and nearly all visitors have one of a few cookies."""
    mode, *settings = text.split(".")
    pairs = dict(setting.partition(":")[::2] for setting in settings)
    return Display().changed({**pairs, "mode": _read("mode", mode) or Mode.NORMAL})


CHOICES: dict[str, type[models.TextChoices]] = get_type_hints(Display)


def _read(name: str, value: str) -> models.TextChoices | None:
    return CHOICES[name](value) if value in CHOICES[name].values else None
