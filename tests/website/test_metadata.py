"""What pages say of themselves: canonical and alternate addresses, national tags, Open Graph, JSON-LD."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.blocks import StreamValue

from hub.blocks import BodyBlock
from hub.models import ScriptCorrection
from hub.variants.enums import Variant
from sites.organisation.models.unit import Unit
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.leader_page import LeaderPage
from sites.pages.models.topic_page import TopicPage
from sites.pages.plain_text import excerpt, shortened, text_of_html
from sites.website.metadata.structured import as_script
from tests.factories import column_of, draft, published, written_before
from tests.pages.translating import begin, send_form, translated, written
from tests.staffed import Staffed
from tests.story import approve
from tests.visits import PUBLISHED, article_with_every_block, get, image, is_served, queries

HOST = "http://jyj.localhost"
SEPARATOR = "\u2028"


def links(found: BeautifulSoup) -> dict[str, str]:
    """Alternates by language, and the canonical address."""
    alternates = {each["hreflang"]: each["href"] for each in found.select("link[rel=alternate][hreflang]")}
    canonical = [each["href"] for each in found.select("link[rel=canonical]")]
    assert len(canonical) <= 1
    return {**alternates, "canonical": canonical[0]} if canonical else alternates


def meta(found: BeautifulSoup) -> dict[str, str]:
    """Meta tags by name or property; each stands once, however its name is written."""
    pairs = [(each.get("name") or each.get("property"), each["content"]) for each in found.select("meta[content]")]
    names = [name.lower() for name, _content in pairs]
    assert len(names) == len(set(names)), names
    return dict(pairs)


def documents(found: BeautifulSoup) -> dict[str, Any]:
    """JSON-LD by type."""
    scripts = [json.loads(each.string) for each in found.select("script[type='application/ld+json']")]
    assert all(each["@context"] == "https://schema.org" for each in scripts)
    return {each["@type"]: each for each in scripts}


@pytest.fixture
def article(bureau: Staffed) -> ArticlePage:
    Unit.objects.filter(pk=bureau.unit.pk).update(address="示例路1号", telephone="0753-0000000")
    bureau.site.identification_code = "4414810001"
    bureau.site.save()
    return article_with_every_block(bureau)


def test_addresses_lead_both_ways(bureau: Staffed) -> None:
    here, twin = f"{HOST}/news/", f"{HOST}/zh-hant/news/"
    both = {"zh-Hans": here, "zh-Hant": twin, "x-default": here}
    assert links(get("/news/")) == {**both, "canonical": here}
    assert links(get("/zh-hant/news/")) == {**both, "canonical": twin}
    # Without an English translation the page belongs to its source.
    assert links(get("/en/news/")) == {**both, "canonical": here}


def test_a_real_translation_has_its_own_address(bureau: Staffed) -> None:
    page = published(bureau.column, title="开学通知")
    plain, path = f"{HOST}/news/activities/{page.slug}/", f"/news/activities/{page.slug}/"
    begin(bureau.editor, page, Variant.ENGLISH)
    assert "en" not in links(get(path))
    english = translated(page, Variant.ENGLISH)
    texts = written(page, {"开学通知": "School begins", "市教育局": "Education Bureau"})
    send_form(bureau.editor, english, "send", **texts)
    approve(english, [bureau.reviewer, bureau.leader])
    expected = {"zh-Hans": plain, "zh-Hant": f"{HOST}/zh-hant{path}", "en": f"{HOST}/en{path}", "x-default": plain}
    assert links(get(path)) == {**expected, "canonical": plain}
    found = get(f"/en{path}")
    assert links(found) == {**expected, "canonical": expected["en"]}
    assert meta(found)["og:locale"] == "en_US"
    news = documents(found)["NewsArticle"]
    assert (news["headline"], news["inLanguage"], news["url"]) == ("School begins", "en", expected["en"])
    locations = Client(HTTP_HOST="jyj.localhost").get("/sitemap-news-1.xml").content.decode()
    assert f"<loc>{expected['en']}</loc>" in locations


def test_addresses_are_clean(bureau: Staffed) -> None:
    for number in range(45):
        published(bureau.column, title=f"第{number}条")
    for query in ("", "?page=1", "?page=x", "?utm_source=a&b=%22%3E"):
        assert links(get(f"/news/activities/{query}"))["canonical"] == f"{HOST}/news/activities/", query
    second = links(get("/news/activities/?page=2&utm_source=a"))
    assert second["canonical"] == f"{HOST}/news/activities/?page=2"
    assert second["zh-Hant"] == f"{HOST}/zh-hant/news/activities/?page=2"
    assert links(get("/news/activities/?page=999"))["canonical"] == f"{HOST}/news/activities/?page=3"
    assert links(get("/zh-hant/news/activities/?page=2"))["canonical"] == f"{HOST}/zh-hant/news/activities/?page=2"


def test_a_year_of_a_column_is_its_own_list(bureau: Staffed) -> None:
    published(column_of(bureau.site, "documents"), title="文件", written_on="2014-06-10")
    assert links(get("/documents/?year=2014"))["canonical"] == f"{HOST}/documents/?year=2014"
    assert links(get("/documents/?year=1999"))["canonical"] == f"{HOST}/documents/"


def test_every_page_names_its_site(article: ArticlePage) -> None:
    for url in ("/", "/news/", "/news/activities/", f"/news/activities/{article.slug}/", "/search/"):
        tags = meta(get(url))
        assert (tags["SiteName"], tags["SiteDomain"], tags["SiteIDCode"]) == (
            "兴宁市教育局",
            "jyj.localhost",
            "4414810001",
        )
    assert meta(get("/nothing/", status=404))["SiteName"] == "兴宁市教育局"


def test_a_channel_is_a_site_of_the_portals_host(other_bureau: Staffed) -> None:
    tags = meta(get("/czj/", "portal.localhost"))
    assert (tags["SiteName"], tags["SiteDomain"]) == ("兴宁市财政局", "portal.localhost")


def test_a_column_describes_itself(bureau: Staffed) -> None:
    column = bureau.column
    tags = meta(get("/news/activities/"))
    assert tags["ColumnName"] == "工作动态"
    assert tags["ColumnType"] == "政务动态"
    assert tags["ColumnDescription"] == "兴宁市教育局“工作动态”栏目"
    assert tags["ColumnKeywords"] == "工作动态"
    type(column).objects.filter(pk=column.pk).update(description="教育工作的消息", keywords="教育、学校，招生")
    tags = meta(get("/news/activities/"))
    assert (tags["ColumnDescription"], tags["ColumnKeywords"]) == ("教育工作的消息", "教育,学校,招生")
    assert tags["description"] == "教育工作的消息"
    assert meta(get("/news/"))["ColumnType"] == "政务动态"


def test_an_article_has_the_national_tags(article: ArticlePage) -> None:
    tags = meta(get(f"/news/activities/{article.slug}/"))
    expected = {
        "ColumnName": "工作动态",
        "ColumnType": "政务动态",
        "ArticleTitle": "关于印发办法的通知",
        "PubDate": "2014-06-16 09:30",
        "ContentSource": "市教育局",
        "Keywords": "政务公开",
        "Author": "某示例",
        "Description": "正文第一段。",
        "Url": f"{HOST}/news/activities/{article.slug}/",
    }
    assert {name: tags.get(name) for name in expected} == expected
    assert "Image" not in tags


def test_leaders_and_topics_have_them_too(bureau: Staffed) -> None:
    leaders = column_of(bureau.site, "organisation/leaders")
    leader = published(leaders, LeaderPage(title="某示例", position="局长", first_published_at=PUBLISHED))
    tags = meta(get(f"/organisation/leaders/{leader.slug}/"))
    assert (tags["ArticleTitle"], tags["PubDate"], tags["ContentSource"]) == (
        "某示例",
        "2014-06-16 09:30",
        "兴宁市教育局",
    )
    topic = published(bureau.site.home.specific, TopicPage(title="专题", summary="专题摘要"))
    tags = meta(get(f"/{topic.slug}/"))
    assert (tags["ColumnName"], tags["ColumnDescription"]) == ("专题", "专题摘要")


def test_a_shared_article_shows_its_cover(bureau: Staffed) -> None:
    page = published(bureau.column, title="图片新闻", summary="摘要", cover=image(bureau))
    tags = meta(get(f"/news/activities/{page.slug}/"))
    assert (tags["og:title"], tags["og:type"], tags["og:site_name"]) == ("图片新闻", "article", "兴宁市教育局")
    assert (tags["og:description"], tags["og:locale"], tags["twitter:card"]) == ("摘要", "zh_CN", "summary_large_image")
    assert tags["og:url"] == tags["Url"] == f"{HOST}/news/activities/{page.slug}/"
    assert (tags["og:image:width"], tags["og:image:height"]) == ("1200", "630")
    assert tags["og:image"] == tags["Image"]
    assert tags["og:image"].startswith(HOST)
    assert is_served(tags["og:image"].removeprefix(HOST))


def test_a_cover_whose_file_is_gone_leaves_the_page_whole(bureau: Staffed) -> None:
    cover = image(bureau)
    page = published(bureau.column, cover=cover)
    cover.file.storage.delete(cover.file.name)
    tags = meta(get(f"/news/activities/{page.slug}/"))
    assert "og:image" not in tags
    assert tags["twitter:card"] == "summary"


def test_structured_data_of_a_home(article: ArticlePage) -> None:
    found = documents(get("/"))
    assert set(found) == {"GovernmentOrganization", "WebSite", "BreadcrumbList"}
    organisation = found["GovernmentOrganization"]
    assert (organisation["name"], organisation["url"]) == ("兴宁市教育局", f"{HOST}/")
    assert organisation["address"]["streetAddress"] == "示例路1号"
    assert organisation["telephone"] == "0753-0000000"
    parent = {"@type": "GovernmentOrganization", "name": "兴宁市人民政府", "url": "http://portal.localhost/"}
    assert organisation["parentOrganization"] == parent
    assert "parentOrganization" not in documents(get("/", "portal.localhost"))["GovernmentOrganization"]
    target = found["WebSite"]["potentialAction"]["target"]["urlTemplate"]
    assert get(target.removeprefix(HOST).replace("{query}", "通知")).select(".search-results li")


def test_structured_data_of_an_article(article: ArticlePage) -> None:
    url = f"{HOST}/news/activities/{article.slug}/"
    found = documents(get(url.removeprefix(HOST)))
    news = found["NewsArticle"]
    assert (news["headline"], news["url"], news["inLanguage"]) == ("关于印发办法的通知", url, "zh-Hans")
    assert news["datePublished"] == "2014-06-16T09:30:00+08:00"
    assert news["author"] == {"@type": "Organization", "name": "市教育局"}
    assert news["publisher"]["name"] == "兴宁市教育局"
    steps = [(each["position"], each["name"], each["item"]) for each in found["BreadcrumbList"]["itemListElement"]]
    assert steps == [
        (1, "兴宁市教育局", f"{HOST}/"),
        (2, "政务动态", f"{HOST}/news/"),
        (3, "工作动态", f"{HOST}/news/activities/"),
        (4, "关于印发办法的通知", url),
    ]


def test_every_kind_of_page_has_a_way_to_it(bureau: Staffed) -> None:
    for url in ("/", "/news/", "/news/activities/"):
        assert "BreadcrumbList" in documents(get(url))


def test_a_hostile_title_stays_a_title(bureau: Staffed) -> None:
    title = f'</script><script>alert(1)</script><!-- "&amp;{SEPARATOR}'
    page = published(bureau.column, source='"><img src=x onerror=alert(1)>')
    written_before(ArticlePage.objects.filter(pk=page.pk), title=title)  # as a row of before may be
    found = get(f"/news/activities/{page.slug}/")
    assert documents(found)["NewsArticle"]["headline"] == title
    assert meta(found)["ArticleTitle"] == title
    assert not found.select("img[src=x]")
    assert all(each.get("src") or each["type"] == "application/ld+json" for each in found.select("script"))


def test_nothing_in_a_script_can_end_it() -> None:
    text = as_script({"name": "</script><!--<script>]]>&\u2028\u2029"})
    assert not set(text) & set("<>&\u2028\u2029")
    assert json.loads(text) == {"name": "</script><!--<script>]]>&\u2028\u2029"}


def test_the_twin_speaks_traditional(bureau: Staffed) -> None:
    page = published(bureau.column, title="财政预算公开", summary="历史发展", source="市发展局")
    url = f"{HOST}/zh-hant/news/activities/{page.slug}/"
    found = get(url.removeprefix(HOST))
    tags, scripts = meta(found), documents(found)
    assert (tags["ArticleTitle"], tags["Description"]) == ("財政預算公開", "歷史發展")
    assert (tags["og:title"], tags["og:locale"], tags["og:url"], tags["Url"]) == ("財政預算公開", "zh_HK", url, url)
    news = scripts["NewsArticle"]
    assert (news["headline"], news["description"], news["url"]) == ("財政預算公開", "歷史發展", url)
    assert (news["inLanguage"], news["author"]["name"]) == ("zh-Hant", "市發展局")
    items = [each["item"] for each in scripts["BreadcrumbList"]["itemListElement"]]
    assert all(item.startswith(f"{HOST}/zh-hant/") for item in items)


def test_a_correction_holds_in_structured_data_at_once(bureau: Staffed) -> None:
    page = published(bureau.column, title="松口镇的地方志")
    url = f"/zh-hant/news/activities/{page.slug}/"
    get(url)
    ScriptCorrection.objects.update_or_create(simplified="松口镇", defaults={"traditional": "鬆口鎮"})
    assert documents(get(url))["NewsArticle"]["headline"].startswith("鬆口鎮")


def test_a_preview_has_metadata(bureau: Staffed) -> None:
    response = draft(bureau.column, bureau.editor).make_preview_request()
    assert meta(BeautifulSoup(response.content, "html.parser"))["ArticleTitle"] == "一篇草稿"


def test_metadata_of_lists_asks_for_nothing_more(bureau: Staffed) -> None:
    """A column with articles that have covers costs what it costs without: the list has loaded them."""
    published(bureau.column, cover=image(bureau))
    few = queries("/news/activities/")
    for _ in range(4):
        published(bureau.column, cover=image(bureau))
    assert queries("/news/activities/") == few
    assert meta(get("/news/activities/"))["og:image"]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>甲<b>乙</b></p><p>丙&amp;丁</p>", "甲乙\n丙&丁"),
        ("<ul><li>一</li><li>二</li></ul>", "一\n二"),
        ("甲<br/>乙", "甲\n乙"),
        ("", ""),
        ("<p> </p>", ""),
    ],
)
def test_text_of_html(markup: str, expected: str) -> None:
    assert text_of_html(markup) == expected


def test_a_long_text_is_cut() -> None:
    assert shortened("长" * 200) == "长" * 149 + "…"
    assert shortened("短\n 文") == "短 文"


def test_an_article_of_a_table_alone_has_an_excerpt() -> None:
    table = {"data": [["项目", "金额"], ["修路", None]], "table_caption": "项目表"}
    body = StreamValue(BodyBlock(), [{"type": "table", "value": table}], is_lazy=True)
    assert excerpt(SimpleNamespace(summary="", body=body)) == "项目表 项目 金额 修路"
