from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any, Self


@dataclass
class Findings:
    """What a document says beside what its reader sees, in Chinese. Each list in the order of finding.

    `removed` is no longer in it. `left` is, and approvers should know. `obstacles` are, and the public could read them:
    such a document is not sent for approval. `reason`: why it was not cleaned.
    """

    removed: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    obstacles: list[str] = field(default_factory=list)
    reason: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        return cls(**stored)

    def kept(self, reason: str) -> Self:
        """Of a document that stays as it is: nothing was taken off."""
        return type(self)(left=[*self.removed, *self.left], obstacles=self.obstacles, reason=reason)

    @property
    def says_something(self) -> bool:
        return bool(self.removed or self.left or self.obstacles or self.reason)


class NotCleaned(Exception):
    """The document is kept as it is. The message says why, in Chinese."""


def counted(numbers: Counter[str]) -> list[str]:
    """ "批注 3 处" for each kind that was found at all."""
    return [f"{name} {number} {_MEASURES.get(name, '处')}" for name, number in numbers.items() if number]


_MEASURES = {
    "隐藏工作表": "张",
    "隐藏幻灯片": "张",
    "演讲者备注": "页",
    "隐藏行": "行",
    "隐藏列": "组",
    "嵌入文件": "个",
    "嵌入对象": "个",
    "自定义数据": "份",
    "缩略图": "幅",
    "图片中的拍摄信息": "幅",
    "隐藏图层": "个",
    "脚本": "段",
}
LONGEST = 60


def named(label: str, value: str) -> list[str]:
    """ "作者：张三", as short as a line and without characters that hide or turn others; nothing for nothing."""
    text = _shown(value)
    return [f"{_shown(label)}：{text}"] if text else []


def _shown(text: str) -> str:
    return "".join(each for each in " ".join(text.split()) if each.isprintable())[:LONGEST]
