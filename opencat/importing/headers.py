"""Which column of a catalogue is which field: by the headings that catalogues use, and by a mapping file for others."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sites.importing.files import BadFile

# Field, its heading in our own words, and other headings for it. Fields are those of ArticlePage, and `address`.
_NAMES: tuple[tuple[str, str, str], ...] = (
    ("external_id", "外部编号", "信息编号 id"),
    ("index_number", "索引号", "索引号码 信息索引号 索引编号 索取号"),
    ("document_number", "文号", "发文字号 发文文号 文件编码 发文号 公文文号 文件字号"),
    ("title", "标题", "名称 文件名称 信息名称 文件标题 信息标题 公文标题 题名"),
    ("subtitle", "副标题", ""),
    ("source", "信息来源", "来源 发布机构 发布机关 发布单位 公开主体 公开单位 责任单位 信息来源单位"),
    ("issuing_units", "制发机关", "制发单位 发文机关 发文单位 制定机关 制作单位 发文机构 印发机关"),
    ("written_on", "成文日期", "生成日期 成文时间 印发日期 发文日期 生成时间 制发日期 形成日期"),
    ("published_at", "发布日期", "公开日期 发布时间 公开时间 首次公开日期 主动公开日期"),
    ("validity", "有效性", "是否有效 效力 效力状态 有效状态 文件状态 状态 时效性"),
    ("ceases_on", "失效日期", "废止日期 失效时间 废止时间 失效或废止日期 有效期至 有效期截止"),
    ("category", "目录类别", "类别 公开类别 目录分类 信息分类 分类 类目 目录"),
    ("disclosure_kind", "公开方式", "公开属性 公开形式 公开类型"),
    ("disclosure_ground", "不主动公开的依据", "不公开依据 不予公开依据 依据"),
    ("genre", "体裁", "公文种类 文种 体裁分类 公文体裁"),
    ("theme", "主题", "主题类别 主题词分类"),
    ("audience", "服务对象", "服务对象分类 对象"),
    ("retention", "保存期限", "保管期限"),
    ("kind", "信息类别", "信息类型"),
    ("tags", "关键词", "关键字 主题词"),
    ("summary", "摘要", "内容概述 内容摘要 概述 简介"),
    ("author", "作者", "撰稿人"),
    ("editor", "编辑", "责任编辑"),
    ("body", "正文", "内容 全文 信息内容 正文内容"),
    ("address", "网址", "链接 原文链接 原文网址 信息地址 url"),
)
LABELS = {name: label for name, label, _synonyms in _NAMES}
# Headings that mean the second field where another column is the first already.
_EITHER: dict[str, tuple[str, ...]] = {"主题分类": ("category", "theme")}
_MEANINGS: dict[str, tuple[str, ...]] = {
    heading: (name,) for name, label, synonyms in _NAMES for heading in (name, label, *synonyms.split())
} | _EITHER
IDENTIFYING = ("external_id", "index_number", "document_number")
# What stands in a heading beside its name: 标题（必填）, *文号, 成文日期：
_BESIDE = re.compile(r"[（(\[【].*?[）)\]】]|[\s*＊:：_\u3000]")
WIDEST = 200
_SHOWN = 20


@dataclass(frozen=True)
class MappingFile:
    """`columns`: heading → field ("" to leave a column out); `values`: field → what the file writes → what it means."""

    columns: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Mapping:
    """Positions of the columns by field, the headings as they are written, and those that nothing is taken from."""

    positions: dict[str, int]
    headings: list[str]
    unknown: list[str]
    repeated: list[str]

    def heading(self, name: str) -> str:
        """The heading of a field in this file; else its name in our own words."""
        position = self.positions.get(name)
        return LABELS.get(name, name) if position is None else self.headings[position]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """(heading in the file, field in our words), in the file's order."""
        ordered = sorted(self.positions.items(), key=lambda item: item[1])
        return [(self.headings[position], LABELS[name]) for name, position in ordered]

    @property
    def notices(self) -> list[str]:
        found = []
        if self.unknown:
            more = f" 等 {len(self.unknown)} 列" if len(self.unknown) > _SHOWN else ""
            found.append(f"不认识的列，已忽略：{'、'.join(name[:40] for name in self.unknown[:_SHOWN])}{more}。")
        if self.repeated:
            found.append(f"与前面的列重复，已忽略：{'、'.join(name[:40] for name in self.repeated[:_SHOWN])}。")
        for name, meaning in _WITHOUT.items():
            if name not in self.positions:
                found.append(f"没有“{LABELS[name]}”列：{meaning}。")
        return found


_WITHOUT = {
    "index_number": "索引号按规则编排",
    "written_on": "成文日期取发布日期，也没有发布日期的行不导入",
    "validity": "都按现行有效导入",
    "category": "类别随所导入的栏目",
}


def folded(heading: str) -> str:
    return _BESIDE.sub("", heading).casefold()


def recognised(headings: Iterable[str], mapping: MappingFile | None = None) -> int:
    """How many of the cells of a row are headings that we know."""
    own = {folded(name) for name in mapping.columns} if mapping else set()
    return sum(folded(each) in _MEANINGS or folded(each) in own for each in headings if each)


def read_headings(headings: list[str], mapping: MappingFile | None = None) -> Mapping:
    """Raises:
    BadFile: no title, nothing that tells the documents apart, or far too many columns.
    """
    while headings and not headings[-1]:
        headings = headings[:-1]
    if len(headings) > WIDEST:
        raise BadFile(f"列太多：{len(headings)} 列，最多 {WIDEST} 列。请只保留目录需要的列。")
    own = {folded(name): (target,) for name, target in mapping.columns.items()} if mapping else {}
    positions: dict[str, int] = {}
    unknown, repeated, later = [], [], []
    for position, heading in enumerate(headings):
        meanings = own.get(folded(heading)) or _MEANINGS.get(folded(heading), ())
        if meanings == ("",) or not heading:
            continue
        if not meanings:
            unknown.append(heading)
        elif len(meanings) > 1:
            later.append((position, heading, meanings))
        elif meanings[0] in positions:
            repeated.append(heading)
        else:
            positions[meanings[0]] = position
    for position, heading, meanings in later:
        free = next((name for name in meanings if name not in positions), None)
        if free:
            positions[free] = position
        else:
            repeated.append(heading)
    _require(positions, headings)
    return Mapping(positions, headings, unknown, repeated)


def _require(positions: dict[str, int], headings: list[str]) -> None:
    found = "、".join(heading[:20] for heading in headings[:_SHOWN] if heading) or "（空）"
    if "title" not in positions:
        raise BadFile(f"表头里没有“标题”（或“名称”）列。读到的表头：{found}。列名不同的，请用对照文件说明。")
    if not any(name in positions for name in IDENTIFYING):
        raise BadFile(f"表头里至少要有“外部编号”“索引号”“文号”中的一列，否则分不清各份文件。读到的表头：{found}。")


def read_mapping_file(path: Path) -> MappingFile:
    """JSON: {"列名": "字段"}, or {"columns": {…}, "values": {"validity": {"停用": "失效"}}}. Fields by code or name.

    Raises:
        BadFile: not such a file, or a field that there is not.
    """
    try:
        data = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise BadFile(f"对照文件读不出来：{path}（{error.strerror}）") from None
    except (ValueError, RecursionError):
        raise BadFile(f"对照文件不是 UTF-8 编码的 JSON：{path}") from None
    columns = data.get("columns", {}) if isinstance(data, dict) and {"columns", "values"} & data.keys() else data
    values = data.get("values", {}) if columns is not data else {}
    if not _is_flat(columns) or not isinstance(values, dict) or not all(map(_is_flat, values.values())):
        raise BadFile(f"对照文件应写成 {{“列名”: “字段”}}：{path}")
    return MappingFile(
        {heading: _field(target, path) for heading, target in columns.items()},
        {_field(name, path): {key.strip(): str(value) for key, value in each.items()} for name, each in values.items()},
    )


def _is_flat(data: Any) -> bool:
    return isinstance(data, dict) and all(value is None or isinstance(value, str) for value in data.values())


def _field(target: str | None, path: Path) -> str:
    if not target:
        return ""
    meanings = _MEANINGS.get(folded(target), ())
    if len(meanings) != 1:
        raise BadFile(f"对照文件里的字段“{target}”不存在，可用：{'、'.join(LABELS.values())}。（{path}）")
    return meanings[0]
