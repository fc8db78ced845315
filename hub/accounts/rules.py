"""What a person's name may be. It stands in the ledger and on public pages, so it is nothing but a name."""

from __future__ import annotations

import unicodedata

# As the ledger calls what nobody did (hub.events.SYSTEM), in both scripts.
SYSTEM_NAMES = frozenset({"系统", "系統"})
# A name that ends so says an office, which only an appointment gives.
OFFICE_WORDS = (
    "市长", "县长", "区长", "镇长", "乡长", "局长", "处长", "科长", "股长", "部长", "站长", "所长", "队长", "院长",
    "校长", "秘书长", "书记", "主任", "主席", "委员", "常委", "领导", "责任人", "负责人", "信息员", "审查员", "管理员",
    "编辑", "中心", "办公室",
)  # fmt: skip
BETWEEN = frozenset(" ·•・-'’.")
# Letters for Unicode that nobody sees.
BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0")


def name_problem(name: str) -> str:
    """Why this is no part of a person's name, in a sentence; "" if it is one."""
    if any(not _is_visible(character) for character in unicodedata.normalize("NFC", name)):
        return "姓名只能是一行文字，不能有换行、空白、看不见的字符、改变书写方向的字符和符号。"
    if "  " in name or name != name.strip():
        return "姓名中不能有多余的空格。"
    return ""


def full_name_problem(name: str) -> str:
    """Why nobody may be called so: it is the system's name, or that of an office."""
    plain = "".join(unicodedata.normalize("NFKC", name).split())
    if plain in SYSTEM_NAMES:
        return "“系统”在台账中指系统本身，不能作为姓名。"
    if plain.endswith(OFFICE_WORDS):
        return "请填写姓名本身，不含职务；职务在任职中登记。"
    return ""


def _is_visible(character: str) -> bool:
    if character in BLANK_LETTERS:
        return False
    return character in BETWEEN or unicodedata.category(character)[0] == "L" or unicodedata.category(character) == "Nd"
