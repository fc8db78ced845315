"""What of a document is converted, and what stays as it is."""

from __future__ import annotations

import pytest

from hub.variants.conversion import Converter
from hub.variants.enums import Variant
from hub.variants.links import GroupLinks
from hub.variants.markup import convert_html

CONVERTER = Converter("s2hk", {"松口镇": "松口鎮", "脱贫办": "脫貧辦公室"})
LINKS = GroupLinks(Variant.TRADITIONAL, frozenset({"portal.localhost", "jyj.localhost:8000"}))


def shown(html: str) -> str:
    return convert_html(html, CONVERTER, LINKS)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # text
        ("<p>发展</p>", "<p>發展</p>"),
        ("松口镇", "松口鎮"),
        ("发&nbsp;展 &amp; &#21457; &#x53d1; &lt;发&gt;", "發&nbsp;展 &amp; &#21457; &#x53d1; &lt;發&gt;"),
        ("a < 发 > b", "a < 發 > b"),
        ("<发>", "<發>"),  # no tag: a name begins with a letter of ASCII
        # words go on across inline elements, end with blocks, spaces and other text
        ("<b>头</b>发", "<b>頭</b>髮"),
        ("<a href='#x'>松<em>口</em></a>镇", "<a href='#x'>松<em>口</em></a>鎮"),
        ("头<!-- 发 -->发", "頭<!-- 发 -->髮"),
        ("<td>头</td><td>发</td>", "<td>頭</td><td>發</td>"),
        ("<b>头</b> <b>发</b>", "<b>頭</b> <b>發</b>"),
        ("<b>头</b>x<b>发</b>", "<b>頭</b>x<b>發</b>"),
        ("头<br>发", "頭<br>發"),
        ("头<code>发</code>发", "頭<code>发</code>發"),
        # a correction of another length: word by word
        ("<p>脱<b>贫</b>办，发展</p>", "<p>脱<b>貧</b>辦，發展</p>"),
        ("<p>脱贫办</p>", "<p>脫貧辦公室</p>"),
        # attributes that are read
        ('<img src="/media/发.jpg" alt="头发" title=发展>', '<img src="/media/发.jpg" alt="頭髮" title=發展>'),
        ("<p aria-label='发' data-x='发' class='发'>", "<p aria-label='發' data-x='发' class='发'>"),
        ('<input placeholder="发" value="发">', '<input placeholder="發" value="发">'),
        ('<table summary="发"><track label="发">', '<table summary="發"><track label="發">'),
        ('<meta name="description" content="发展">', '<meta name="description" content="發展">'),
        ('<meta name="ColumnType" content="发展">', '<meta name="ColumnType" content="发展">'),
        ('<meta property="og:image" content="/media/发.jpg">', '<meta property="og:image" content="/media/发.jpg">'),
        # values of forms
        ('<input type="submit" value="发送">', '<input type="submit" value="發送">'),
        ('<input type="submit" name="do" value="发送">', '<input type="submit" name="do" value="发送">'),
        ('<input type="hidden" value="发送">', '<input type="hidden" value="发送">'),
        ("<button value='发'>发送</button>", "<button value='发'>發送</button>"),
        ("<textarea title='发'>发<b title='发'></textarea>发", "<textarea title='發'>发<b title='发'></textarea>發"),
        ("<option>发</option>发", "<option>发</option>發"),
        ("<option value='1'>发<option>发<option value=''>发", "<option value='1'>發<option>发<option value=''>發"),
        ("<select><option>发</select>发", "<select><option>发</select>發"),
        ("<option label='发'>发", "<option label='發'>发"),
        # never
        ("<script>'发</p>'</script>发", "<script>'发</p>'</script>發"),
        ("<SCRIPT>if (a<b && '\"发')</SCRIPT >发", "<SCRIPT>if (a<b && '\"发')</SCRIPT >發"),
        ("<style>a::after{content:'发'}</style>", "<style>a::after{content:'发'}</style>"),
        ("<!-- <p>发 --><!doctype 发><?发?>", "<!-- <p>发 --><!doctype 发><?发?>"),
        ("<kbd>发</kbd><samp>发</samp><var>发</var>", "<kbd>发</kbd><samp>发</samp><var>发</var>"),
        # translate and lang
        ("<p translate=no title='发'>发<b>发</b></p>发", "<p translate=no title='发'>发<b>发</b></p>發"),
        ("<p translate='no'><p>发</p>发</p>发", "<p translate='no'><p>发</p>发</p>發"),
        ("<p translate=no>发<b translate=yes>发</b>发</p>", "<p translate=no>发<b translate=yes>發</b>发</p>"),
        ("<p translate=no>发<p translate=no>发</p>发</p>发", "<p translate=no>发<p translate=no>发</p>发</p>發"),
        ("<img translate=no alt='发'>发", "<img translate=no alt='发'>發"),
        ("<br translate='no'>发", "<br translate='no'>發"),
        ('<html lang="zh-Hans"><p lang="zh-CN">发', '<html lang="zh-Hant"><p lang="zh-Hant">發'),
        ("<a lang='zh-Hans' hreflang='zh-Hans' href='/'>发", "<a lang='zh-Hans' hreflang='zh-Hans' href='/'>發"),
        ("<q lang='ja'>発発・台</q>台风", "<q lang='ja'>発発・台</q>颱風"),
        ("<p lang='zh-Hant'>余先生</p>余额", "<p lang='zh-Hant'>余先生</p>餘額"),
        ("<p translate=no lang='zh-Hans'>发</p>", "<p translate=no lang='zh-Hans'>发</p>"),
        # broken, hostile
        ("<p title='发", "<p title='發"),
        ("<p title=\"发>发<p title='发'>", "<p title=\"發>發<p title='發'>"),
        ("<p a'b=\"发\" title=发'x>发", "<p a'b=\"发\" title=發'x>發"),
        ("<p =\"发\" title='发'>", "<p =\"发\" title='發'>"),
        ("<p title='发' title='发'>", "<p title='發' title='发'>"),
        ("</p 发><p/title='发'>发", "</p 发><p/title='發'>發"),
        ("发\0发\x1e发\ue000发", "發\0發\x1e發\ue000發"),
        ("<", "<"), ("发<", "發<"), ("</", "</"), ("<!", "<!"), ("<!--发", "<!--发"), ("<a", "<a"), ("", ""),
    ],
)  # fmt: skip
def test_words(source: str, expected: str) -> None:
    assert shown(source) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/", "/zh-hant/"),
        ("/news/?a=1&amp;发=发#发", "/zh-hant/news/?a=1&amp;发=发#发"),
        ("/?q=1", "/zh-hant/?q=1"),
        ("http://portal.localhost", "http://portal.localhost/zh-hant/"),
        ("http://portal.localhost?x=/y", "http://portal.localhost/zh-hant/?x=/y"),
        ("https://portal.localhost:443/news/", "https://portal.localhost:443/zh-hant/news/"),
        ("//PORTAL.localhost/news/", "//PORTAL.localhost/zh-hant/news/"),
        ("http://jyj.localhost:8000/x", "http://jyj.localhost:8000/zh-hant/x"),
        (" /news/", " /zh-hant/news/"),
        ("/administration/", "/zh-hant/administration/"),
        ("/english/", "/zh-hant/english/"),
        # these stay
        *((url, url) for url in (
            "", "#main", "?page=2", "news/", "/zh-hant/news/", "/zh-hant", "/en/news/", "/admin/", "/admin",
            "/static/a.css", "/media/a.jpg", "/files/1/a.pdf", "http://portal.localhost/files/1/a.pdf",
            "http://jyj.localhost/x", "http://example.org/", "//example.org/", "http://portal.localhost.evil.example/",
            "http://portal.localhost@evil.example/", "http://evil.example\\@portal.localhost/", "/\\evil.example",
            "mailto:a@portal.localhost", "tel:0753", "javascript:alert('/')", "data:text/html,/x", "///evil.example/",
        )),
    ],
)  # fmt: skip
def test_links(url: str, expected: str) -> None:
    assert shown(f'<a href="{url}">') == f'<a href="{expected}">'
    assert shown(f'<a href="{expected}">') == f'<a href="{expected}">'
    assert shown(f'<a href="{url}" hreflang="zh-Hans">') == f'<a href="{url}" hreflang="zh-Hans">'


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<form action=/x/><button formaction='/y/'>", "<form action=/zh-hant/x/><button formaction='/zh-hant/y/'>"),
        ("<form action=''>", "<form action=''>"),
        ('<link rel=canonical href="http://portal.localhost/x/">',
         '<link rel=canonical href="http://portal.localhost/zh-hant/x/">'),
        ("<meta http-equiv=Refresh content='5; url=/x/'>", "<meta http-equiv=Refresh content='5; url=/zh-hant/x/'>"),
        ("<meta property=og:url content='http://portal.localhost/x/'>",
         "<meta property=og:url content='http://portal.localhost/zh-hant/x/'>"),
        ("<svg><a xlink:href='/x/'><use href='/static/i.svg#发'/></a>",
         "<svg><a xlink:href='/zh-hant/x/'><use href='/static/i.svg#发'/></a>"),
        ("<p translate=no><a href='/x/'>发</a></p>", "<p translate=no><a href='/zh-hant/x/'>发</a></p>"),
        ("<p data-href='/x/' src='/x/'><!--<a href='/x/'>-->", "<p data-href='/x/' src='/x/'><!--<a href='/x/'>-->"),
        ("<script>'<a href=\"/x/\">'</script>", "<script>'<a href=\"/x/\">'</script>"),
        ("<a href='/x/' title='发' href='/y/'>", "<a href='/zh-hant/x/' title='發' href='/y/'>"),
    ],
)  # fmt: skip
def test_elements_that_lead_somewhere(source: str, expected: str) -> None:
    assert shown(source) == expected
