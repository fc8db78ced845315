"""What a file is and what opens it, in words for people who do not know endings."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FileKind:
    name: str
    opens_with: str


_PLAYER = "手机、电脑自带的播放器"
_TEXT = FileKind("文字稿", "WPS Office 或 Word")
_SHEET = FileKind("表格", "WPS Office 或 Excel")
_SLIDES = FileKind("演示文稿", "WPS Office 或 PowerPoint")
_KINDS: dict[str, FileKind] = {
    "pdf": FileKind("PDF 文件", "浏览器或 PDF 阅读器"),
    "ofd": FileKind("OFD 版式文件", "OFD 阅读器（如 WPS Office、数科阅读器）"),
    **dict.fromkeys(("doc", "docx", "wps"), _TEXT),
    **dict.fromkeys(("xls", "xlsx", "et"), _SHEET),
    **dict.fromkeys(("ppt", "pptx"), _SLIDES),
    "csv": FileKind("数据表", "WPS Office、Excel 或记事本"),
    "txt": FileKind("纯文本", "记事本"),
    "zip": FileKind("压缩包", "解压软件（手机、电脑多已自带）"),
    "mp3": FileKind("音频", _PLAYER),
    "mp4": FileKind("视频", _PLAYER),
    "webm": FileKind("视频", "浏览器"),
    "vtt": FileKind("字幕", "记事本"),
}
_UNKNOWN = FileKind("文件", "生成该文件的软件")


def file_kind(ending: str) -> FileKind:
    """For an ending without its dot, in any case."""
    return _KINDS.get(ending.lower(), _UNKNOWN)
