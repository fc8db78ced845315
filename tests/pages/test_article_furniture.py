"""What stands around the text of an article, as a visitor sees it."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import Tag
from django.test import Client
from wagtail.models import PageViewRestriction

from sites.pages.articles.file_kinds import file_kind
from sites.pages.enums import Validity
from sites.pages.models.article_attachment import ArticleAttachment
from sites.pages.models.article_page import ArticlePage
from tests.factories import column_of, draft, published
from tests.staffed import Staffed
from tests.visits import PUBLISHED, article_with_every_block, document, get, text


def heading(words: str, level: str = "2") -> tuple[str, dict[str, str]]:
    return ("heading", {"text": words, "level": level})


def path_of(page: ArticlePage) -> str:
    return urlsplit(page.get_url()).path


def titles(found: Tag) -> list[str]:
    return [text(each) for each in found.select(".related li > a")]


def tagged(place: Staffed, title: str, *tags: str, day: int = 0) -> ArticlePage:
    page = ArticlePage(title=title, source="市教育局", first_published_at=PUBLISHED + timedelta(days=day))
    page.tags.add(*tags)
    return published(place.column, page)


def test_a_document_has_its_elements_in_a_table(bureau: Staffed) -> None:
    byline = get(article_with_every_block(bureau).get_url()).select_one(".byline")
    elements = {text(each.dt): text(each.dd) for each in byline.select("div")}
    assert "byline--document" in byline["class"]
    assert elements == {
        "索引号": "007/2014-19",
        "文号": "兴市府办〔2014〕19号",
        "信息来源": "市教育局",
        "发布时间": "2014-06-1609:30",
        "成文日期": "2014-06-10",
        "有效性": "现行有效",
        "作者": "某示例",
        "编辑": "某编辑",
    }


def test_news_has_a_line_and_says_its_day_once(bureau: Staffed) -> None:
    fields = {"first_published_at": PUBLISHED, "author": "某示例"}
    same = get(published(bureau.column, written_on=date(2014, 6, 16), **fields).get_url()).select_one(".byline")
    assert "byline--document" not in same["class"]
    assert [text(each) for each in same.select("dt")] == ["信息来源", "发布时间", "作者"]
    earlier = get(published(bureau.column, written_on=date(2014, 6, 15), **fields).get_url()).select_one(".byline")
    assert "成文日期" in text(earlier)


def test_an_amended_document_says_so_but_still_holds(bureau: Staffed) -> None:
    page = published(bureau.column, validity=Validity.AMENDED)
    found = get(page.get_url())
    assert text(found.select_one(".notice")) == "本文件已被修改，请以最新规定为准。"
    assert not page.is_ineffective


def test_an_amended_document_past_its_last_day_has_expired(bureau: Staffed) -> None:
    found = get(published(bureau.column, validity=Validity.AMENDED, ceases_on=date(2020, 1, 1)).get_url())
    assert "本文件已失效（2020-01-01）" in text(found.select_one(".notice"))


def test_lists_mark_documents_that_do_not_hold_as_they_stand(bureau: Staffed) -> None:
    column = column_of(bureau.site, "documents")
    published(column, title="旧规定", validity=Validity.ABOLISHED)
    published(column, title="改过的规定", validity=Validity.AMENDED)
    published(column, title="过期的规定", ceases_on=date(2020, 1, 1))
    published(column, title="现行规定", ceases_on=date(2999, 1, 1))
    listed = get(column.get_url()).select(".notice-list li > a")
    assert {text(each) for each in listed} == {"旧规定已废止", "改过的规定已修改", "过期的规定已失效", "现行规定"}


def test_a_long_text_begins_with_its_contents(bureau: Staffed) -> None:
    body = [heading("第一章 总则"), heading("第一节", "3"), heading("第二节", "3"), heading("第二章 附则")]
    found = get(published(bureau.column, body=body).get_url())
    contents = found.select_one('nav[aria-label="本文目录"]')
    chapters = contents.select("details > ol > li")
    assert [text(each.a) for each in chapters] == ["第一章总则", "第二章附则"]
    assert [text(each) for each in chapters[0].ol.select("a")] == ["第一节", "第二节"]
    for link in contents.select("a"):
        assert text(found.select_one(f".article__body [id='{link['href'][1:]}']")) == text(link)


def test_a_short_text_has_no_contents(bureau: Staffed) -> None:
    found = get(published(bureau.column, body=[heading("一"), heading("二")]).get_url())
    assert found.select_one(".contents") is None


def test_attachments_say_what_opens_them_and_how_much_they_are(bureau: Staffed) -> None:
    page = ArticlePage(title="有附件", source="市教育局")
    for name in ("表格.xlsx", "版式.ofd", "全文.pdf"):
        page.attachments.add(ArticleAttachment(document=document(bureau, name, b"x" * 1024)))
    found = get(published(bureau.column, page).get_url()).select_one(".article__attachments")
    assert "共3个文件，3.0KB" in text(found)
    lines = [text(each) for each in found.select("li")]
    assert "表格.xlsx（XLSX，1.0KB）表格，打开方式：WPSOffice或Excel" in lines[0]
    assert "OFD阅读器" in lines[1]
    assert "PDF阅读器" in lines[2]
    assert all(each.has_attr("download") for each in found.select("a"))


@pytest.mark.parametrize("ending", ["pdf", "DOCX", "wps", "et", "ofd", "zip", "mp4", "csv"])
def test_every_kind_of_file_that_may_be_uploaded_is_known(ending: str) -> None:
    assert file_kind(ending).name != file_kind("unknown").name


def test_related_are_those_with_the_same_keywords_of_any_unit_best_first(
    bureau: Staffed, other_bureau: Staffed
) -> None:
    page = tagged(bureau, "本条", "教育", "安全", day=50)
    tagged(other_bureau, "一个相同", "教育", day=2)
    tagged(other_bureau, "两个相同", "教育", "安全", day=1)
    tagged(other_bureau, "没有相同", "农业", day=3)
    found = get(page.get_url())
    assert titles(found) == ["两个相同", "一个相同"]
    assert "市财政局" in text(found.select_one(".related"))


def test_without_keywords_the_newest_of_the_column_are_related(bureau: Staffed) -> None:
    made = [tagged(bureau, f"第{number}条", day=number) for number in range(9)]
    published(column_of(bureau.site, "documents"), title="别的栏目")
    found = get(made[0].get_url())
    assert titles(found) == ["第8条", "第7条", "第6条", "第5条", "第4条"]
    assert "第1条" in text(found.select_one(".neighbours"))


def test_nothing_is_related_that_the_public_must_not_see(bureau: Staffed, other_bureau: Staffed) -> None:
    page = tagged(bureau, "本条", "教育")
    tagged(other_bureau, "在受限栏目里", "教育")
    PageViewRestriction.objects.create(
        page=other_bureau.column.get_parent(), restriction_type=PageViewRestriction.LOGIN
    )
    unpublished = draft(other_bureau.column, other_bureau.editor, title="草稿")
    unpublished.tags.add("教育")
    unpublished.save()
    assert get(page.get_url()).select_one(".related") is None


def test_a_related_article_that_is_taken_down_is_gone_at_once(bureau: Staffed, other_bureau: Staffed) -> None:
    page, other = tagged(bureau, "本条", "教育"), tagged(other_bureau, "随后撤下", "教育")
    assert titles(get(page.get_url())) == ["随后撤下"]
    ArticlePage.objects.filter(pk=other.pk).update(live=False)
    assert get(page.get_url()).select_one(".related") is None


def test_sharing_needs_no_script_of_another_party(bureau: Staffed) -> None:
    page = published(bureau.column, title="标题 & 引号\"'<>")
    found = get(page.get_url())
    links = {text(each).replace("（外部链接）", ""): each["href"] for each in found.select(".share a")}
    url = f"http://jyj.localhost{path_of(page)}"
    assert links["邮件"].startswith("mailto:?subject=%E6%A0%87%E9%A2%98%20%26%20")
    weibo = parse_qs(urlsplit(links["微博"]).query)["to"][0]
    assert weibo.startswith("https://service.weibo.com/share/share.php?")
    assert parse_qs(urlsplit(weibo).query) == {"url": [url], "title": [page.title]}
    scripts = found.select("script:not([type='application/ld+json'])")
    assert {each["src"].split("/")[1] for each in scripts} == {"static"}


def test_what_only_works_with_a_script_is_hidden_without(bureau: Staffed) -> None:
    found = get(published(bureau.column).get_url())
    assert len(found.select("article button")) == 6
    assert all(each.has_attr("hidden") for each in found.select("article button"))


def test_without_a_script_the_size_is_a_setting_of_the_display(bureau: Staffed) -> None:
    page = published(bureau.column)
    link = get(page.get_url()).select_one("a[data-size-link]")
    client = Client(HTTP_HOST="jyj.localhost")
    response = client.get(link["href"])
    assert (response.status_code, response.headers["Location"]) == (302, path_of(page))
    assert b'data-text="125"' in client.get(path_of(page)).content


def test_a_phone_reads_the_address_from_the_code(bureau: Staffed) -> None:
    page = published(bureau.column)
    code = get(page.get_url()).select_one(".share__code img")
    assert code["alt"]
    response = Client(HTTP_HOST="jyj.localhost").get(f"{path_of(page)}{code['src']}")
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert b"<script" not in response.content
    assert "二维码" in response.content.decode()


def test_the_code_of_the_twin_is_another_one(bureau: Staffed) -> None:
    page, client = published(bureau.column), Client(HTTP_HOST="jyj.localhost")
    plain = client.get(f"{path_of(page)}qr.svg")
    twin = client.get(f"/zh-hant{path_of(page)}qr.svg")
    assert (plain.status_code, twin.status_code) == (200, 200)
    assert plain.content != twin.content


@pytest.mark.parametrize("name", ["qr.svg", "article.pdf"])
def test_only_public_articles_have_a_code_and_a_pdf(bureau: Staffed, name: str) -> None:
    client = Client(HTTP_HOST="jyj.localhost")
    hidden = published(bureau.column, title="内部")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    slug = draft(bureau.column, bureau.editor).slug
    for path in (f"/news/activities/{slug}/", path_of(hidden), path_of(bureau.column), "/nothing/", "/", "//x/"):
        assert client.get(f"{path}{name}").status_code == 404
    assert client.post(f"{path_of(published(bureau.column))}{name}").status_code == 405
    assert Client(HTTP_HOST="evil.localhost").get(f"{path_of(hidden)}{name}").status_code == 404
