"""Many articles straight into the tables, for benchmarks: no signal, no ledger, no search."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone
from wagtail.models import Page

from hub.models import User
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.column_page import ColumnPage


def add_article_rows(
    column: ColumnPage, first: int, size: int, *, owner: User | None = None, **article: Any
) -> list[Page]:
    """`size` public articles behind the `first` ones that stand below `column`, a minute between two; their base rows.

    `article`: values of the columns of `ArticlePage` that all of them have.
    """
    now, kind = timezone.now(), ContentType.objects.get_for_model(ArticlePage)
    made = Page.objects.bulk_create(
        Page(
            path=ArticlePage._get_path(column.path, column.depth + 1, first + step),
            depth=column.depth + 1,
            title=f"{column.unit.name}第{first + step}号工作动态",
            draft_title=f"{column.unit.name}第{first + step}号工作动态",
            slug=f"bench-{first + step}",
            url_path=f"{column.url_path}bench-{first + step}/",
            content_type=kind,
            locale_id=column.locale_id,
            live=True,
            translation_key=uuid.uuid4(),
            first_published_at=now - timedelta(minutes=first + step),
            last_published_at=now - timedelta(minutes=first + step),
            latest_revision_created_at=now - timedelta(minutes=first + step),
            owner=owner,
        )
        for step in range(1, size + 1)
    )
    fields = {"source": "基准测试", "unit": column.unit, **article}
    insert_articles(made, (ArticlePage(published_at=page.first_published_at, **fields) for page in made))
    Page.objects.filter(pk=column.pk).update(numchild=first + size)
    return made


def insert_articles(pages: list[Page], articles: Iterable[ArticlePage]) -> None:
    """The child rows; Django cannot bulk-create the child of a multi-table model."""
    fields = [field for field in ArticlePage._meta.local_concrete_fields if field.column != "page_ptr_id"]
    rows = [
        [page.pk, *(field.get_db_prep_save(getattr(article, field.attname), connection) for field in fields)]
        for page, article in zip(pages, articles, strict=True)
    ]
    names = ", ".join(f'"{field.column}"' for field in fields)
    marks = ", ".join(["%s"] * (len(fields) + 1))
    with connection.cursor() as cursor:
        cursor.executemany(f'INSERT INTO pages_articlepage ("page_ptr_id", {names}) VALUES ({marks})', rows)
