from __future__ import annotations

import pytest

from sites.pages.models.article_page import ArticlePage
from tests.factories import draft
from tests.staffed import Staffed
from tests.story import approve, send


@pytest.fixture
def public(bureau: Staffed) -> ArticlePage:
    """An article that went the whole way."""
    page = draft(bureau.column, bureau.editor)
    send(bureau.editor, page)
    approve(page, [bureau.reviewer, bureau.leader])
    return ArticlePage.objects.get(pk=page.pk)
