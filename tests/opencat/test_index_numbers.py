"""Index numbers under concurrent publishing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from opencat.index_numbers import format_index_number, next_index_numbers
from opencat.models import CatalogueEntry, Category
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.column_page import ColumnPage
from sites.pages.provisioning.actions import create_site
from tests.factories import UnitFactory, centre_unit, column_of, people_of_imports, portal_unit, published


def test_the_rule() -> None:
    assert format_index_number("jyj", "150401", 2026, 12) == "441481-jyj-150401-2026-00012"


@pytest.mark.django_db
def test_serials_are_counted_apart_by_unit_category_and_year() -> None:
    jyj, czj = UnitFactory(code="jyj"), UnitFactory(code="czj")
    documents, guides = Category.objects.get(code="150401"), Category.objects.get(code="150301")
    asked = [(jyj, documents, 2026), (jyj, documents, 2026), (jyj, guides, 2026), (jyj, documents, 2027)]
    numbers = [next_index_numbers(*each)[0] for each in (*asked, (czj, documents, 2026))]
    serials = [number[-10:] for number in numbers]
    assert serials == ["2026-00001", "2026-00002", "2026-00001", "2027-00001", "2026-00001"]
    assert len(set(numbers)) == 5


@pytest.mark.django_db
def test_several_at_once_pass_over_what_an_import_brought() -> None:
    jyj, guides = UnitFactory(code="jyj"), Category.objects.get(code="150301")
    taken = format_index_number("jyj", "150301", 2026, 2)
    CatalogueEntry.objects.create(
        unit=jyj, category=guides, index_number=taken, title="导入的文件", written_on=date(2026, 1, 1), year=2026
    )
    numbers = next_index_numbers(jyj, guides, 2026, 3)
    assert [number[-5:] for number in numbers] == ["00001", "00003", "00004"]
    assert next_index_numbers(jyj, guides, 2026)[0][-5:] == "00005"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_who_publishes_at_the_same_time_gets_another_number() -> None:
    create_site(portal_unit())
    site = create_site(UnitFactory(code="jyj"))
    centre_unit()  # for all threads
    people_of_imports()
    people = 8
    barrier = Barrier(people)

    def publish(number: int) -> str:
        column = ColumnPage.objects.get(pk=column_of(site, "documents").pk)
        barrier.wait()
        try:
            return _published_again(column, number)
        finally:
            connection.close()

    with ThreadPoolExecutor(people) as pool:
        numbers = list(pool.map(publish, range(people)))
    assert len(set(numbers)) == people
    assert {int(number[-5:]) for number in numbers} == set(range(1, people + 1))
    assert CatalogueEntry.objects.filter(index_number__in=numbers).count() == people


def _published_again(column: ColumnPage, number: int) -> str:
    page: ArticlePage = published(column, title=f"第{number}份")
    return page.index_number
