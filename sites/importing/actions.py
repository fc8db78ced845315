"""Storing one row: all of it, through the gate and into the ledger, or nothing."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import LogContext, log
from wagtail.models import Page
from wagtail.signals import page_published

from sites.approval.enums import LedgerAction
from sites.approval.ledger import Actor
from sites.approval.models.import_batch import ImportBatch
from sites.approval.releases import PublicationRefused, offices_asked_once, release
from sites.importing.existing import Known
from sites.importing.fields import Problem
from sites.importing.markdown import stream_data
from sites.importing.rows import Row, RowRefused
from sites.organisation.capacity import hold_offices
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.column_page import ColumnPage

_SLUG_PART = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
MAX_SLUG_PART = 60


def slug_for(external_id: str) -> str:
    """ASCII, and the same at every import. An id that is no slug itself is hashed, so that two never meet."""
    if _SLUG_PART.fullmatch(external_id) and len(external_id) <= MAX_SLUG_PART:
        return f"doc-{external_id}"
    return f"doc-{hashlib.sha256(external_id.encode()).hexdigest()[:20]}"


@transaction.atomic
def import_article(
    row: Row,
    column: ColumnPage,
    actor: Actor,
    comment: str,
    known: Known | None = None,
    batch: ImportBatch | None = None,
) -> ArticlePage:
    """Makes or updates the article of `row` and records it as imported.

    Raises:
        RowRefused: the values are not valid, or an article that is there may not be overwritten.
    """
    if actor.user is not None:
        hold_offices(actor.user)
    moment = row.published_at or timezone.now()
    if moment > timezone.now():
        raise RowRefused([Problem("published_at", f"发布时间 {_local(moment)} 晚于现在，不能按历史信息导入。")])
    _require_summary_fits(row.values["summary"])
    if known is None:
        page = ArticlePage(external_id=row.external_id, slug=slug_for(row.external_id))
    else:
        page = _unchanged_since_import(known, row, column)
        moment = row.published_at or page.published_at or moment
    _fill(page, row, column)
    page.published_at = page.first_published_at = moment
    page.last_published_at = timezone.now()
    try:
        with offices_asked_once():
            release(page, LedgerAction.IMPORTED, actor, comment, ground=batch)
            _store(page, known, column, actor)
    except ValidationError as error:
        raise RowRefused(_problems(error, page)) from None
    except PublicationRefused as refusal:
        raise RowRefused([Problem("", str(refusal))]) from None
    _announce(page, actor)
    return page


def _store(page: ArticlePage, known: Known | None, column: ColumnPage, actor: Actor) -> None:
    if known is not None:
        page.save()
        return
    # Fresh and locked: the next free place below the column is read and taken by one import at a time.
    with LogContext(user=actor.user):
        Page.objects.select_for_update().get(pk=column.pk).add_child(instance=page)


def _require_summary_fits(summary: str) -> None:
    """A text field's length is checked by forms only, and no form stands here."""
    limit = ArticlePage._meta.get_field("summary").max_length
    if limit and len(summary) > limit:
        raise RowRefused([Problem("summary", f"摘要过长：{len(summary)} 个字，最多 {limit} 个字。")])


def _fill(page: ArticlePage, row: Row, column: ColumnPage) -> None:
    values = dict(row.values)
    _keep_index_number(page, values)
    for name, value in values.items():
        setattr(page, name, value)
    page.draft_title = page.title
    page.source = page.source or str(column.unit)
    page.body = stream_data(row.blocks, row.external_id)
    if page.pk is None:
        page.unit, page.locale = column.unit, column.locale
    page.tags.set(row.tags)


def _keep_index_number(page: ArticlePage, values: dict[str, Any]) -> None:
    """A number that a document has is never another one, whatever the row says now."""
    wanted, given = values.pop("index_number", ""), page.index_number
    if given and wanted not in ("", given):
        raise RowRefused([Problem("index_number", f"《{page.title}》已有索引号 {given}，不能改为 {wanted}。")])
    values["index_number"] = given or wanted


def _unchanged_since_import(known: Known, row: Row, column: ColumnPage) -> ArticlePage:
    """The article that is there, locked, provided that nobody's work or decision is overwritten."""
    page = ArticlePage.locked(known.page_id)
    if page.unit_id != column.unit_id:
        refusal = f"外部编号已用于{page.unit}的《{page.title}》，没有覆盖。请换一个外部编号。"
    elif not known.digest:
        refusal = f"外部编号已用于《{page.title}》，它不是导入的，没有覆盖。"
    elif not page.live:
        refusal = f"《{page.title}》已被撤下，导入不会重新发布它。"
    elif page.live_digest != known.digest:
        refusal = f"《{page.title}》导入后在网站上修改过，没有覆盖。请在后台修改。"
    elif page.has_unpublished_changes or page.workflow_in_progress:
        refusal = f"《{page.title}》有未发布的改动或正在审批，没有覆盖。请先处理完再导入。"
    else:
        return page
    raise RowRefused([Problem("external_id", refusal)], row.external_id)


def _announce(page: ArticlePage, actor: Actor) -> None:
    """Into the page's history, and to whatever listens for new pages. The gate has made the revision."""
    revision = page.live_revision
    log(instance=page, action="wagtail.publish", user=actor.user, revision=revision, content_changed=True)
    transaction.on_commit(lambda: page_published.send(sender=ArticlePage, instance=page, revision=revision))


def _problems(error: ValidationError, page: ArticlePage) -> list[Problem]:
    """What the model finds wrong, field by field, with lengths in plain words."""
    found = []
    for name, errors in error.error_dict.items():
        if name == "draft_title":
            continue  # a copy of the title
        label = str({field.name: field.verbose_name for field in page._meta.fields}.get(name, ""))
        for part in errors:
            if part.code == "max_length" and part.params:
                message = f"{label}过长：{part.params['show_value']} 个字，最多 {part.params['limit_value']} 个字。"
            else:
                message = f"{label}：{'；'.join(part.messages)}" if label else "；".join(part.messages)
            found.append(Problem(name, message))
    return found


def _local(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")
