"""Loading the demonstration: in stages that can be interrupted, visibly, without indexing in between."""

from __future__ import annotations

import io
from collections import Counter
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from wagtail.models import ReferenceIndex

from demo import content, loading
from demo.deferring import build_indexes, deferred_indexes
from demo.drawing import Drawings
from demo.edition import Edition
from demo.load import DemoLoader
from demo.loading import DemoLoading, LoadingRefused, Stage
from demo.progress import Progress
from demo.record import READY, SCHEMA, Record, read_record
from demo.references import index_references
from hub.models import GroupImage
from search.models import IndexedDocument
from sites.organisation.enums import Office
from sites.pages.models.article_page import ArticlePage
from sites.website.models.site_notice import SiteNotice
from tests.factories import appoint, centre_unit, education_unit

pytestmark = pytest.mark.django_db
EDITION = Edition("1", {"hub.0001_initial": "a"}, "pins")
DAY = date(2026, 3, 9)


class Interrupted(DemoLoading):
    """Stages that count how often they ran; `at` is stopped by Ctrl-C once."""

    runs: Counter[str]
    at = ""

    def stages(self) -> list[Stage]:
        return [Stage(key, f"第{key}步", lambda key=key: self._run(key)) for key in (SCHEMA, READY, "sites", "search")]

    def _run(self, key: str) -> None:
        self.runs[key] += 1
        if key == self.at:
            raise KeyboardInterrupt


def interrupted(folder: Path, runs: Counter[str], at: str = "", edition: Edition = EDITION) -> Interrupted:
    found = Interrupted(folder, edition, Progress(stream=io.StringIO()), lambda: runs.update(["ready"]))
    found.runs, found.at = runs, at
    return found


def test_next_start_goes_on_with_the_stage_that_was_interrupted(tmp_path: Path) -> None:
    runs: Counter[str] = Counter()
    with pytest.raises(KeyboardInterrupt):
        interrupted(tmp_path, runs, at="sites").run()
    assert not read_record(tmp_path).finished
    interrupted(tmp_path, runs).run()
    assert read_record(tmp_path).finished
    assert runs == {SCHEMA: 1, READY: 1, "sites": 2, "search": 1, "ready": 2}


def test_portal_is_not_ready_before_its_stage_is_done(tmp_path: Path) -> None:
    runs: Counter[str] = Counter()
    with pytest.raises(KeyboardInterrupt):
        interrupted(tmp_path, runs, at=READY).run()
    assert not runs["ready"]
    assert not read_record(tmp_path).is_ready(EDITION)


def test_newer_edition_migrates_and_loads_nothing_again(tmp_path: Path) -> None:
    runs: Counter[str] = Counter()
    interrupted(tmp_path, runs).run()
    interrupted(tmp_path, runs, edition=Edition("2", EDITION.migrations, "pins")).run()
    assert runs == {SCHEMA: 2, READY: 1, "sites": 1, "search": 1, "ready": 2}
    assert read_record(tmp_path).edition.version == "2"


def test_pages_say_what_is_being_loaded_until_it_is_done(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        interrupted(tmp_path, Counter(), at="sites").run()
    assert "第sites步" in SiteNotice.objects.get().message
    interrupted(tmp_path, Counter()).run()
    assert not SiteNotice.objects.exists()


def test_two_processes_do_not_load_into_one_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "PATIENCE", 0)
    Record(EDITION, DAY.isoformat()).store(tmp_path)
    with loading._alone(tmp_path), pytest.raises(LoadingRefused, match="另一个进程"):
        interrupted(tmp_path, Counter()).run()


@pytest.fixture
def articles() -> list[content.DemoArticle]:
    """Of the department whose site is there already; one with a picture, none that goes through the approval."""
    appoint(education_unit(), Office.SUPERVISING_LEADER)
    appoint(centre_unit(), Office.CENTRE_HEAD)
    own = [each for each in content.articles(DAY) if each.unit == "jyj" and each.written_days_ago > 3]
    pictured = next(each for each in own if any(name == "image" for name, _value in each.body))
    return [pictured, *(each for each in own if each is not pictured)][:3]


def loader(drawings: Drawings) -> DemoLoader:
    return DemoLoader(Progress(stream=io.StringIO()), drawings, DAY, "secret")


def test_articles_and_pictures_are_loaded_once(articles: list[content.DemoArticle]) -> None:
    with closing(Drawings()) as drawings:
        loader(drawings).publish(articles[:2])
        loader(drawings).publish(articles)
        again = loader(drawings)
        image = again.picture("jyj", dict(next(value for name, value in articles[0].body if name == "image")))["image"]
    assert sorted(ArticlePage.objects.filter(unit__code="jyj").values_list("external_id", flat=True)) == sorted(
        f"demo:{article.key}" for article in articles
    )
    assert GroupImage.objects.filter(title=image.title, collection=image.collection).count() == 1


def test_indexes_are_built_at_the_end(
    articles: list[content.DemoArticle], django_capture_on_commit_callbacks: Any
) -> None:
    with closing(Drawings()) as drawings, django_capture_on_commit_callbacks(execute=True), deferred_indexes():
        loader(drawings).publish(articles)
    pages = ArticlePage.objects.filter(external_id__startswith="demo:jyj")
    assert not IndexedDocument.objects.filter(page__in=pages).exists()
    assert not ReferenceIndex.get_references_for_object(pages.exclude(cover=None).first()).exists()
    progress = Progress(stream=io.StringIO())
    index_references(progress)
    build_indexes(progress)
    assert IndexedDocument.objects.filter(page__in=pages).count() == len(articles)
    assert ReferenceIndex.get_references_for_object(pages.exclude(cover=None).first()).exists()
