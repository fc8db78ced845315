"""The figures of searches in the admin: for a period, for the whole group or one's own site, as page, chart and CSV."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db.models import F
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from demo.searches import WITHOUT_RESULT, load_usage
from hub.models import User
from search.content_key import page_keys
from search.enums import QueryState, Scope
from search.models import QueryClick, QueryCount, UnansweredQuery
from search.usage.periods import Period, summed
from sites.organisation.enums import Office
from tests.factories import published
from tests.staffed import Staffed
from tests.visits import text

Login = Callable[[User], Client]
INDEX = "/admin/search-usage/"


@pytest.fixture
def counts(bureau: Staffed, portal: Staffed, indexed: Callable[[], int]) -> None:
    today = timezone.localdate()
    rows = [
        (0, "停水", bureau, 8, 0, 6),
        (3, "停水", portal, 2, 0, 0),
        (3, "蘑菇", portal, 4, 4, 0),
        (60, "旧闻", portal, 9, 0, 9),
    ]
    for days, query, place, searches, without, clicks in rows:
        QueryCount.objects.create(
            day=today - timedelta(days=days), query=query, unit=place.unit, scope=Scope.SITE,
            searches=searches, without_result=without, clicks=clicks,
        )  # fmt: skip
    page = published(bureau.column, title="停水通知")
    indexed()
    click("停水", page, 6)


def click(query: str, page: Any, clicks: int) -> None:
    (key,) = page_keys([page.pk])
    QueryClick.objects.create(query=query, content_type_id=key.content_type, object_id=key.object, clicks=clicks)


def shown(client: Client, query: str = "") -> BeautifulSoup:
    response = client.get(f"{INDEX}?{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def table(page: BeautifulSoup, name: str) -> list[list[str]]:
    rows = page.select(f"#{name} tbody tr")
    return [[text(cell) for cell in row.select("th, td")] for row in rows]


def test_the_centre_sees_everything(counts: None, centre: dict[Office, User], login: Login) -> None:
    page = shown(login(centre[Office.CENTRE_HEAD]))
    assert table(page, "usage-top-table") == [["停水", "10", "0", "60.0%"], ["蘑菇", "4", "4", "—"]]
    assert table(page, "usage-without-table") == [["蘑菇", "4", "4", "—"]]
    assert table(page, "usage-sites-table") == [["市教育局", "8", "0", "75.0%"], ["市府办", "6", "4", "0.0%"]]
    assert [text(each.b) for each in page.select(".usage-figures li")] == ["14", "2", "28.6%", "60.0%"]
    assert "保留730天" in text(page)


def test_a_unit_sees_its_own_site(counts: None, bureau: Staffed, login: Login) -> None:
    page = shown(login(bureau.editor))
    assert table(page, "usage-top-table") == [["停水", "8", "0", "75.0%"]]
    assert "蘑菇" not in page.get_text()
    assert "停水通知" in text(page.select_one("section[aria-labelledby=usage-opened]"))
    assert [option.get_text() for option in page.select("select[name=unit] option")] == ["全部", "兴宁市教育局"]


def test_another_units_site_cannot_be_asked_for(
    counts: None, bureau: Staffed, other_bureau: Staffed, portal: Staffed, login: Login
) -> None:
    for unit in (portal.unit, other_bureau.unit):
        page = shown(login(bureau.editor), f"unit={unit.pk}")
        assert table(page, "usage-top-table") == [["停水", "8", "0", "75.0%"]]
    export = login(other_bureau.editor).get(f"{INDEX}export/?unit={bureau.unit.pk}").content.decode()
    assert "停水" not in export


def test_a_period_is_chosen(counts: None, centre: dict[Office, User], login: Login) -> None:
    client = login(centre[Office.CENTRE_HEAD])
    day = timezone.localdate() - timedelta(days=60)
    assert [row[0] for row in table(shown(client, "period=90"), "usage-top-table")] == ["停水", "旧闻", "蘑菇"]
    assert [row[0] for row in table(shown(client, f"period=chosen&first={day}&last={day}"), "usage-top-table")] == [
        "旧闻"
    ]
    for nonsense in ("period=chosen&first=x&last=2999-01-01", "period=chosen&first=0001-01-01&last=0001-01-02",
                     "period=-1", "unit=x", "period=chosen&first=2999-01-01"):  # fmt: skip
        assert shown(client, nonsense)


def test_the_chart_has_words_and_figures(counts: None, centre: dict[Office, User], login: Login) -> None:
    page = shown(login(centre[Office.CENTRE_HEAD]), "period=7")
    chart = page.select_one("svg.chart")
    assert chart["role"] == "img"
    assert "搜索次数" in chart.title.get_text()
    rows = table(page, chart["aria-describedby"])
    assert len(rows) == 7
    assert [row[1:3] for row in (rows[-1], rows[-4])] == [["8", "0"], ["6", "4"]]


def test_without_any_search_the_page_is_there(bureau: Staffed, login: Login) -> None:
    assert "这段时间没有" in text(shown(login(bureau.editor)).select_one("#usage-top-table"))


def test_the_export_is_harmless(counts: None, bureau: Staffed, centre: dict[Office, User], login: Login) -> None:
    QueryCount.objects.create(day=timezone.localdate(), query="=1+1", unit=bureau.unit, scope=Scope.GROUP, searches=1)
    response = login(centre[Office.CENTRE_HEAD]).get(f"{INDEX}export/")
    assert response.headers["Content-Type"].startswith("text/csv")
    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "搜索词,网站,范围,搜索次数,无结果次数,点击次数,点击率"
    assert "停水,市教育局,本站,8,0,6,75.0%" in lines
    assert "'=1+1,市教育局,全市网站群,1,0,0,0.0%" in lines


def test_who_has_nothing_to_do_with_it_is_refused(counts: None, bureau: Staffed, login: Login) -> None:
    for path in ("", "export/", "unanswered/"):
        assert login(bureau.reviewer).get(INDEX + path).status_code == 302


def test_the_menu_leads_there(bureau: Staffed, login: Login) -> None:
    assert INDEX in login(bureau.editor).get("/admin/account/").content.decode()
    assert INDEX not in login(bureau.reviewer).get("/admin/account/").content.decode()


def test_the_page_costs_the_same_however_much_it_counts(
    counts: None, centre: dict[Office, User], login: Login, bureau: Staffed, django_assert_max_num_queries: Any
) -> None:
    client = login(centre[Office.CENTRE_HEAD])
    shown(client)
    QueryCount.objects.bulk_create(
        QueryCount(day=timezone.localdate(), query=f"词{n}", unit=bureau.unit, scope=Scope.SITE, searches=1)
        for n in range(80)
    )
    with django_assert_max_num_queries(40):
        assert len(table(shown(client), "usage-top-table")) == 50


def test_old_counts_are_deleted(bureau: Staffed, counts: None, capsys: pytest.CaptureFixture[str]) -> None:
    old = timezone.localdate() - timedelta(days=731)
    QueryCount.objects.create(day=old, query="很久以前", unit=bureau.unit, scope=Scope.SITE, searches=1)
    click("很久以前", bureau.site.home, 1)
    settled = UnansweredQuery.objects.create(query="很久以前", state=QueryState.REJECTED)
    UnansweredQuery.objects.filter(pk=settled.pk).update(last_at=timezone.now() - timedelta(days=731))
    call_command("search_usage_cleanup")
    assert "3" in capsys.readouterr().out
    assert not QueryCount.objects.filter(query="很久以前").exists()
    assert QueryCount.objects.count() == 4
    assert QueryClick.objects.get().query == "停水"


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 800))
def test_steps_cover_a_period_without_gap_or_overlap(first: date, days: int) -> None:
    period = Period(first, first + timedelta(days=days - 1))
    steps = list(period.steps())
    assert (steps[0][1], steps[-1][2]) == (period.first, period.last)
    assert all(after[1] - before[2] == timedelta(days=1) for before, after in pairwise(steps))
    assert len(steps) <= 31
    by_day = {first + timedelta(days=number): (1, 0, 0) for number in range(days)}
    assert sum(figures[0] for _name, figures in summed(period, by_day)) == days


def test_the_demonstration_has_figures(
    portal: Staffed, other_bureau: Staffed, centre: dict[Office, User], login: Login
) -> None:
    """Queries without result among them, each with somebody to answer it."""
    load_usage()
    page = shown(login(centre[Office.CENTRE_HEAD]))
    assert table(page, "usage-top-table")[0][0] == "医保"
    missing = {row[0] for row in table(page, "usage-without-table")}
    assert missing == {query.replace(" ", "") for query, _searches in WITHOUT_RESULT}
    assert UnansweredQuery.objects.filter(state=QueryState.OPEN, unit__isnull=False).count() == 4
    assert not QueryCount.objects.filter(clicks__gt=F("searches")).exists()
