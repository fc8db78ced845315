from __future__ import annotations

from inquiry.models.consultation_comment import ConsultationComment
from inquiry.models.opinion_group import OpinionGroup
from sites.pages.models.group_page import GroupPage


def deletion_obstacle(page: GroupPage) -> str:
    """What people wrote stays, and with it the page of which they wrote."""
    below = {"consultation__path__startswith": page.path}
    if number := ConsultationComment.objects.filter(**below).count():
        return f"不能删除：意见征集已收到 {number} 条意见。请申请撤下。"
    if OpinionGroup.objects.filter(**below).exists():
        return "不能删除：意见征集已有意见分类。请先删除分类，或者申请撤下。"
    return ""
