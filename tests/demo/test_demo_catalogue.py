"""The demonstration's documents: in every category, sound as an editor's would have to be, marked as invented."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from demo import content
from demo.catalogue import ordinary_documents, portal_documents, unit_documents
from demo.catalogue.document import INVENTED, DemoDocument
from opencat.document_numbers import parse
from opencat.seeds import CATEGORIES
from sites.pages.provisioning.structure import categories_of_columns
from sites.pages.records.blocks import RecordBlocks

TODAY = date(2026, 3, 9)
SEEDS = {seed.code: seed for seed in CATEGORIES}
# Filled by the articles of the columns, by generated guides and reports, and by leaders' profiles.
ELSEWHERE = {"140103", "141001", "141002", "150601", "150602"}


def own_documents() -> list[DemoDocument]:
    found = list(portal_documents.documents(TODAY))
    for index, unit in enumerate(unit for unit in content.units() if unit.has_site):
        if unit.category != "portal":
            own = list(unit_documents.documents(unit, index, TODAY))
            found += [*own, *ordinary_documents.documents(unit, index, {document.category for document in own})]
    return found


@pytest.fixture(scope="module")
def documents() -> list[DemoDocument]:
    return own_documents()


def test_every_category_has_documents(documents: list[DemoDocument]) -> None:
    filled = {document.category for document in documents} | ELSEWHERE
    units = {unit.code: unit.category for unit in content.units()}
    for article in content.articles(TODAY):
        filled.add(categories_of_columns(units[article.unit]).get(article.column, ""))
    assert {seed.code for seed in CATEGORIES if seed.parent} - filled == set()


def test_documents_stand_in_columns_that_are_there(documents: list[DemoDocument]) -> None:
    units = {unit.code: unit.category for unit in content.units()}
    columns = {code: categories_of_columns(category) for code, category in units.items()}
    assert [document.key for document in documents if document.column not in columns[document.unit]] == []
    wrong = [document.key for document in documents if (document.unit == "portal-office") != (document.category < "15")]
    assert wrong == []


def test_all_say_that_they_are_invented(documents: list[DemoDocument]) -> None:
    assert [document.key for document in documents if "演示" not in document.title] == []
    open_texts = [document for document in documents if document.disclosure_kind == "proactive"]
    assert [document.key for document in open_texts if document.body[0] != INVENTED] == []


def test_keys_and_numbers_come_once_and_numbers_are_written_as_offices_write_them(
    documents: list[DemoDocument],
) -> None:
    keys = Counter(document.key for document in documents)
    assert [key for key, count in keys.items() if count > 1] == []
    numbers = [document.number for document in documents if document.number]
    assert len(numbers) == len(set(numbers))
    assert [number for number in numbers if (found := parse(number)) is None or found.text != number] == []


def test_documents_have_what_their_category_asks_for(documents: list[DemoDocument]) -> None:
    for document in documents:
        seed = SEEDS[document.category]
        assert document.number or not seed.asks_number, document.key
        assert not seed.is_interpretation or any(kind == "interprets" for kind, _ in document.links), document.key
        if seed.record and document.disclosure_kind == "proactive":
            assert seed.record in {kind for kind, _ in document.records}, document.key


def test_what_is_linked_to_is_older(documents: list[DemoDocument]) -> None:
    ages = {document.key: document.days_ago for document in documents}
    links = [(document, key) for document in documents for _kind, key in document.links]
    assert len(links) >= 10
    assert [document.key for document, key in links if ages[key] <= document.days_ago] == []


def test_records_are_complete(documents: list[DemoDocument]) -> None:
    block = RecordBlocks()
    for document in documents:
        block.clean(block.normalize(list(document.records)))
