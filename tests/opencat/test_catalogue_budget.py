"""What the catalogue's pages cost: the same with 10 sites and with 100, and whatever is chosen."""

from __future__ import annotations

import pytest

from opencat.models import Category
from tests.factories import column_of, published
from tests.staffed import Staffed
from tests.visits import queries
from tests.website.test_query_budgets import add_sites

pytestmark = pytest.mark.django_db
BUDGET = 5
PATHS = (
    "/opencat/",
    "/opencat/?unit=all&category=1504&year=2026&state=in_force",
    "/opencat/?category=150401&state=in_force&kind=proactive&q=文件",
    "/opencat/?page=1000000000&sort=title",
    "/opencat/data/?unit=all",
    "/opencat/statistics/",
    "/opencat/statistics/?by=category&unit=all",
)


def test_queries_do_not_grow_with_the_number_of_sites(bureau: Staffed) -> None:
    column = column_of(bureau.site, "documents")
    for number in range(25):
        published(column, title=f"第{number}份文件", document_number=f"兴市教〔2026〕{number}号")
    add_sites(8)
    warm = {path: queries(path) for path in PATHS}
    cold = {path: queries(path, cold=True) for path in PATHS}
    add_sites(90)
    assert {path: queries(path) for path in PATHS} == warm
    assert {path: queries(path, cold=True) for path in PATHS} == cold
    assert {path: number for path, number in warm.items() if number > BUDGET} == {}


def test_queries_do_not_grow_with_what_is_listed(bureau: Staffed) -> None:
    column = column_of(bureau.site, "documents")
    published(column, title="第一份文件")
    few = {path: queries(path) for path in PATHS if "statistics" not in path}
    for number, category in enumerate(Category.objects.filter(scope="units").exclude(parent=None)):
        published(column, title=f"第{number}份文件", category=category, genre="notice", theme="labour")
    assert {path: queries(path) for path in few} == few
