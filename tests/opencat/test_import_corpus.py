"""Real legal texts come into the portal's normative documents, each in the catalogue with its state and date. All
1,750 of them, and how long they take: `bench/import_corpus.py`."""

from __future__ import annotations

import gzip
import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hub.models import AuditEvent, User
from opencat.document_numbers import parse
from opencat.importing.legal_texts import last_number
from opencat.models import CatalogueEntry
from sites.approval.chain import broken_links
from sites.importing.batches import IMPORTED
from sites.importing.states import state_of
from sites.organisation.enums import Office
from sites.pages.enums import Validity
from sites.pages.models.article_page import ArticlePage
from tests.importing.batches import imported
from tests.staffed import Staffed

pytestmark = pytest.mark.django_db
COLUMN = "portal-office/disclosure/normative-documents"
EVERY = 5


def corpus() -> Iterator[dict[str, Any]]:
    path = Path(os.environ["CORPUS"])
    opener = gzip.open if path.read_bytes()[:2] == b"\x1f\x8b" else open
    with opener(path, "rt", encoding="utf-8") as stream:
        yield from map(json.loads, stream)


def import_texts(path: Path, head: User, report: Path) -> dict[str, Any]:
    lines = imported("import_catalogue", path, report, column=COLUMN, operator=head.username, format="corpus")
    return lines[-1]["summary"]


def test_a_legal_text_comes_with_its_number_and_state(
    portal: Staffed, centre: dict[Office, User], tmp_path: Path
) -> None:
    row = {
        "id": "0a1b2c3d4e5f",
        "title": "测试条例",
        "date": "2018-11-06",
        "category": "行政法规",
        "place": None,
        "info": ["1991年3月4日 国务院令第76号发布", "2018年11月6日 国务院令第706号公布的《修改决定》修订"],
        "body_markdown": "第一条 为了测试。",
    }
    path = tmp_path / "texts.jsonl"
    path.write_text(json.dumps(row, ensure_ascii=False))
    head = centre[Office.CENTRE_HEAD]
    assert import_texts(path, head, tmp_path / "report.jsonl")["created"] == 1
    entry = CatalogueEntry.objects.get()
    assert (entry.document_number, entry.validity) == ("国务院令第706号", Validity.AMENDED)
    assert (entry.category.code, entry.year) == ("140201", 2018)
    assert entry.index_number == "441481-portal-office-140201-2018-00001"
    assert import_texts(path, head, tmp_path / "report.jsonl")["unchanged"] == 1
    assert AuditEvent.objects.filter(action=IMPORTED).count() == 1, "the second time there was nothing to import"


@pytest.mark.once
@pytest.mark.corpus
@pytest.mark.timeout(900)  # half a minute alone; the machine may be busy
def test_every_text_of_a_corpus_is_in_the_catalogue(
    portal: Staffed, centre: dict[Office, User], tmp_path: Path
) -> None:
    rows = {row["id"]: row for at, row in enumerate(corpus()) if at % EVERY == 0}
    part = tmp_path / "part.jsonl"
    part.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows.values()), encoding="utf-8")
    found = import_texts(part, centre[Office.CENTRE_HEAD], tmp_path / "report.jsonl")
    assert (found["created"], found["failed"]) == (len(rows), 0)
    entries = {
        entry.page.external_id: entry
        for entry in CatalogueEntry.objects.public().select_related("category").defer("page__body")
    }
    assert entries.keys() == rows.keys()
    assert {entry.category.code for entry in entries.values()} == {"140201"}
    assert len({entry.index_number for entry in entries.values()} - {None}) == len(rows)
    for key, row in rows.items():
        entry, info = entries[key], row["info"] or []
        assert row["date"] is None or entry.written_on.isoformat() == row["date"]
        assert entry.validity == state_of(info, row["body_markdown"]).validity
        assert entry.document_number == last_number(info)
        assert not entry.document_number or parse(entry.document_number).text == entry.document_number
    states = Counter(entry.validity for entry in entries.values())
    assert states == {Validity.IN_FORCE: 211, Validity.AMENDED: 139}
    assert sum(bool(entry.document_number) for entry in entries.values()) == 66
    assert not ArticlePage.objects.filter(index_number="").exists()
    assert list(broken_links()) == []
