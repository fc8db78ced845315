"""What attachments say that approvers do not see: a content with such an attachment is not sent."""

from __future__ import annotations

from wagtail.documents import get_document_model

from sites.approval.digest import files_of
from sites.approval.models.content import ApprovableContent

_CURES = {
    "修订": "请在 Word 或 WPS 中接受或拒绝全部修订、关闭修订后另存",
    "隐藏工作表": "请取消隐藏或删除隐藏的工作表后另存",
    "隐藏幻灯片": "请取消隐藏或删除隐藏的幻灯片后另存",
    "隐藏文字": "请显示或删除隐藏的文字后另存",
}


def hidden_content(content: ApprovableContent) -> list[str]:
    """Why `content` cannot be sent: its attachments have what approvers do not see and the public could."""
    documents = [file for file in files_of(content) if isinstance(file, get_document_model())]
    return [f"附件《{file.title}》含{'、'.join(found)}，公众能看到。{_cure(found)}，再上传。"
            for file in documents if (found := file.findings.obstacles)]  # fmt: skip


def _cure(obstacles: list[str]) -> str:
    cures = [cure for name, cure in _CURES.items() if any(found.startswith(name) for found in obstacles)]
    return "；".join(cures) or "请删除后另存"
