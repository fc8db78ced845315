"""Puts the demonstration into an empty database, by the same actions that people use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, time, timedelta
from io import BytesIO
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.files.images import ImageFile
from django.db import transaction
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import slugify

from demo import content
from demo.furnishings import furnish, give_codes, name_partners
from demo.homes import PANORAMAS, with_panorama, with_stories
from demo.model import DemoArticle, DemoPerson, DemoTopic
from demo.people import VACANT_LEADER
from demo.review import put_under_review
from demo.translations import translate, visitors_article
from hub.indexing import deferred_search_index
from hub.models import GroupImage, User
from sites.approval.enums import LedgerAction
from sites.approval.gate import Release
from sites.approval.ledger import Actor
from sites.organisation.enums import LEADING_OFFICES, Office, UnitCategory
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.unit import Unit
from sites.organisation.models.unit_site import UnitSite
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.column_page import ColumnPage
from sites.pages.models.group_page import GroupPage
from sites.pages.models.leader_page import LeaderPage
from sites.pages.models.topic_page import TopicPage
from sites.pages.provisioning.actions import create_site

COMMENT = "演示数据"
SERVED_DAYS = 700
# The newest article of each unit goes through the real approval instead of being loaded as published.
Track = Callable[[Iterable[Any], str, int], Iterator[Any]]


class DemoLoader:
    """Loads units, people, sites, articles and topics; `track` wraps each loop for a progress display."""

    def __init__(self, password: str, track: Track) -> None:
        self.password = make_password(password)
        self.track = track
        self.today = timezone.localdate()
        self.specs = content.pictures()
        self.drawn: dict[str, bytes] = {}
        self.images: dict[tuple[str, str], GroupImage] = {}
        self.sites: dict[str, UnitSite] = {}
        self.columns: dict[tuple[str, str], ColumnPage] = {}
        self.reviewed = 0

    def run(self) -> None:
        self.units()
        self.people()
        self.actor = self.operator()
        with deferred_search_index():
            self.provision()
            self.publish()
            for topic in content.topics():
                self.topic(topic)
            self.homes()
            self.translations()

    @transaction.atomic
    def units(self) -> None:
        made: dict[str, Unit] = {}
        for order, unit in enumerate(content.units()):
            fields = {
                "name": unit.name,
                "short_name": unit.short_name,
                "category": unit.category,
                "address": unit.address,
                "telephone": unit.telephone,
                "introduction": unit.introduction,
                "parent": made.get(unit.parent or ""),
                "sort_order": order,
            }
            made[unit.code] = Unit.objects.create(code=unit.code, **fields)

    @transaction.atomic
    def people(self) -> None:
        start = self.today - timedelta(days=SERVED_DAYS)
        for person in content.people():
            user = User.objects.create(
                username=person.username,
                password=self.password,
                last_name=person.family_name,
                first_name=person.given_name,
                email=f"{person.username}@demo.localhost",
                telephone=person.phone,
            )
            Appointment.objects.create(
                person=user,
                unit=Unit.objects.get(code=person.unit),
                office=person.office,
                title=person.title,
                duties=person.duties,
                starts_on=start,
            )

    def operator(self) -> Actor:
        appointment = Appointment.objects.select_related("person").get(office=Office.CENTRE_HEAD)
        return Actor(appointment.person, appointment)

    def provision(self) -> None:
        units = [unit for unit in content.units() if unit.has_site]
        units.sort(key=lambda unit: unit.category != UnitCategory.PORTAL)
        leaders = [person for person in content.people() if person.office in LEADING_OFFICES]
        name_partners()
        for order, unit in enumerate(self.track(units, "建站", len(units)), 1):
            found = Unit.objects.get(code=unit.code)
            with transaction.atomic():
                site = create_site(found, channel=unit.channel, actor=self.actor)
                give_codes(site, order)
                self.sites[unit.code] = site
                for column in ColumnPage.objects.descendant_of(site.home):
                    self.columns[unit.code, column.url_path.removeprefix(site.home.url_path).strip("/")] = column
                for number, person in enumerate(leader for leader in leaders if leader.unit == unit.code):
                    self.leader(person, number)

    def leader(self, person: DemoPerson, number: int) -> None:
        column = self.columns[person.unit, self.leaders_column(person.unit)]
        name = f"{person.family_name}{person.given_name}"
        portrait = self.image(
            person.unit,
            f"portrait-{person.username}",
            f"{name}照片（虚构）",
            content.draw_portrait(hash_of(person.username)),
        )
        page = LeaderPage(
            title=name,
            slug=f"leader-{number + 1}",
            position=person.title,
            duties=person.duties,
            portrait=portrait,
            telephone=person.phone,
        )
        self.release(page, column, self.today - timedelta(days=SERVED_DAYS))

    def leaders_column(self, unit: str) -> str:
        return next(path for path in ("overview/leaders", "organisation/leaders") if (unit, path) in self.columns)

    def publish(self) -> None:
        articles = sorted(
            content.articles(), key=lambda article: (-article.written_days_ago, article.hour, article.key)
        )
        recent = [article for article in articles if article.written_days_ago <= 3 or article.unit == VACANT_LEADER]
        newest = {article.unit: article.key for article in recent}
        for article in self.track(articles, "信息", len(articles)):
            with transaction.atomic():
                if newest.get(article.unit) == article.key:
                    self.review(article)
                else:
                    self.article(article)

    def article(self, article: DemoArticle) -> None:
        page = self.article_page(article)
        self.release(
            page, self.columns[article.unit, article.column], page.written_on, time(article.hour, article.minute)
        )

    def review(self, article: DemoArticle) -> None:
        """A draft of today, sent for approval by its editor and left at one of the steps."""
        page = self.article_page(article)
        page.live = False
        put_under_review(page, self.columns[article.unit, article.column], self.reviewed)
        self.reviewed += 1

    def article_page(self, article: DemoArticle) -> ArticlePage:
        body = [self.block(article.unit, name, value) for name, value in article.body]
        cover = next((value["image"] for name, value in body if name == "picture"), None)
        page = ArticlePage(
            title=article.title,
            slug=slugify(article.key.partition(":")[2].replace("/", "-").replace(":", "-")),
            subtitle=article.subtitle,
            document_number=article.document_number,
            source=article.source,
            author=article.author,
            editor=article.editor,
            kind=article.kind,
            summary=article.summary,
            written_on=self.today - timedelta(days=article.written_days_ago),
            body=body,
            cover=cover,
            is_major=article.major,
            external_id=f"demo:{article.key}",
        )
        page.tags.add(*article.tags)
        furnish(page, article, self.sites[article.unit], self.today)
        return page

    def topic(self, topic: DemoTopic) -> None:
        picture = self.picture(topic.unit, {"picture": topic.picture})["image"]
        page = TopicPage(title=topic.title, slug=topic.key, summary=topic.summary, picture=picture)
        page.collected_tags.add(*topic.tags)
        self.release(page, self.columns[topic.unit, "topics"], self.today)

    def homes(self) -> None:
        """As editors would: a panorama for each town, stories with different pictures for the portal."""
        for code, site in self.sites.items():
            home = site.home.specific
            if code in PANORAMAS:
                picture = self.picture(code, {"picture": PANORAMAS[code]})
                with_panorama(home, picture["image"], picture["alt"])
            elif home.unit.is_portal:
                with_stories(home)
            else:
                continue
            home.release = Release(LedgerAction.IMPORTED, self.actor, COMMENT)
            home.save()

    @transaction.atomic
    def translations(self) -> None:
        portal = next(code for code, site in self.sites.items() if site.unit.is_portal)
        home, column = self.sites[portal].home.specific, self.columns[portal, "overview"]
        article = visitors_article(self.today - timedelta(days=30))
        self.release(article, column, article.written_on)
        rows = [type(page).objects.get(pk=page.pk) for page in (home, column, article)]
        translate(*rows, self.actor.user, Release(LedgerAction.IMPORTED, self.actor, COMMENT))

    def block(self, unit: str, name: str, value: Any) -> tuple[str, Any]:
        """A block of the demonstration as the StreamField takes it."""
        if name == "heading":
            return name, {"text": value, "level": "2"}
        if name == "paragraph":
            return name, format_html("<p>{}</p>", value)
        if name == "provision":
            return name, {"number": value[0], "text": format_html("<p>{}</p>", value[1])}
        if name == "table":
            head = {"table_header_choice": "row", "first_row_is_table_header": True, "first_col_is_header": False}
            return name, {"data": [list(row) for row in value["rows"]], "table_caption": value["caption"], **head}
        if name == "image":
            return "picture", self.picture(unit, value)
        if name == "gallery":
            return name, {"title": "", "pictures": [self.picture(unit, each) for each in value]}
        return name, dict(value)

    def picture(self, unit: str, value: dict[str, str]) -> dict[str, Any]:
        key = value["picture"]
        if key not in self.drawn:
            self.drawn[key] = content.draw(self.specs[key])
        image = self.image(unit, key, self.specs[key].title, self.drawn[key])
        alt = value.get("alt", self.specs[key].alt)
        return {"image": image, "alt": alt, "caption": value.get("caption", "")}

    def image(self, unit: str, key: str, title: str, data: bytes) -> GroupImage:
        """The picture in the unit's own collection, stored once for each unit."""
        if (unit, key) not in self.images:
            file = ImageFile(BytesIO(data), name=f"{key}.jpg")
            image = GroupImage(title=title, file=file, collection=self.sites[unit].collection)
            image._set_image_file_metadata()
            image.save()
            self.images[unit, key] = image
        return self.images[unit, key]

    def release(self, page: GroupPage, parent: ColumnPage, day: Any, at: time = time(9)) -> None:
        moment = timezone.make_aware(datetime.combine(day, at))
        page.first_published_at = page.last_published_at = min(moment, timezone.now())
        page.locale_id = parent.locale_id
        page.release = Release(LedgerAction.IMPORTED, self.actor, COMMENT)
        parent.add_child(instance=page)


def hash_of(text: str) -> int:
    """A number that stays the same from run to run, unlike hash()."""
    return sum(ord(character) * 31**place for place, character in enumerate(text)) % 2**31
