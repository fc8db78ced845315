"""PDF: written anew without properties, comments, attached files and scripts. Pages keep their bytes.

What was there before a file was changed by appending falls away with it. A signed or protected one is not touched.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable
from typing import IO, Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, StreamObject

from hub.document_cleaning.findings import Findings, NotCleaned, counted, named

_LABELS = {
    "/Author": "作者", "/Title": "标题", "/Subject": "主题", "/Keywords": "关键词", "/Creator": "原软件",
    "/Producer": "制作软件", "/CreationDate": "创建时间", "/ModDate": "修改时间", "/Company": "单位",
    "/SourceModified": "原文件时间", "/Manager": "经理",
}  # fmt: skip
_NOTES = {"/Text", "/Popup", "/FileAttachment", "/Sound", "/Movie"}
_MARKED = {
    "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Ink", "/Line", "/Square", "/Circle", "/Polygon",
    "/PolyLine", "/Caret", "/Stamp", "/FreeText",
}  # fmt: skip
_ABOUT_A_MARK = ("/T", "/Contents", "/RC", "/Subj", "/Popup", "/CreationDate", "/M", "/NM", "/IRT")
_PRIVATE = ("/Metadata", "/PieceInfo", "/LastModified")
_ARCHIVAL = re.compile(rb"pdfaid:(part|conformance)(?:>|=[\"'])\s*(\w+)")
_PACKET = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
    ' xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">%s</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)


def cleaned(file: IO[bytes], findings: Findings) -> bytes | None:
    """
    Raises:
        NotCleaned: encrypted, protected or signed.
    """
    reader = PdfReader(file)
    if reader.is_encrypted:
        raise NotCleaned("文件已加密，或者设有权限保护；请解除后上传")
    _name_properties(reader, findings)
    _look(reader, findings)
    if _is_signed(reader):
        raise NotCleaned("文件有数字签名，改动会使签名失效")
    if not findings.removed:
        return None
    writer = PdfWriter(clone_from=reader)
    writer.metadata = None
    _take_off(writer)
    between, out = io.BytesIO(), io.BytesIO()
    writer.write(between)
    again = PdfWriter(clone_from=PdfReader(between))  # without the objects that nothing names any longer
    again.metadata = None
    again.pdf_header = reader.pdf_header
    again.write(out)
    return out.getvalue()


def _name_properties(reader: PdfReader, findings: Findings) -> None:
    for name, value in (reader.metadata or {}).items():
        findings.removed += named(_LABELS.get(name, name.lstrip("/")), str(value))
    packet = _packet(reader.root_object)
    if packet and packet != _archival(packet):
        findings.removed.append("XMP 元数据")


def _look(reader: PdfReader, findings: Findings) -> None:
    """Counts; the writer finds the same by itself."""
    removed: Counter[str] = Counter()
    for page in reader.pages:
        for note in _annotations(page):
            kind = note.get("/Subtype")
            removed["批注"] += kind == "/Text" or any(name in note for name in _said_about(note))
            removed["嵌入文件"] += kind == "/FileAttachment"
            removed["脚本"] += "/AA" in note or _is_script(note.get("/A"))
        removed["页面元数据"] += any(name in page for name in _PRIVATE)
        removed["脚本"] += "/AA" in page
    names = _resolved(reader.root_object.get("/Names")) or {}
    removed["嵌入文件"] += len(reader.attachments) if "/EmbeddedFiles" in names else 0
    removed["脚本"] += "/JavaScript" in names
    removed["脚本"] += "/AA" in reader.root_object or _is_script(reader.root_object.get("/OpenAction"))
    findings.removed += counted(removed)
    findings.left += counted(Counter({"隐藏图层": _hidden_layers(reader.root_object)}))


def _is_signed(reader: PdfReader) -> bool:
    form = _resolved(reader.root_object.get("/AcroForm")) or {}
    return int(form.get("/SigFlags", 0)) & 1 == 1 or any(
        field.get("/FT") == "/Sig" and "/V" in field for field in (reader.get_fields() or {}).values()
    )


def _hidden_layers(root: DictionaryObject) -> int:
    layers = _resolved(root.get("/OCProperties")) or {}
    usual = _resolved(layers.get("/D")) or {}
    if usual.get("/BaseState") == "/OFF":
        return len(_resolved(layers.get("/OCGs")) or []) - len(_resolved(usual.get("/ON")) or [])
    return len(_resolved(usual.get("/OFF")) or [])


def _take_off(writer: PdfWriter) -> None:
    root = writer.root_object
    packet = _packet(root)
    for name in ("/PieceInfo", "/AF", "/AA", "/Collection"):
        root.pop(name, None)
    if _is_script(root.get("/OpenAction")):
        root.pop("/OpenAction", None)
    names = _resolved(root.get("/Names"))
    for name in ("/EmbeddedFiles", "/JavaScript"):
        if names is not None:
            names.pop(name, None)
    for page in writer.pages:
        page.pop("/AA", None)
        _keep(page)
    for each in writer._objects:
        for name in _PRIVATE if isinstance(each, DictionaryObject) else ():
            each.pop(name, None)
    if archival := _archival(packet):
        writer.xmp_metadata = archival


def _keep(page: Any) -> None:
    """Of its annotations those that are part of the page: links, fields, marks without what was written about them."""
    if "/Annots" not in page:
        return
    kept = ArrayObject()
    for note in _resolved(page["/Annots"]) or ():
        found = _resolved(note)
        if not isinstance(found, DictionaryObject) or found.get("/Subtype") in _NOTES:
            continue
        found.pop("/AA", None)
        if _is_script(found.get("/A")):
            found.pop("/A", None)
        for name in _said_about(found):
            found.pop(name, None)
        kept.append(note)
    page[NameObject("/Annots")] = kept


def _said_about(note: DictionaryObject) -> Iterable[str]:
    """Names of what a reader's mark says and its look does not show. The text of a free text is its look."""
    kind = note.get("/Subtype")
    if kind not in _MARKED:
        return ()
    return [name for name in _ABOUT_A_MARK if kind != "/FreeText" or name not in ("/Contents", "/RC")]


def _annotations(page: Any) -> list[DictionaryObject]:
    found = [_resolved(each) for each in _resolved(page.get("/Annots")) or ()]
    return [each for each in found if isinstance(each, DictionaryObject)]


def _is_script(action: Any) -> bool:
    found = _resolved(action)
    return isinstance(found, DictionaryObject) and found.get("/S") in ("/JavaScript", "/Launch")


def _packet(root: DictionaryObject) -> bytes:
    found = _resolved(root.get("/Metadata"))
    return found.get_data() if isinstance(found, StreamObject) else b""


def _archival(packet: bytes) -> bytes:
    """What a PDF/A must say of itself, and nothing else; b"" for other files."""
    found = {name.decode(): value.decode() for name, value in _ARCHIVAL.findall(packet)}
    said = "".join(f"<pdfaid:{name}>{value}</pdfaid:{name}>" for name, value in sorted(found.items()))
    return (_PACKET % said).encode() if said else b""


def _resolved(value: Any) -> Any:
    return value.get_object() if isinstance(value, IndirectObject) else value
