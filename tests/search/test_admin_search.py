"""What editors find in the lists and choosers of the admin; what they may not see stays unfound."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client
from wagtail.models import Page
from wagtail.search.backends import get_search_backend
from wagtail.search.models import IndexEntry
from wagtail.search.query import MATCH_ALL, Not, Phrase, PlainText

from hub.models import GroupDocument, User
from sites.organisation.enums import Office
from tests.factories import draft, published
from tests.staffed import Staffed
from tests.visits import image

pytestmark = pytest.mark.django_db

NOTICE = "兴宁市关于印发中小学校舍安全管理办法的通知"


def asks(person: User) -> Callable[[str], str]:
    client = Client(HTTP_HOST="portal.localhost")
    client.force_login(person, backend="sites.organisation.auth.AppointmentBackend")

    def ask(url: str) -> str:
        response = client.get(url)
        assert response.status_code == 200, url
        return BeautifulSoup(response.content, "html.parser").get_text()

    return ask


def lists_of(bureau: Staffed) -> tuple[str, ...]:
    """Where pages are searched: the explorer, all pages, the chooser."""
    return f"/admin/pages/{bureau.column.pk}/", "/admin/pages/search/", "/admin/choose-page/search/"


QUERIES = (
    "校舍", "校舍安全", "舍安", "兴宁", "興寧", "興寧市", "校", "校舍 通知", "办法 校舍", "２０１４",
    "兴市府办〔2014〕19号", "兴市府办(2014)19号", "安全管理办法的通", '"校舍安全"',
)  # fmt: skip


def test_pages_are_found_by_halves_of_titles_numbers_and_in_traditional(bureau: Staffed) -> None:
    published(bureau.column, title=NOTICE, document_number="兴市府办〔2014〕19号")
    published(bureau.column, title="另一件事")
    ask = asks(bureau.editor)
    for url in lists_of(bureau):
        for query in QUERIES:
            text = ask(f"{url}?q={quote(query)}")
            assert NOTICE in text, (url, query)
            assert "另一件事" not in text, (url, query)
        assert NOTICE not in ask(f"{url}?q={quote('没有的词')}"), url


def test_latin_words_are_found_by_their_beginnings(bureau: Staffed) -> None:
    published(bureau.column, title="关于 Windows 正版化和 COVID19 的通告")
    ask = asks(bureau.editor)
    for query in ("win", "Ｗｉｎｄｏｗｓ", "COVID", "covid19", "windows 通告"):
        assert "正版化" in ask(f"/admin/pages/search/?q={quote(query)}"), query


def test_drafts_and_their_new_titles_are_found(bureau: Staffed) -> None:
    draft(bureau.column, bureau.editor, title="未送审的草稿件")
    page = published(bureau.column, title="旧标题")
    page.title = "改成新标题了"
    page.save_revision(user=bureau.editor)
    ask = asks(bureau.editor)
    assert "未送审的草稿件" in ask(f"/admin/pages/search/?q={quote('草稿')}")
    assert "改成新标题了" in ask(f"/admin/pages/search/?q={quote('改成新標題')}")


def test_files_by_title_and_file_name_and_pictures_by_what_is_said_of_them(bureau: Staffed) -> None:
    file = GroupDocument(title="收支表", collection=bureau.site.collection, file_size=1)
    file.file.save("yusuan2014.txt", ContentFile(b"x"), save=False)
    file.save()
    picture = image(bureau, "神光山风景")
    picture.description = "山坡上的梯田"
    picture.tags.add("旅游")
    picture.save()
    ask = asks(bureau.editor)
    for url in ("/admin/documents/", "/admin/documents/chooser/results/"):
        for query in ("收支", "支表", "yusuan"):
            assert "收支表" in ask(f"{url}?q={quote(query)}"), (url, query)
    for url in ("/admin/images/", "/admin/images/chooser/results/"):
        for query in ("神光", "梯田", "旅遊", "風景"):
            assert "神光山风景" in ask(f"{url}?q={quote(query)}"), (url, query)


def test_nothing_of_another_unit_is_found(bureau: Staffed, other_bureau: Staffed, centre: dict[Office, User]) -> None:
    published(other_bureau.column, title="财政局校舍资金")
    own, everything = asks(bureau.editor), asks(centre[Office.CENTRE_EDITOR])
    for url in ("/admin/pages/search/", "/admin/choose-page/search/"):
        assert "财政局校舍资金" not in own(f"{url}?q={quote('校舍')}")
        assert "财政局校舍资金" in everything(f"{url}?q={quote('校舍')}")


def test_the_nearest_title_comes_first(bureau: Staffed) -> None:
    for title in ("全市校舍检查：安全", "关于校舍安全检查情况和下一步工作安排的通报", "校舍安全", "另一件事"):
        published(bureau.column, title=title, summary="校舍安全" if title == "另一件事" else "")
    found = [page.title for page in Page.objects.filter(depth__gt=2).autocomplete("校舍安全")]
    assert found == ["校舍安全", "关于校舍安全检查情况和下一步工作安排的通报", "全市校舍检查：安全", "另一件事"]


@pytest.mark.parametrize(
    "query", ["", "    ", "！！！", "\x00", '"', "' OR 1=1 --", "a:* & !b", "NEAR(", "*", "的", "😀", "校" * 10_000]
)
def test_whatever_is_typed_is_answered(bureau: Staffed, query: str) -> None:
    ask = asks(bureau.editor)
    for url in (*lists_of(bureau), "/admin/images/", "/admin/documents/chooser/results/"):
        ask(f"{url}?q={quote(query)}")


def test_queries_in_code_mean_what_they_say(bureau: Staffed) -> None:
    published(bureau.column, title="校舍安全")
    published(bureau.column, title="校车安全")
    backend = get_search_backend()
    pages = bureau.column.get_children()

    def titles(query: object, **options: object) -> set[str]:
        return {page.title for page in backend.search(query, pages, **options)}

    assert titles("安全") == titles(MATCH_ALL) == {"校舍安全", "校车安全"}
    assert titles(PlainText("校舍 校车", operator="or")) == {"校舍安全", "校车安全"}
    assert titles("校舍 校车") == titles(Not(MATCH_ALL)) == set()
    assert titles(PlainText("安全") & ~PlainText("校车")) == titles(Phrase("校舍安全")) == {"校舍安全"}
    assert titles("校舍", fields=["title"]) == {"校舍安全"}
    assert backend.search("安全", pages).annotate_score("score")[0].score == 2.0
    assert backend.search("安全", pages).facet("live") == {True: 2}


def test_an_index_of_before_is_made_anew_by_migrate(bureau: Staffed) -> None:
    page = published(bureau.column, title="校舍安全")
    entries = IndexEntry.objects.filter(object_id=str(page.pk))
    entries.filter(content_type=page.content_type).delete()
    IndexEntry.objects.update(title_norm=1.0)  # as Wagtail's own backend leaves it
    assert not Page.objects.autocomplete("校舍")
    call_command("migrate", verbosity=0)
    assert [found.pk for found in Page.objects.autocomplete("校舍")] == [page.pk]
    assert not IndexEntry.objects.exclude(title_norm=-1.0).exists()


def test_deleted_objects_leave_the_index(bureau: Staffed) -> None:
    page = published(bureau.column, title="校舍安全")
    key = str(page.pk)
    page.delete()
    assert not IndexEntry.objects.filter(object_id=key, content_type__model="articlepage").exists()


def test_people_are_found_by_their_whole_names(centre: dict[Office, User]) -> None:
    User.objects.create(username="chentk", last_name="陈", first_name="庭开", is_active=True)  # invented
    ask = asks(centre[Office.CENTRE_HEAD])
    for query in ("陈庭开", "陳庭開", "庭开", "chent"):
        text = ask(f"/admin/users/?q={quote(query)}")
        assert "陈庭开" in text, query
        assert "陈庭开" in ask(f"/admin/users/?q={quote(query)}&is_active=true&ordering=-last_login"), query
    assert "陈庭开" not in ask(f"/admin/users/?q={quote('林')}")
