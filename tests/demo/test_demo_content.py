"""The demonstration content: complete, distinct, harmless, the same each time."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from demo import content
from demo.furnishings import STATES, _files
from demo.people import VACANT_LEADER
from demo.plan import columns_of
from demo.texts.compose import text_length
from hub.uploads import check_document_content
from sites.pages.enums import Validity

TODAY = date(2026, 3, 9)
OFFICES = {"supervising_leader", "principal_leader", "information_officer", "editor", "secrecy_reviewer"}
BLOCKS = {"heading", "paragraph", "provision", "table", "image", "gallery", "quotation"}
ROOT = Path(content.__file__).parents[1]


@pytest.fixture(scope="module")
def articles() -> list[content.DemoArticle]:
    return content.articles(TODAY)


def _figures(article: content.DemoArticle) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for name, value in article.body:
        found += [value] if name == "image" else value if name == "gallery" else []
    return found


def test_units_are_a_whole_city() -> None:
    units = content.units()
    kinds = Counter(unit.category for unit in units if unit.has_site)
    assert kinds["town"] == 20
    assert kinds["portal"] == 1
    assert kinds["party"] + kinds["government"] >= 40
    assert len({unit.code for unit in units}) == len(units) == len({unit.name for unit in units})
    codes = {unit.code for unit in units}
    for unit in units:
        assert re.fullmatch(r"[a-z]([a-z0-9-]{0,61}[a-z0-9])?", unit.code)
        assert unit.parent is None or unit.parent in codes
        assert 60 <= len(unit.introduction) <= 150, unit.code
        assert re.fullmatch(r"0753-0000\d{3}", unit.telephone)
        assert "虚构" in unit.address
    assert [unit.code for unit in units if not unit.has_site] == ["centre"]
    assert sum(unit.channel for unit in units) == 8


def test_every_site_has_its_offices_and_one_vacancy_shows() -> None:
    held: dict[str, set[str]] = {}
    for person in content.people():
        held.setdefault(person.unit, set()).add(person.office)
    for unit in content.units():
        missing = OFFICES - held[unit.code]
        if unit.code == VACANT_LEADER:
            assert missing == {"supervising_leader"}
        elif unit.code == "portal-office":
            assert missing == {"editor"}
        elif unit.has_site:
            assert not missing, unit.code
    centre = Counter(p.office for p in content.people() if p.unit == "centre")
    assert centre == {"centre_editor": 2, "centre_head": 1, "security_officer": 1}


def test_every_person_is_plainly_invented() -> None:
    people = content.people()
    assert len({person.username for person in people}) == len(people)
    assert len({person.phone for person in people}) == len(people)
    assert all(person.given_name.startswith("示例") for person in people)
    assert all(re.fullmatch(r"0753-0000\d{3}", person.phone) for person in people)
    names = Counter((p.unit, p.family_name + p.given_name) for p in people)
    assert set(names.values()) == {1}


def test_articles_are_many_and_distinct(articles: list[content.DemoArticle]) -> None:
    assert len(articles) >= 640
    assert len({article.unit for article in articles}) >= 60
    for value in ("key", "title", "body"):
        assert len({str(getattr(article, value)) for article in articles}) == len(articles), value
    numbers = [article.document_number for article in articles if article.document_number]
    assert len(set(numbers)) == len(numbers)


def test_articles_stand_in_known_columns_and_fill_most_of_them(
    articles: list[content.DemoArticle],
) -> None:
    units = {unit.code: unit for unit in content.units()}
    for article in articles:
        assert article.column in columns_of(units[article.unit]), article.key
    seen = {(units[a.unit].category, a.column) for a in articles}
    known = {(unit.category, column) for unit in units.values() if unit.has_site for column in columns_of(unit)}
    assert len(seen) >= 0.9 * len(known)


def test_no_article_is_thin_or_endless(articles: list[content.DemoArticle]) -> None:
    for article in articles:
        assert 250 <= text_length(article.body) <= 900, article.key
        assert 20 <= len(article.summary) <= 175, article.key
        assert 4 <= len(article.body) <= 16, article.key


def test_no_notation_is_left_in_a_text(articles: list[content.DemoArticle]) -> None:
    for article in articles:
        text = f"{article.title}{article.document_number}{article.summary}"
        text += "".join(str(value) for name, value in article.body if name in ("heading", "paragraph", "provision"))
        assert not re.search(r"[\[\]{}|]|\|\||==", text), article.key
        assert not re.search(r"\bNone\b|。。|，，|，。", text), article.key


def test_blocks_have_the_agreed_shapes(articles: list[content.DemoArticle]) -> None:
    for article in articles:
        for name, value in article.body:
            assert name in BLOCKS
            if name == "table":
                widths = {len(row) for row in value["rows"]}
                assert value["caption"], article.key
                assert len(value["rows"]) >= 3, article.key
                assert len(widths) == 1, article.key
            elif name == "quotation":
                assert value["text"], article.key
                assert value["source"], article.key
            elif name == "provision":
                assert re.fullmatch(r"第[一二三四五六七八九十]+条", value[0])


def test_dates_lie_in_the_past_year_and_news_is_fresh(articles: list[content.DemoArticle]) -> None:
    ages = [article.written_days_ago for article in articles]
    assert min(ages) == 1  # never later than the moment of loading
    assert 380 <= max(ages) <= 400
    home = [a for a in articles if a.unit == "portal-office" and a.column.startswith("news/")]
    assert sum(article.written_days_ago <= 14 for article in home) >= 3
    assert all(7 <= a.hour <= 18 and 0 <= a.minute < 60 for a in articles)


def test_every_author_and_editor_is_one_of_the_invented_people(
    articles: list[content.DemoArticle],
) -> None:
    names = {person.family_name + person.given_name for person in content.people()}
    sources = {unit.name for unit in content.units()}
    for article in articles:
        assert {article.author, article.editor} <= names, article.key
        assert article.source in sources, article.key


def test_a_quarter_of_the_articles_is_illustrated(articles: list[content.DemoArticle]) -> None:
    known = content.pictures()
    illustrated = [article for article in articles if _figures(article)]
    assert 0.2 <= len(illustrated) / len(articles) <= 0.35
    for article in illustrated:
        for figure in _figures(article):
            assert figure["picture"] in known, article.key
            assert figure["alt"], article.key
            assert figure["caption"], article.key


def test_every_picture_decodes_and_is_light() -> None:
    specs = content.pictures()
    assert len({spec.scene for spec in specs.values()}) >= 24
    seen = set()
    for key, spec in specs.items():
        data = content.draw(spec)
        seen.add(data)
        assert len(data) <= 60_000, key
        with Image.open(io.BytesIO(data)) as picture:
            picture.load()
            assert (picture.format, picture.size) == ("JPEG", (1280, 853)), key
    assert len(seen) == len(specs)


def test_portraits_differ_and_decode() -> None:
    portraits = [content.draw_portrait(seed) for seed in range(6)]
    assert len(set(portraits)) == 6
    for data in portraits:
        with Image.open(io.BytesIO(data)) as picture:
            picture.load()
            assert picture.size == (480, 640)


def test_topics_collect_articles(articles: list[content.DemoArticle]) -> None:
    topics = content.topics()
    assert len({topic.key for topic in topics}) == len(topics) == 4
    for topic in topics:
        found = [a for a in articles if set(a.tags) & set(topic.tags)]
        assert len(found) >= 10, topic.key


def test_another_process_writes_and_draws_the_same() -> None:
    """Also under another hash seed, so that no set or dict order decides anything."""
    script = (
        "import hashlib\nfrom datetime import date\nfrom demo import content as c\n"
        "s = c.pictures()['dance-1']\n"
        "t = repr((c.units(), c.people(), c.articles(date(2026, 3, 9)), c.topics()))\n"
        "print(hashlib.sha256(t.encode() + c.draw(s) + c.draw_portrait(3)).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", script],
            check=True,
            capture_output=True,
            text=True,
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_the_day_changes_printed_dates_only(articles: list[content.DemoArticle]) -> None:
    later = content.articles(date(2027, 3, 9))
    assert [(a.key, a.column, a.written_days_ago, a.tags) for a in later] == [
        (a.key, a.column, a.written_days_ago, a.tags) for a in articles
    ]


def test_content_needs_no_django() -> None:
    """The loader beside it does; what it loads must be readable without a database or settings."""
    script = (
        "import sys\nfrom demo import content\ncontent.articles()\n"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'django', 'wagtail'}))"
    )
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_documents_of_the_demonstration_show_every_state_and_offer_files() -> None:
    keys = {article.key for article in content.articles(TODAY)}
    assert set(STATES) <= keys
    assert set(STATES.values()) == {Validity.ABOLISHED, Validity.AMENDED}
    offered = [file for article in content.articles(TODAY) for file in _files(article)]
    assert {name.rpartition(".")[2] for _title, name, _data in offered} == {"xlsx", "txt"}
    for title, name, data in offered:
        assert "演示文件" in title
        check_document_content(ContentFile(data, name=name))
