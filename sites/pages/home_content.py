"""What the sections of a home show, loaded together: the queries do not grow with the number of sections."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet, Value, prefetch_related_objects
from django.http import HttpRequest
from wagtail.images import get_image_model
from wagtail.models import Page

from hub.media_blocks import IMAGE_KEYS, keys_under, shared
from sites.pages import listing
from sites.pages.addresses import Addresses
from sites.pages.leaders import by_office
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.column_page import ColumnPage
from sites.pages.models.group_page import GroupPage
from sites.pages.models.leader_page import LeaderPage
from sites.pages.models.link_page import LinkPage
from sites.pages.models.topic_page import TopicPage
from sites.pages.public_content import PublicItem, content_named, registered
from sites.pages.sections import LONGEST_LIST
from sites.pages.site_group import site_group
from sites.pages.statistics import Statistics, column_counts, statistics_of
from sites.pages.translation.locales import source_locale_id

PAGE_KEYS = frozenset({"column", "page", "value"})  # "value" holds the key of a list's item
NEWEST, FEATURED = "newest", "featured"
FEATURED_LENGTH = 8
PICTURED = 3 * FEATURED_LENGTH  # of which some show the same picture
TOPICS_LENGTH = 4
LEADERS_LENGTH = 6


class HomeContent:
    """For the templates of one home's sections. Pages are only those that everybody may see."""

    def __init__(self, home: GroupPage, request: HttpRequest | None = None) -> None:
        self.home = home
        self._request = request
        self.images: list[Model] = []
        with shared(self._chosen(home)):
            self.sections = list(home.sections)
        self._kinds = {section.block_type for section in self.sections}
        self._lists = self._articles()
        self._topics = self._load_topics()
        self.leaders = self._load_leaders()
        self._contents = self._load_contents()
        prefetch_related_objects(self.images, "renditions")

    @property
    def newest(self) -> list[ArticlePage]:
        return self._lists[NEWEST]

    @cached_property
    def featured(self) -> list[ArticlePage]:
        """The newest with a picture, each picture once."""
        by_picture = {article.cover_id: article for article in reversed(self._lists[FEATURED])}
        return sorted(by_picture.values(), key=self._lists[FEATURED].index)[:FEATURED_LENGTH]

    @cached_property
    def links(self) -> list[LinkPage]:
        return list(public_pages(LinkPage).child_of(self.home))

    @cached_property
    def statistics(self) -> Statistics:
        return statistics_of(self.home.unit)

    def shows(self, page: Page | None) -> bool:
        """Whether a chosen page is still there for the public."""
        return page is not None and page.live

    def newest_in(self, column: Page) -> list[ArticlePage]:
        return self._lists.get(column.pk, [])

    def newest_by_column(self, columns: Iterable[Page | None], number: int) -> list[tuple[Page, list[ArticlePage]]]:
        """Of the chosen columns those that the public sees and that hold something."""
        pairs = [(column, self.newest_in(column)[:number]) for column in columns if self.shows(column)]
        return [(column, articles) for column, articles in pairs if articles]

    def stories(self, chosen: Iterable[Page | None]) -> list[ArticlePage]:
        """The chosen articles that have a picture, or the newest that have one."""
        found = [article for page in chosen if page for article in self._lists.get(page.pk, []) if article.cover]
        return found or self.featured[:5]

    def topics_of(self, chosen: Iterable[Page | None]) -> list[TopicPage]:
        by_key = {topic.pk: topic for topic in self._topics}
        found = [by_key[page.pk] for page in chosen if page and page.pk in by_key]
        return found or self._topics[:TOPICS_LENGTH]

    def columns_below(self, parent: Page | None) -> list[ColumnPage]:
        """The live columns below a column, or below the home, each with its `item_count`."""
        parent = parent or self.home
        columns = list(public_pages(ColumnPage).child_of(parent))
        counts = column_counts(self.home.unit_id, parent, columns)
        for column in columns:
            column.item_count = counts.get(column.pk, 0)
        return columns

    @cached_property
    def _addresses(self) -> Addresses:
        return Addresses(self._request)

    def newest_items(self, name: str) -> list[tuple[PublicItem, str]]:
        """The newest of a registered content, of the units below the home, with their addresses; none of a gone one."""
        return self._contents.get(name, [])

    def list_address(self, name: str) -> str:
        """Of the page that lists the content; "" without one."""
        content = content_named(name)
        return self._addresses.at(self.home.unit_id, content.path) if content and content.path else ""

    def _chosen(self, home: GroupPage) -> dict[type[Model], dict[int, Model]]:
        """The pages and images that the sections name: a query for each kind."""
        raw = list(home.sections.raw_data)
        pages = Page.objects.in_bulk(set(keys_under(raw, PAGE_KEYS)))
        image_keys = set(keys_under(raw, IMAGE_KEYS))
        images = get_image_model().objects.in_bulk(image_keys) if image_keys else {}
        self.images += images.values()
        return {Page: pages, get_image_model(): images}

    def _articles(self) -> dict[Any, list[ArticlePage]]:
        """All lists of articles by what they are of: two queries, and one for restrictions, however many lists."""
        public = listing.articles()
        own = public.filter(unit=self.home.unit_id)
        wanted: dict[Any, QuerySet] = {
            NEWEST: own[:LONGEST_LIST],
            FEATURED: own.exclude(cover=None)[:PICTURED],
        }
        for page in self._named_pages():
            if page.content_type_id == _content_type(ColumnPage):
                wanted[page.pk] = public.filter(listing.shown_in(page))[:LONGEST_LIST]
            elif page.content_type_id == _content_type(ArticlePage):
                wanted[page.pk] = public.filter(pk=page.pk)[:1]
        places = list(wanted)
        picks = [
            # An IN of its own: SQLite takes no LIMIT inside a UNION.
            ArticlePage.objects.filter(pk__in=rows.values("pk")).order_by().values_list(Value(place), "pk")
            for place, rows in enumerate(wanted.values())
        ]
        keys = list(picks[0].union(*picks[1:], all=True))
        found = ArticlePage.objects.for_list().newest().filter(pk__in={pk for _place, pk in keys})
        lists: dict[Any, list[ArticlePage]] = {name: [] for name in places}
        named = set(keys)
        for article in found.select_related("cover"):
            if article.cover:
                self.images.append(article.cover)
            for place, name in enumerate(places):
                if (place, article.pk) in named:
                    lists[name].append(article)
        return lists

    def _named_pages(self) -> set[Page]:
        """Columns and articles that sections show lists of."""
        found: set[Page | None] = set()
        for section in self.sections:
            for name in ("columns", "stories"):
                found.update(section.value.get(name, []))
            if section.block_type == "hero":
                found.add(section.value["column"])
        return {page for page in found if page is not None}

    def _load_topics(self) -> list[TopicPage]:
        """The chosen topics and the unit's newest, with their pictures; none if no section shows topics."""
        if "topics" not in self._kinds:
            return []
        named = [
            page for section in self.sections if section.block_type == "topics" for page in section.value["topics"]
        ]
        newest = public_pages(TopicPage).filter(unit=self.home.unit_id).order_by("-first_published_at", "-pk")
        wanted = Q(pk__in=newest.values("pk")[:TOPICS_LENGTH]) | Q(pk__in=[page.pk for page in named if page])
        topics = public_pages(TopicPage).filter(wanted).order_by("-first_published_at", "-pk")
        return self._with_images(topics, "picture")

    def _load_leaders(self) -> list[LeaderPage]:
        """The unit's leaders in the order of their offices; none if no section shows them."""
        if "leaders" not in self._kinds:
            return []
        leaders = by_office(public_pages(LeaderPage).filter(unit=self.home.unit_id))
        return self._with_images(leaders[:LEADERS_LENGTH], "portrait")

    def _load_contents(self) -> dict[str, list[tuple[PublicItem, str]]]:
        """By name, what sections list of registered contents: the same queries for any number of sections and units."""
        named = {section.value["content"] for section in self.sections if section.block_type == "contents"}
        contents = [content for content in registered() if content.name in named]
        units = site_group.current().units_below(self.home.path) if contents else ()
        found = {each.name: each.items(each.public_of(units)[:LONGEST_LIST]) for each in contents}
        return {
            name: [(item, self._addresses.at(item.unit_id, item.path)) for item in items]
            for name, items in found.items()
        }

    def _with_images(self, pages: QuerySet, field: str) -> list[Any]:
        found = list(pages.select_related(field))
        self.images += [image for page in found if (image := getattr(page, field))]
        return found


def public_pages(model: type[Page]) -> Any:
    return model.objects.live().filter(locale=source_locale_id())


def _content_type(model: type[Page]) -> int:
    return ContentType.objects.get_for_model(model).pk
