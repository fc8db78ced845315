"""Puts the demonstration into the database, by the same actions that people use.

Each step can be run again: it adds what is missing, so that a start goes on where the last one was interrupted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import slugify

from demo import content
from demo.drawing import Drawings
from demo.furnishings import furnish, give_codes, name_partners
from demo.homes import PANORAMAS, with_panorama, with_stories
from demo.images import DemoImages
from demo.model import DemoArticle, DemoPerson, DemoTopic, DemoUnit
from demo.people import VACANT_LEADER
from demo.progress import Progress
from demo.review import put_under_review
from demo.translations import EXTERNAL_ID, translate, visitors_article
from demo.units import PORTAL
from hub.accounts.provisioning import provision_account
from hub.models import User
from sites.approval import releases
from sites.approval.batches import UNDER_WAY, decide_batch, end_batch, leaders_of, offer_batch
from sites.approval.enums import BatchStatus, LedgerAction
from sites.approval.ledger import Actor
from sites.approval.models.import_batch import ImportBatch
from sites.organisation.appointment_proposals import provision_appointment
from sites.organisation.capacity import capacity_in
from sites.organisation.enums import LEADING_OFFICES, Office
from sites.organisation.models.appointment import Appointment
from sites.organisation.models.unit import Unit
from sites.organisation.models.unit_site import UnitSite
from sites.pages.models.article_page import ArticlePage
from sites.pages.models.column_page import ColumnPage
from sites.pages.models.group_page import GroupPage
from sites.pages.models.leader_page import LeaderPage
from sites.pages.models.partner_link import PartnerLink
from sites.pages.models.topic_page import TopicPage
from sites.pages.provisioning.actions import create_site

Row = TypeVar("Row")
COMMENT = "演示数据"
SERVED_DAYS = 700


class DemoLoader:
    """Units and people first, then the portal with all that stands on it, then the other sites.

    `day` is the one from which dates are reckoned back; `password` becomes that of all accounts.
    """

    def __init__(self, progress: Progress, drawings: Drawings, day: date, password: str) -> None:
        self.progress = progress
        self.today = day
        self.password = password
        self.images = DemoImages(drawings)
        self.sites: dict[str, UnitSite] = {}
        self.batches: dict[int, ImportBatch] = {}
        self.columns: dict[tuple[str, str], ColumnPage] = {}
        for site in UnitSite.objects.select_related("unit", "home", "collection"):
            self.remember(site)
        keys = ArticlePage.objects.filter(external_id__startswith="demo:").values_list("external_id", flat=True)
        self.present = set(keys)

    def track(self, rows: Collection[Row], label: str) -> Iterator[Row]:
        return self.progress.track(rows, label)

    @transaction.atomic
    def people(self) -> None:
        if not Unit.objects.exists():
            self._units()
            self._people()

    def portal(self) -> None:
        """The site that is looked at first, with everything on it."""
        self.provision([unit for unit in content.units() if unit.code == PORTAL])
        self.publish([article for article in content.articles(self.today) if article.unit == PORTAL])
        for topic in content.topics():
            self.topic(topic)
        self.homes([PORTAL])

    def others(self) -> None:
        self.provision([unit for unit in content.units() if unit.has_site and unit.code != PORTAL])
        self.homes(PANORAMAS)

    def articles(self) -> None:
        self.publish([article for article in content.articles(self.today) if article.unit != PORTAL])
        self.translations()
        self.end_batches()

    def _units(self) -> None:
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

    def _people(self) -> None:
        password = make_password(self.password)
        start = self.today - timedelta(days=SERVED_DAYS)
        for person in content.people():
            account = User(
                username=person.username,
                password=password,
                last_name=person.family_name,
                first_name=person.given_name,
                email=f"{person.username}@demo.localhost",
                telephone=person.phone,
            )
            account, unit = provision_account(account, COMMENT), Unit.objects.get(code=person.unit)
            for office in (person.office, *person.also):
                own = {"title": person.title, "duties": person.duties} if office == person.office else {}
                appointment = Appointment(person=account, unit=unit, office=office, starts_on=start, **own)
                provision_appointment(appointment, COMMENT)

    @property
    def actor(self) -> Actor:
        """In whose name all of it is put in."""
        if not hasattr(self, "_actor"):
            appointment = Appointment.objects.select_related("person").get(office=Office.CENTRE_HEAD)
            self._actor = Actor(appointment.person, appointment)
        return self._actor

    def provision(self, units: Collection[DemoUnit]) -> None:
        leaders = [person for person in content.people() if person.office in LEADING_OFFICES]
        order = {unit.code: number for number, unit in enumerate(content.units(), 1)}
        if not PartnerLink.objects.exists():
            name_partners()
        for unit in self.track([unit for unit in units if unit.code not in self.sites], "建站"):
            with transaction.atomic():
                site = create_site(Unit.objects.get(code=unit.code), channel=unit.channel, actor=self.actor)
                give_codes(site, order[unit.code])
                self.remember(site)
                for number, person in enumerate(leader for leader in leaders if leader.unit == unit.code):
                    self.leader(person, number)
        self.end_batches()

    def remember(self, site: UnitSite) -> None:
        code = site.unit.code
        self.sites[code] = site
        for column in ColumnPage.objects.descendant_of(site.home).filter(unit=site.unit):
            self.columns[code, column.url_path.removeprefix(site.home.url_path).strip("/")] = column

    def leader(self, person: DemoPerson, number: int) -> None:
        column = self.columns[person.unit, self.leaders_column(person.unit)]
        page = LeaderPage(
            title=f"{person.family_name}{person.given_name}",
            slug=f"leader-{number + 1}",
            position=person.title,
            duties=person.duties,
            portrait=self.images.portrait(self.sites[person.unit].collection, person),
            telephone=person.phone,
        )
        self.release(page, column, self.today - timedelta(days=SERVED_DAYS))

    def leaders_column(self, unit: str) -> str:
        return next(path for path in ("overview/leaders", "organisation/leaders") if (unit, path) in self.columns)

    def publish(self, articles: Iterable[DemoArticle]) -> None:
        """Oldest first. The newest of each unit goes through the real approval instead of being loaded as published."""
        rows = sorted(articles, key=lambda article: (-article.written_days_ago, article.hour, article.key))
        recent = [article for article in rows if article.written_days_ago <= 3 or article.unit == VACANT_LEADER]
        newest = list({article.unit: article.key for article in recent}.values())
        for article in self.track([row for row in rows if f"demo:{row.key}" not in self.present], "信息"):
            with transaction.atomic():
                if article.key in newest:
                    self.review(article, newest.index(article.key))
                else:
                    self.article(article)

    def article(self, article: DemoArticle) -> None:
        page = self.article_page(article)
        self.release(
            page, self.columns[article.unit, article.column], page.written_on, time(article.hour, article.minute)
        )

    def review(self, article: DemoArticle, turn: int) -> None:
        """A draft of today, sent for approval by its editor and left at one of the steps."""
        page = self.article_page(article)
        page.live = False
        put_under_review(page, self.columns[article.unit, article.column], turn)

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

    @transaction.atomic
    def topic(self, topic: DemoTopic) -> None:
        column = self.columns[topic.unit, "topics"]
        if TopicPage.objects.child_of(column).filter(slug=topic.key).exists():
            return
        picture = self.picture(topic.unit, {"picture": topic.picture})["image"]
        page = TopicPage(title=topic.title, slug=topic.key, summary=topic.summary, picture=picture)
        page.collected_tags.add(*topic.tags)
        self.release(page, column, self.today)

    def homes(self, codes: Iterable[str]) -> None:
        """As editors would: a panorama for each town, stories with different pictures for the portal."""
        for code in codes:
            home = self.sites[code].home.specific
            if code in PANORAMAS:
                picture = self.picture(code, {"picture": PANORAMAS[code]})
                with_panorama(home, picture["image"], picture["alt"])
            else:
                with_stories(home)
            self.imported(home, home)
            home.save()
        self.end_batches()

    @transaction.atomic
    def translations(self) -> None:
        if EXTERNAL_ID in self.present:
            return
        home, column = self.sites[PORTAL].home.specific, self.columns[PORTAL, "overview"]
        article = visitors_article(self.today - timedelta(days=30))
        self.release(article, column, article.written_on)
        rows = [type(page).objects.get(pk=page.pk) for page in (home, column, article)]
        translate(*rows, self.actor.user, lambda page: self.imported(page, home))

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
        return self.images.picture(self.sites[unit].collection, value)

    def release(self, page: GroupPage, parent: ColumnPage, day: Any, at: time = time(9)) -> None:
        moment = timezone.make_aware(datetime.combine(day, at))
        page.first_published_at = page.last_published_at = min(moment, timezone.now())
        page.locale_id = parent.locale_id
        self.imported(page, parent)
        parent.add_child(instance=page)

    def imported(self, page: GroupPage, place: GroupPage) -> None:
        """What is saved next of `page`, in the unit of `place`, is public."""
        releases.release(page, LedgerAction.IMPORTED, self.actor, COMMENT, ground=self.batch(place))

    def batch(self, place: GroupPage) -> ImportBatch:
        """Of what is put into a unit's site: its leader says yes to all of it at once."""
        unit = place.unit
        if unit.pk not in self.batches:
            digest = hashlib.sha256(f"{COMMENT}{unit.code}{self.today}".encode()).hexdigest()
            home = self.sites[unit.code].home
            begun = ImportBatch.objects.filter(column=home, digest=digest, status__in=UNDER_WAY).first()
            batch = begun or offer_batch(home, unit, self.actor.user, name=COMMENT, digest=digest)
            if batch.status == BatchStatus.WAITING:
                batch = decide_batch(batch, leaders_of(batch)[0], approve=True, seen=digest)
            self.batches[unit.pk] = batch
        return self.batches[unit.pk]

    def leader_who_said_yes(self, place: GroupPage) -> Actor:
        batch = self.batch(place)
        return Actor(batch.decided_by, capacity_in(batch.decided_by, LEADING_OFFICES, batch.unit))

    def day_of(self, days_ago: int) -> date:
        return self.today - timedelta(days=days_ago)

    def end_batches(self) -> None:
        for batch in self.batches.values():
            end_batch(batch, BatchStatus.DONE, {})
        self.batches.clear()
