from __future__ import annotations

from django.db import models


class ApprovalStep(models.TextChoices):
    """A step on the way to publication; who may take it is in sites.approval.rules."""

    SECRECY = "secrecy", "保密审查"
    SUPERVISING = "supervising", "分管领导审核"
    PRINCIPAL = "principal", "主要领导审核"
    CENTRE = "centre", "网络信息中心编发"
    CORRECTION = "correction", "更正审核"  # alone, of a small correction of what is public


class LedgerAction(models.TextChoices):
    SUBMITTED = "submitted", "送审"
    APPROVED = "approved", "同意"
    RETURNED = "returned", "退回"
    WITHDRAWN = "withdrawn", "撤回"
    PUBLISHED = "published", "发布"
    SCHEDULED = "scheduled", "定时发布"
    UNPUBLISHED = "unpublished", "撤下"
    EXPIRED = "expired", "到期撤下"
    MOVED = "moved", "移动"  # to another unit
    READDRESSED = "readdressed", "变更网址"  # within its unit
    REORDERED = "reordered", "变更顺序"
    DELETED = "deleted", "删除"
    IMPORTED = "imported", "导入"
    PROVISIONED = "provisioned", "建站"
    RESTATED = "restated", "有效性变更"
    CONFIRMED = "confirmed", "确认关系"  # by which another unit's document changes this one
    REVIEW_DUE = "review_due", "待事后审查"  # an emergency has been published
    REVIEWED = "reviewed", "事后审查"
    # About a unit: its leader says whether small corrections take the short road.
    ROAD_OPENED = "road_opened", "开通简易更正"
    ROAD_ENDED = "road_ended", "停用简易更正"
    # Of rows that need a second person, or a review afterwards (sites.approval.needs).
    CHANGED = "changed", "修改公开内容"
    LISTED = "listed", "登记已有内容"


class ReviewStatus(models.TextChoices):
    """Of what was published as an emergency, and is reviewed by who was not asked."""

    WAITING = "waiting", "待审查"
    PASSED = "passed", "无异议"
    OBJECTED = "objected", "有问题"


class RemovalKind(models.TextChoices):
    """What takes something away from the public, or changes where or how it stands there, and so needs a leader's
    decision."""

    UNPUBLISH = "unpublish", "撤下"
    DELETE = "delete", "删除"
    MOVE = "move", "移动"
    REORDER = "reorder", "变更顺序"
    RESTATE = "restate", "变更有效性"  # because another unit's document says so


# What writers ask for by a button: on any content, and on a page.
ASKED_ON_ANYTHING = (RemovalKind.UNPUBLISH, RemovalKind.DELETE)
ASKED_ON_A_PAGE = (*ASKED_ON_ANYTHING, RemovalKind.MOVE, RemovalKind.REORDER)


class RemovalStatus(models.TextChoices):
    WAITING = "waiting", "待审批"
    APPROVED = "approved", "已同意"
    REFUSED = "refused", "未同意"
    WITHDRAWN = "withdrawn", "已撤回"


class Need(models.TextChoices):
    """What it needs that the public sees a text, a picture, a link or a file."""

    OFFICES = "offices", "逐级审批"
    SECOND = "second", "另一人复核后生效"
    RECORDED = "recorded", "立即生效，事后复核"
    SYSTEM = "system", "系统生成，无人填写"


class ChangeKind(models.TextChoices):
    ADD = "add", "新增"
    CHANGE = "change", "修改"
    DELETE = "delete", "删除"


class ChangeStatus(models.TextChoices):
    WAITING = "waiting", "待复核"
    APPLIED = "applied", "已生效，待事后复核"
    CONFIRMED = "confirmed", "已复核"
    DECLINED = "declined", "未通过"
    WITHDRAWN = "withdrawn", "已撤回"


class BatchStatus(models.TextChoices):
    WAITING = "waiting", "待同意"
    APPROVED = "approved", "已同意，待导入"
    DONE = "done", "已导入"
    RETURNED = "returned", "已退回"
    WITHDRAWN = "withdrawn", "已撤回"
    VOID = "void", "已作废"


class FindingKind(models.TextChoices):
    """What of the record or of the public is not as it was approved."""

    CHAIN = "chain", "台账记录"
    ANCHOR = "anchor", "台账存证"
    CONTENT = "content", "公开内容"
    FILE = "file", "图片和附件"
    MISSING = "missing", "应公开而未公开"
    ROW = "row", "须经复核的设置"
    ORDER = "order", "公开的顺序"
    REVIEW = "review", "突发事件事后审查"
    BATCH = "batch", "批量导入"
    OTHER = "other", "目录等其他记录"
