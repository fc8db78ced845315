"""Cost must not grow with the number of sites: the same queries with 10 sites and with 100."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Page, Site

from hub.models import GroupDocument, GroupImage
from sites.approval.enums import LedgerAction
from sites.approval.ledger import Actor
from sites.approval.releases import release
from sites.organisation.models.unit_site import UnitSite
from sites.pages.models.article_attachment import ArticleAttachment
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.department_home_page import DepartmentHomePage
from sites.pages.provisioning.actions import create_site
from sites.pages.site_group import forget_site_group
from tests.factories import UnitFactory, column_of, published
from tests.staffed import Staffed
from tests.visits import queries

# The article's eleventh asks which other documents it changes, interprets, or is changed by.
BUDGETS = {"home": 12, "column": 13, "article": 11}


def add_sites(number: int) -> None:
    """Sites as the navigation sees them: unit, home and host. Columns do not matter here and cost time."""
    root = Page.get_first_root_node()
    for _ in range(number):
        unit = UnitFactory()
        home = DepartmentHomePage(title=unit.name, slug=unit.code, unit=unit, first_published_at=timezone.now())
        release(home, LedgerAction.PROVISIONED, Actor())
        root.add_child(instance=home)
        site = Site.objects.create(hostname=f"{unit.code}.localhost", root_page=home)
        collection = Collection.get_first_root_node().add_child(name=unit.name)
        UnitSite.objects.create(unit=unit, home_id=home.pk, site=site, collection=collection)
    forget_site_group()
    Site.clear_site_root_paths_cache()


@pytest.fixture
def pages(bureau: Staffed) -> dict[str, str]:
    """Paths on the bureau's host: a home with something in every list, a column with a full page, an article."""
    image = GroupImage.objects.create(title="图", file=get_test_image_file(), collection=bureau.site.collection)
    document = GroupDocument.objects.create(
        title="附件", file=ContentFile(b"text", name="file.txt"), collection=bureau.site.collection
    )
    picture = {"image": image, "alt": "一幅图", "caption": ""}
    body = [
        ("paragraph", "<p>正文。</p>"),
        ("picture", picture),
        ("gallery", {"title": "图集", "pictures": [picture, picture]}),
        ("attachment", {"document": document, "title": ""}),
        ("video", {"title": "视频", "video": document, "captions": document, "poster": image, "transcript": ""}),
    ]
    article = ArticlePage(title="一条有各种媒体的信息", slug="illustrated", source="市教育局", body=body)
    article.attachments.add(ArticleAttachment(document=document))
    article.tags.add("教育", "安全")
    article = published(bureau.column, article)
    for number in range(25):
        published(bureau.column, title=f"第{number}条工作动态", slug=f"item-{number}")
    published(column_of(bureau.site, "documents"), title="一份文件", slug="document")
    return {"home": "/", "column": "/news/activities/", "article": f"/news/activities/{article.slug}/"}


def test_queries_do_not_grow_with_the_number_of_sites(pages: dict[str, str]) -> None:
    def counts(*, cold: bool) -> dict[str, int]:
        return {name: queries(path, cold=cold) for name, path in pages.items()}

    add_sites(8)
    warm, cold = counts(cold=False), counts(cold=True)
    add_sites(90)
    assert counts(cold=False) == warm
    assert counts(cold=True) == cold
    assert {name: count for name, count in warm.items() if count > BUDGETS[name]} == {}


def test_queries_do_not_grow_with_the_number_of_articles(bureau: Staffed, pages: dict[str, str]) -> None:
    few = queries(pages["column"])
    for number in range(30):
        published(bureau.column, title=f"又一条{number}", slug=f"more-{number}")
    assert queries(pages["column"]) == few


def test_a_new_site_costs_at_most_300_queries(
    portal: Staffed, django_assert_max_num_queries: Callable[..., Any], django_capture_on_commit_callbacks: Any
) -> None:
    """With its 21 pages, their ledger rows and revisions, and what is indexed when it is committed."""
    unit = UnitFactory(code="budget")
    with django_assert_max_num_queries(300), django_capture_on_commit_callbacks(execute=True):
        site = create_site(unit)
    assert site.home.get_descendants(inclusive=True).live().count() == 21
