"""A visitor's eyes: pages as they are read, and an article that has everything."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import time_machine
from bs4 import BeautifulSoup, Tag
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.signals import request_finished
from django.db import close_old_connections, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from hub.models import GroupDocument, GroupImage
from sites.pages.models.article_attachment import ArticleAttachment
from sites.pages.models.article_page import ArticlePage
from tests.factories import published
from tests.staffed import Staffed

PUBLISHED = datetime(2014, 6, 16, 1, 30, tzinfo=UTC)  # 09:30 in Shanghai


def get(url: str, host: str = "jyj.localhost", status: int = 200) -> BeautifulSoup:
    response = Client(HTTP_HOST=host).get(url)
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def is_served(url: str, host: str = "jyj.localhost") -> bool:
    """Whether a file comes from there. The response is read and closed, as a browser would."""
    response = Client(HTTP_HOST=host).get(url)
    served = response.status_code == 200 and len(response.getvalue()) > 0
    request_finished.disconnect(close_old_connections)  # the test goes on with its connection
    response.close()
    request_finished.connect(close_old_connections)
    return served


def text(found: Tag | None) -> str:
    """What one reads, without spaces: where lines break in the source means nothing in Chinese."""
    assert found is not None
    return re.sub(r"\s+", "", found.get_text())


def image(bureau: Staffed, title: str = "a") -> GroupImage:
    data = BytesIO()
    Image.new("RGB", (1200, 800), "#357").save(data, "JPEG")
    file = ImageFile(BytesIO(data.getvalue()), name="picture.jpg")
    return GroupImage.objects.create(title=title, collection=bureau.site.collection, file=file)


def document(bureau: Staffed, name: str = "办法.pdf", data: bytes = b"%PDF-1.4" + b" " * 2040) -> GroupDocument:
    found = GroupDocument(title=name, collection=bureau.site.collection, file_size=len(data))
    found.file.save(name, ContentFile(data))
    return found


def article_with_every_block(bureau: Staffed) -> ArticlePage:
    picture = {"image": image(bureau), "alt": "山坡上的梯田", "caption": "梯田"}
    table = {"data": [["项目", "金额"], ["修路", None]], "table_caption": "项目表", "first_row_is_table_header": True}
    films = {name: document(bureau, name, b"x") for name in ("film.mp4", "film.vtt")}
    body: list[tuple[str, Any]] = [
        ("paragraph", "<p>正文第一段。</p>"),
        ("heading", {"text": "第一章 总则", "level": "2"}),
        ("heading", {"text": "第一节", "level": "3"}),
        ("provision", {"number": "第一条", "text": "<p>为了公开。</p>"}),
        ("table", {**table, "table_header_choice": "row", "first_col_is_header": False}),
        ("picture", picture),
        ("gallery", {"title": "图集", "pictures": [{**picture, "alt": "石桥"}, {**picture, "alt": "水库"}]}),
        ("attachment", {"document": document(bureau), "title": "申请表"}),
        ("quotation", {"text": "公开为常态。", "source": "条例"}),
        (
            "video",
            {
                "title": "解读",
                "video": films["film.mp4"],
                "captions": films["film.vtt"],
                "poster": picture["image"],
                "transcript": "大家好。",
            },
        ),
    ]
    page = ArticlePage(
        title="关于印发办法的通知",
        subtitle="试行",
        document_number="兴市府办〔2014〕19号",
        index_number="007/2014-19",
        source="市教育局",
        author="某示例",
        editor="某编辑",
        written_on=date(2014, 6, 10),
        first_published_at=PUBLISHED,
        body=body,
    )
    page.tags.add("政务公开")
    page.attachments.add(ArticleAttachment(document=document(bureau), title="办法全文"))
    return published(bureau.column, page)


def queries(url: str, host: str = "jyj.localhost", *, cold: bool = False) -> int:
    """Queries of a request: warm, or with empty caches. Time stands still, so that nothing in them ages meanwhile."""
    with time_machine.travel(timezone.now(), tick=False):
        get(url, host)
        if cold:
            cache.clear()
        with CaptureQueriesContext(connection) as captured:
            get(url, host)
    return len(captured)
