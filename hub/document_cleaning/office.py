"""Word, Excel and PowerPoint since 2007: an archive of XML parts, which name one another by relationships.

A part that nobody names any longer is not copied. Text that stands in the document itself is never touched; what people
could read there and not see is named.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from typing import IO

from django.core.exceptions import ValidationError
from PIL import Image

from hub.document_cleaning.findings import Findings, NotCleaned, counted, named
from hub.document_cleaning.xml import Element, attribute, local, parsed, remove, written
from hub.picture_metadata import ORIENTATION, without_metadata

# By the end of a relationship's type: what falls away with it.
_DROPPED = {
    "thumbnail": "缩略图",
    "comments": "批注",
    "commentsExtended": "",
    "commentsIds": "",
    "commentsExtensible": "",
    "people": "",
    "threadedComment": "",
    "person": "",
    "commentAuthors": "",
    "authors": "",
    "notesSlide": "演讲者备注",
    "customXml": "自定义数据",
    "attachedTemplate": "所用模板的位置",
}
_PROPERTIES = {
    "core-properties", "extended-properties", "custom-properties", "extendedProperties", "customProperties",
}  # fmt: skip
_LABELS = {
    "creator": "作者", "lastModifiedBy": "最后保存者", "title": "标题", "subject": "主题", "description": "备注",
    "keywords": "关键词", "category": "类别", "created": "创建时间", "modified": "修改时间", "lastPrinted": "打印时间",
    "revision": "修订号", "Company": "单位", "Manager": "经理", "Application": "制作软件", "Template": "模板",
    "HyperlinkBase": "链接基础", "TotalTime": "编辑用时", "AppVersion": "软件版本", "contentStatus": "状态",
}  # fmt: skip
_SAID = ("creator", "lastModifiedBy", "title", "subject", "description", "keywords", "category", "created", "modified",
         "Company", "Manager", "HyperlinkBase")  # fmt: skip
_MARKS = {"commentRangeStart", "commentRangeEnd", "commentReference", "dataBinding"}
_TRACKED = {
    "ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "rPrChange", "pPrChange", "tblPrChange", "sectPrChange",
    "trPrChange", "tcPrChange", "tblGridChange", "numberingChange",
}  # fmt: skip
# Fields whose words are those of a property: without it they would change when the reader prints.
_PROPERTY_FIELD = re.compile(
    r"^\s*(AUTHOR|TITLE|SUBJECT|KEYWORDS|COMMENTS|LASTSAVEDBY|CREATEDATE|SAVEDATE|PRINTDATE|REVNUM|EDITTIME|TEMPLATE|"
    r"DOCPROPERTY|INFO)\b",
    re.IGNORECASE,
)
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*\shidden=[\"'](?:1|true)[\"']")
_HIDDEN_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^>]*\shidden=[\"'](?:1|true)[\"']")
_WITH_PLACES = re.compile(r"/?xl/(?:workbook|pivotCache/pivotCacheDefinition\d*)\.xml$", re.IGNORECASE)
_PICTURE = re.compile(r"/media/[^/]+\.(?:jpe?g|png)$", re.IGNORECASE)
_RELATIONS = re.compile(r"(?:^|/)_rels/[^/]*\.rels$")


def cleaned(file: IO[bytes], findings: Findings) -> bytes | None:
    """
    Raises:
        NotCleaned: encrypted or signed.
    """
    with zipfile.ZipFile(file) as archive:
        if any(part.flag_bits & 0x1 for part in archive.infolist()):
            raise NotCleaned("文件已加密")
        package = _Package(archive)
        package.look(findings)
        if any(name.lstrip("/").startswith("_xmlsignatures/") for name in package.names):
            raise NotCleaned("文件有数字签名，改动会使签名失效")
        package.take_off(findings)
        return package.written() if package.changed else None


class _Package:
    """`changed`: the parts with other bytes than before; None for those that are left out."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.names = [part.filename for part in archive.infolist()]
        self.changed: dict[str, bytes | None] = {}

    # --- what stays, and is named ---

    def look(self, findings: Findings) -> None:
        obstacles: Counter[str] = Counter()
        left: Counter[str] = Counter()
        for name in self.names:
            path = name.lstrip("/").lower()
            if re.match(r"word/.*\.xml$", path) and not path.startswith(("word/theme", "word/styles", "word/comments")):
                self._look_in_word(name, obstacles)
            elif path == "xl/workbook.xml":
                sheets = [each for each in self.root(name).iter() if local(each) == "sheet"]
                obstacles["隐藏工作表"] += sum(attribute(each, "state").lower().endswith("hidden") for each in sheets)
            elif path.startswith("xl/worksheets/") and path.endswith(".xml"):
                data = self.archive.read(name)
                left["隐藏行"] += len(_HIDDEN_ROW.findall(data))
                left["隐藏列"] += len(_HIDDEN_COLUMN.findall(data))
            elif path.startswith("xl/revisions/revisionlog"):
                obstacles["修订"] += 1
            elif re.match(r"ppt/slides/[^/]+\.xml$", path):
                obstacles["隐藏幻灯片"] += attribute(self.root(name), "show") in ("0", "false")
            if re.match(r"(word|xl|ppt)/embeddings/.", path):
                left["嵌入对象"] += 1
            if path.endswith("vbaproject.bin"):
                left["宏"] += 1
        findings.obstacles += counted(obstacles)
        findings.left += counted(left)

    def _look_in_word(self, name: str, obstacles: Counter[str]) -> None:
        for each in self.root(name).iter():
            if local(each) in _TRACKED:
                obstacles["修订"] += 1
            elif local(each) == "vanish" and attribute(each, "val") not in ("0", "false", "off"):
                run = each.getparent().getparent() if each.getparent() is not None else None
                if run is not None and local(run) == "r" and any(local(part) == "t" and part.text for part in run):
                    obstacles["隐藏文字"] += 1

    # --- what is taken off ---

    def take_off(self, findings: Findings) -> None:
        removed: Counter[str] = Counter()
        keeps_properties = self._properties_are_shown()
        for name in [each for each in self.names if _RELATIONS.search(each)]:
            self._take_off_related(name, removed, findings, keeps_properties=keeps_properties)
        if keeps_properties:
            findings.left.append("正文引用了文档属性，属性未清除")
        self._take_off_places(removed)
        self._take_off_pictures(removed, findings)
        self._take_off_marks(removed)
        self._take_off_orphans()
        findings.removed += counted(removed)

    def _properties_are_shown(self) -> bool:
        for name in self._parts_of_word():
            for each in self.root(name).iter():
                instruction = each.text if local(each) == "instrText" else attribute(each, "instr")
                if local(each) in ("instrText", "fldSimple") and _PROPERTY_FIELD.match(instruction or ""):
                    return True
        return False

    def _take_off_related(
        self, relations: str, removed: Counter[str], findings: Findings, *, keeps_properties: bool
    ) -> None:
        root = self.root(relations)
        dropped = []
        for each in [each for each in root if local(each) == "Relationship"]:
            kind = each.get("Type", "").rpartition("/")[2]
            target = self._target(relations, each)
            if kind in _PROPERTIES and target and not keeps_properties:
                self._empty_properties(target, findings)
            elif kind in _DROPPED:
                dropped.append(each)
                if label := _DROPPED[kind]:
                    removed[label] += self._number_in(kind, target)
        if dropped:
            self._forget(_owner_of(relations), {each.get("Id", "") for each in dropped})
            remove(dropped)
            self.changed[relations] = written(root)

    def _number_in(self, kind: str, target: str) -> int:
        """Comments in a part of comments; else the part is one."""
        if kind not in ("comments", "threadedComment") or not target:
            return 1
        return sum(local(each) in ("comment", "cm", "threadedComment") for each in self.root(target).iter())

    def _forget(self, owner: str, ids: set[str]) -> None:
        """The template's mark in the settings of Word names a relationship that is gone."""
        if owner in self.names and owner.lower().endswith("settings.xml"):
            root = self.root(owner)
            marks = [each for each in root.iter() if local(each) == "attachedTemplate" and attribute(each, "id") in ids]
            if marks:
                remove(marks)
                self.changed[owner] = written(root)

    def _empty_properties(self, name: str, findings: Findings) -> None:
        root = self.root(name)
        if not len(root):
            return
        for each in root.iter():
            if local(each) in _SAID and each.text:
                findings.removed += named(_LABELS[local(each)], each.text)
            elif local(each) == "property":
                findings.removed += named(each.get("name", "自定义属性"), "".join(each.itertext()))
        others = [label for name, label in _LABELS.items() if name not in _SAID]
        said = {_LABELS.get(local(each)) for each in root if each.text}
        if rest := [label for label in others if label in said]:
            findings.removed.append(f"其他属性：{'、'.join(rest)}")
        remove(list(root))
        self.changed[name] = written(root)

    def _take_off_places(self, removed: Counter[str]) -> None:
        """Where Excel had saved the workbook, and who refreshed its tables."""
        for name in [each for each in self.names if _WITH_PLACES.match(each)]:
            root = self.root(name)
            places = [each for each in root.iter() if local(each) in ("absPath", "fileSharing")]
            people = [each for each in root.iter() if isinstance(each.tag, str) and "refreshedBy" in each.attrib]
            removed["原保存位置"] += len(places)
            removed["刷新者姓名"] += len(people)
            if places or people:
                remove(places)
                for each in people:
                    del each.attrib["refreshedBy"]
                self.changed[name] = written(root)

    def _take_off_pictures(self, removed: Counter[str], findings: Findings) -> None:
        """What cameras wrote into the pictures of the document. One that lies on its side by it stays as it is."""
        turned = 0
        for name in [each for each in self.names if _PICTURE.search(each)]:
            data = self.archive.read(name)
            try:
                with Image.open(io.BytesIO(data)) as picture:
                    is_plain, is_turned = picture.format in ("JPEG", "PNG"), picture.getexif().get(ORIENTATION, 1) != 1
                clean = without_metadata(data) if is_plain and not is_turned else data
            except (OSError, ValueError, SyntaxError, ValidationError, Image.DecompressionBombError):
                continue
            turned += is_turned
            if clean != data:
                self.changed[name] = clean
                removed["图片中的拍摄信息"] += 1
        findings.left += counted(Counter({"图片中的拍摄信息": turned}))

    def _take_off_marks(self, removed: Counter[str]) -> None:
        """In Word's text: where a comment began and ended, and what binds shown words to data that is gone."""
        for name in self._parts_of_word() if self.changed else ():
            root = self.root(name)
            marks = [each for each in root.iter() if local(each) in _MARKS]
            if marks:
                remove(marks)
                self.changed[name] = written(root)
        for name in [each for each in self.names if each.lower().endswith(".vml") and removed["批注"]]:
            self._take_off_notes(name)

    def _take_off_notes(self, name: str) -> None:
        """The yellow boxes of Excel's comments."""
        root = self.root(name)
        notes = [
            each.getparent()
            for each in root.iter()
            if local(each) == "ClientData" and each.get("ObjectType") == "Note" and each.getparent() is not None
        ]
        if notes:
            remove(notes)
            self.changed[name] = written(root)

    def _take_off_orphans(self) -> None:
        """Parts that were named, and are named no longer, with their own relationships and their content types."""
        gone = set(self._named(self.archive.read, set())) - set(self._named(self.read, set()))
        while more := set(self._named(self.read, set())) - set(self._named(self.read, gone)) - gone:
            gone |= more
        for name in gone:
            self.changed[name] = None
            if (own := _relations_of(name)) in self.names:
                self.changed[own] = None
        if gone:
            self._forget_types(gone)

    def _forget_types(self, gone: set[str]) -> None:
        name = next(each for each in self.names if each.lstrip("/").lower() == "[content_types].xml")
        root = self.root(name)
        lost = {each.lstrip("/").lower() for each in gone}
        types = [each for each in root if (each.get("PartName") or "").lstrip("/").lower() in lost]
        if types:
            remove(types)
            self.changed[name] = written(root)

    # --- parts ---

    def _parts_of_word(self) -> list[str]:
        return [name for name in self.names if re.match(r"/?word/[^/]+\.xml$", name, re.IGNORECASE)]

    def _named(self, read: Callable[[str], bytes], gone: set[str]) -> Iterator[str]:
        """What any part names, but those that are gone."""
        for name in self.names:
            if _RELATIONS.search(name) and _owner_of(name) not in gone:
                for each in parsed(read(name)):
                    if target := self._target(name, each):
                        yield target

    def _target(self, relations: str, relationship: Element) -> str:
        """The part as it is called in the archive; "" where there is none."""
        if relationship.get("TargetMode") == "External":
            return ""
        base = posixpath.dirname(posixpath.dirname(relations.lstrip("/")))
        path = posixpath.normpath(posixpath.join("/", base, relationship.get("Target", ""))).lstrip("/")
        return next((name for name in self.names if name.lstrip("/").lower() == path.lower()), "")

    def read(self, name: str) -> bytes:
        return self.changed.get(name) or self.archive.read(name)

    def root(self, name: str) -> Element:
        return parsed(self.read(name))

    def written(self) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            for part in self.archive.infolist():
                data = self.changed.get(part.filename, b"")
                if data is not None:
                    target.writestr(_plain(part), data or self.archive.read(part))
        return out.getvalue()


def _plain(part: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """Without the time, the system and what else an archive notes of whoever packed it."""
    plain = zipfile.ZipInfo(part.filename)
    plain.compress_type = zipfile.ZIP_DEFLATED
    return plain


def _relations_of(name: str) -> str:
    return posixpath.join(posixpath.dirname(name), "_rels", f"{posixpath.basename(name)}.rels")


def _owner_of(relations: str) -> str:
    return posixpath.join(posixpath.dirname(posixpath.dirname(relations)), posixpath.basename(relations)[:-5])
