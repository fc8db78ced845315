from __future__ import annotations

from django.db import models


class SignInKind(models.TextChoices):
    PASSWORD = "password", "密码正确"
    WRONG_PASSWORD = "wrong_password", "密码错误"
    FACTOR = "factor", "二次验证通过"
    WRONG_FACTOR = "wrong_factor", "二次验证未通过"
    LOCKED = "locked", "登录被暂停"
    SIGN_OUT = "sign_out", "退出登录"
    ENDED = "ended", "登录被结束"
    RESET_ASKED = "reset_asked", "申请重设密码"
    PASSWORD_CHANGED = "password_changed", "密码已更改"
    FACTOR_ADDED = "factor_added", "增加验证方式"
    FACTOR_REMOVED = "factor_removed", "删除验证方式"


class ResetOutcome(models.TextChoices):
    WAITING = "waiting", "等待确认"
    DONE = "done", "已重置"
    REFUSED = "refused", "未同意"


class ProposalOutcome(models.TextChoices):
    WAITING = "waiting", "等待确认"
    DONE = "done", "已确认"
    REFUSED = "refused", "未同意"
    WITHDRAWN = "withdrawn", "已撤回"
    FOUNDING = "founding", "首批账号，已生效，待互相确认"


class SignInState(models.TextChoices):
    """How far the sign-in of a request has come."""

    OUT = "out", "未登录"
    ENDED = "ended", "登录已结束"
    VERIFY = "verify", "等待二次验证"
    ENROL = "enrol", "等待设置二次验证"
    IN = "in", "已登录"
