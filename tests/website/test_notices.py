"""What the centre shows over the pages, for a period, of one site or all (Arts. 14(7), 30(2))."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup, Tag
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from hub import caching
from hub.models import User
from sites.organisation.enums import Office
from sites.website.enums import NoticeKind
from sites.website.models.site_notice import SiteNotice
from sites.website.notices import current
from tests.reviewing import confirm_changes
from tests.staffed import Staffed
from tests.visits import get, queries, text

HOUR = timedelta(hours=1)


def notice(message: str = "今晚停机维护", **fields: Any) -> SiteNotice:
    now = timezone.now()
    defaults = {"kind": NoticeKind.NOTE, "starts_at": now - HOUR, "ends_at": now + HOUR}
    return SiteNotice.objects.create(message=message, **{**defaults, **fields})


def banners(host: str = "jyj.localhost", url: str = "/") -> list[Tag]:
    return get(url, host).select(".site-notice")


def test_article_30_2_an_outage_is_announced_on_every_page_of_the_site(bureau: Staffed) -> None:
    notice("本网站今晚停机维护", kind=NoticeKind.OUTAGE, unit=bureau.unit)
    for url in ("/", "/news/", "/news/activities/"):
        (banner,) = banners(url=url)
        assert "本网站今晚停机维护" in text(banner)
        assert "停机维护" in text(banner.strong)
    assert banners("portal.localhost") == []
    assert "本网站今晚停机维护" in text(get("/nothing/", status=404).select_one(".site-notice"))


def test_article_14_7_an_emergency_is_over_every_site_and_first(bureau: Staffed, other_bureau: Staffed) -> None:
    notice("一般提示")
    notice("台风红色预警", kind=NoticeKind.EMERGENCY, link="http://portal.localhost/news/")
    for host, url in (("jyj.localhost", "/"), ("portal.localhost", "/"), ("portal.localhost", "/czj/")):
        found = get(url, host)
        first, second = found.select(".site-notice")
        assert "台风红色预警" in text(first)
        assert "一般提示" in text(second)
        assert first.a["href"] == "http://portal.localhost/news/"
        region = found.select_one("section.site-notices")
        assert region["aria-label"]
        assert region.select("[role=alert], [aria-live]") == []
        assert region.find_next("header")  # the banner is before the site's own header


def test_a_channel_has_its_own_notices(bureau: Staffed, other_bureau: Staffed) -> None:
    notice("财政局提示", unit=other_bureau.unit)
    assert len(banners("portal.localhost", "/czj/news/")) == 1
    assert banners("portal.localhost") == banners() == []


def test_a_change_shows_at_once(bureau: Staffed) -> None:
    assert banners() == []
    row = notice("甲")
    assert "甲" in text(banners()[0])
    row.message = "乙"
    row.save()
    assert "乙" in text(banners()[0])
    row.delete()
    assert banners() == []


def test_beginning_and_end_need_nobody(bureau: Staffed, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the notices in the cache all the time: what decides is the clock."""
    monkeypatch.setattr(current, "SECONDS", 10**6)
    with time_machine.travel(datetime.fromisoformat("2026-05-12T09:00+08:00"), tick=False) as clock:
        noon = timezone.now() + 3 * HOUR
        notice(starts_at=noon, ends_at=noon + HOUR)
        assert banners() == []
        stored = cache.get(current.KEY)
        for moment, shown in ((noon, 1), (noon + HOUR - timedelta(seconds=1), 1), (noon + HOUR, 0)):
            clock.move_to(moment)
            cache.set(current.KEY, stored)
            assert len(banners()) == shown


def test_a_process_with_a_cache_of_its_own_is_not_behind_for_long() -> None:
    """The embedded install has no shared cache; there the time to live is what bounds the delay."""
    assert current.SECONDS <= 10


def test_another_process_cannot_bring_back_the_old_state(
    bureau: Staffed, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    """It reads before the change is committed and stores what it read; the commit empties the cache once more."""
    with django_capture_on_commit_callbacks(execute=True):
        notice("甲")
        caching.get_or_set(current.KEY, list, current.SECONDS, tags=(current.KEY,))
    assert len(banners()) == 1


def test_notices_cost_no_query_when_warm(bureau: Staffed) -> None:
    before = queries("/")
    notice()
    assert queries("/") == before


def test_mourning_turns_pages_grey_errors_too(bureau: Staffed) -> None:
    assert not get("/").html.has_attr("data-mourning")
    row = notice("", kind=NoticeKind.MOURNING)
    for url, status in (("/", 200), ("/news/", 200), ("/nothing/", 404)):
        found = get(url, status=status)
        assert found.html.has_attr("data-mourning")
        assert found.select(".site-notice") == []
    row.unit = bureau.unit
    row.save()
    assert get("/").html.has_attr("data-mourning")
    assert not get("/", "portal.localhost").html.has_attr("data-mourning")


def test_hostile_text_and_links_do_nothing(bureau: Staffed) -> None:
    notice("<script>alert(1)</script>", link="http://jyj.localhost@evil.example/")
    (banner,) = banners()
    assert banner.select("script, a") == []
    assert "<script>alert(1)</script>" in banner.get_text()


def test_a_notice_needs_a_text_and_an_end_after_its_beginning() -> None:
    now = timezone.now()
    with pytest.raises(ValidationError, match="请填写通知内容"):
        SiteNotice(kind=NoticeKind.NOTE, starts_at=now, ends_at=now + HOUR).clean()
    with pytest.raises(ValidationError, match="结束时间"):
        SiteNotice(message="甲", starts_at=now, ends_at=now).clean()
    SiteNotice(kind=NoticeKind.MOURNING, starts_at=now, ends_at=now + HOUR).clean()


def test_the_centre_switches_a_notice_on_and_ends_it(
    bureau: Staffed, centre: dict[Office, User], login: Callable[[User], Client]
) -> None:
    client = login(centre[Office.CENTRE_EDITOR])
    now = timezone.localtime()
    fields = {"kind": "outage", "message": "今晚停机", "link": "", "unit": bureau.unit.pk}
    times = {"starts_at": f"{now - HOUR:%Y-%m-%d %H:%M}", "ends_at": f"{now + HOUR:%Y-%m-%d %H:%M}"}
    response = client.post(reverse("sitenotice:add"), fields | times)
    assert response.status_code == 302
    assert banners() == []
    assert confirm_changes(centre[Office.CENTRE_HEAD]) == 1
    assert len(banners()) == 1
    row = SiteNotice.objects.get()
    listed = BeautifulSoup(client.get(reverse("sitenotice:index")).content, "html.parser")
    assert "正在显示" in text(listed.main)
    end = reverse("sitenotice:end", args=[row.pk])
    assert listed.select_one(f'a[href="{end}"]')
    assert "今晚停机" in text(BeautifulSoup(client.get(end).content, "html.parser").h1)
    assert len(banners()) == 1  # looking at the question changes nothing
    client.post(end)
    assert banners() == []
    assert "已结束" in text(BeautifulSoup(client.get(reverse("sitenotice:index")).content, "html.parser").main)
    entries = ModelLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(SiteNotice))
    assert sorted(entries.values_list("action", flat=True)) == ["wagtail.create", "wagtail.edit"]
    assert {entry.user for entry in entries} == {centre[Office.CENTRE_EDITOR]}
    assert "没有显示" in client.post(end, follow=True).content.decode()


def test_nobody_but_the_centre_manages_notices(bureau: Staffed, login: Callable[[User], Client]) -> None:
    row = notice()
    for person in (bureau.editor, bureau.leader):
        client = login(person)
        for url in (reverse("sitenotice:add"), reverse("sitenotice:end", args=[row.pk])):
            assert client.post(url, {"message": "x"}).status_code == 302
    row.refresh_from_db()
    assert row.is_on(timezone.now())
    assert SiteNotice.objects.count() == 1
