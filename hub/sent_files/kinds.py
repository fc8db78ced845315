"""Kinds of files that citizens send. What a file is, its content says; its name may only agree."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """`endings` as people's programs write them; the first one is given to what is kept."""

    code: str
    label: str
    family: str
    media_type: str
    endings: tuple[str, ...]

    @property
    def is_picture(self) -> bool:
        return self.family == "picture"


_OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS = {
    kind.code: kind
    for kind in (
        Kind("jpg", "JPG 图片", "picture", "image/jpeg", ("jpg", "jpeg", "jpe", "jfif")),
        Kind("png", "PNG 图片", "picture", "image/png", ("png",)),
        Kind("webp", "WebP 图片", "picture", "image/webp", ("webp",)),
        Kind("pdf", "PDF 文档", "pdf", "application/pdf", ("pdf",)),
        Kind("doc", "Word 文档（doc）", "word", "application/msword", ("doc",)),
        Kind("docx", "Word 文档（docx）", "word", f"{_OFFICE}.wordprocessingml.document", ("docx",)),
        Kind("xls", "Excel 表格（xls）", "sheet", "application/vnd.ms-excel", ("xls",)),
        Kind("xlsx", "Excel 表格（xlsx）", "sheet", f"{_OFFICE}.spreadsheetml.sheet", ("xlsx",)),
        Kind("txt", "纯文本", "text", "text/plain", ("txt",)),
    )
}
_BY_ENDING = {ending: kind for kind in KINDS.values() for ending in kind.endings}
_BY_MEDIA_TYPE = {kind.media_type: kind for kind in KINDS.values()}
# What people are told to do with kinds that are not taken.
WAYS_OUT = {
    "heic": "不收 HEIC 照片。请在苹果手机“设置 → 相机 → 格式”里选“兼容性最佳”后重拍，或者把照片截屏后再上传。",
    "zip": "不收压缩包。请解压后把里面的文件逐个上传。",
    "rar": "不收压缩包。请解压后把里面的文件逐个上传。",
    "7z": "不收压缩包。请解压后把里面的文件逐个上传。",
    "gif": "不收 GIF 图片。请另存为 JPG 或 PNG 后再上传。",
    "csv": "不收 CSV 文件。请另存为 xlsx 或 PDF 后再上传。",
    "ofd": "不收 OFD 文件。请另存为 PDF 后再上传。",
    "pptx": "不收幻灯片。请另存为 PDF 后再上传。",
    "ppt": "不收幻灯片。请另存为 PDF 后再上传。",
    "wps": "不收 WPS 格式。请在 WPS 里另存为 docx 或 PDF 后再上传。",
    "et": "不收 WPS 表格格式。请在 WPS 里另存为 xlsx 或 PDF 后再上传。",
}


def kind_of_ending(name: str) -> Kind | None:
    return _BY_ENDING.get(ending_of(name))


def kind_of_media_type(declared: str) -> Kind | None:
    """What a browser says of a file; None for what it does not know (application/octet-stream)."""
    return _BY_MEDIA_TYPE.get(declared.partition(";")[0].strip().lower())


def ending_of(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""
