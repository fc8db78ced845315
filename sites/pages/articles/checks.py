"""What the inbox says about a draft article (hook `content_checks`)."""

from __future__ import annotations

import re

from django.utils import timezone
from django.utils.html import strip_tags

from sites.approval.inbox.checks import Check
from sites.approval.models.content import ApprovableContent
from sites.pages.models.article_page import ArticlePage
from sites.pages.records.rows import text_of

IDENTITY_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
MOBILE_NUMBER = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
BANK_CARD = re.compile(r"(?<!\d)62\d{14,17}(?!\d)")


def checks_of_article(page: ApprovableContent) -> list[Check]:
    """The checks of a draft, in the order in which they matter."""
    if not isinstance(page, ArticlePage):
        return []
    text = f"{page.title}\n{page.summary}\n{strip_tags(page.body.render_as_block())}\n{text_of(page)}"
    checks = [
        Check("已标注来源", bool(page.source), "缺少信息来源（第十二条）"),
        Check("有正文", bool(len(page.body) or len(page.records)), "正文是空的"),
        Check("没有身份证号", not IDENTITY_NUMBER.search(text), "正文中有疑似身份证号的数字"),
        Check("没有手机号码", not MOBILE_NUMBER.search(text), "正文中有疑似手机号码的数字"),
        Check("没有银行卡号", not BANK_CARD.search(text), "正文中有疑似银行卡号的数字"),
    ]
    if page.written_on and page.written_on > timezone.localdate():
        checks.append(Check("成文日期正常", False, "成文日期晚于今天"))
    return checks
