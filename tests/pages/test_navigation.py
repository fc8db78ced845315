"""Menus are cached; what is published, taken down or renamed shows at once."""

from __future__ import annotations

from django.test import Client

from sites.pages.models.column_page import ColumnPage
from sites.pages.models.partner_link import PartnerLink
from tests.factories import published
from tests.staffed import Staffed
from tests.visits import get, text


def menu_of(site: Staffed) -> str:
    host = "portal.localhost" if site.site.is_channel else f"{site.unit.code}.localhost"
    path = f"/{site.unit.code}/" if site.site.is_channel else "/"
    return Client(HTTP_HOST=host).get(path).content.decode()


def test_a_new_column_is_in_the_menu_at_once(bureau: Staffed) -> None:
    assert "招生考试" not in menu_of(bureau)
    column = ColumnPage(title="招生考试", show_in_menus=True)
    column = published(bureau.site.home.specific, column)
    column.get_latest_revision().publish()
    assert "招生考试" in menu_of(bureau)
    column.unpublish()
    assert "招生考试" not in menu_of(bureau)


def test_a_renamed_unit_shows_in_the_footer_at_once(bureau: Staffed, other_bureau: Staffed) -> None:
    assert "市财政局" in menu_of(bureau)
    other_bureau.unit.short_name = "市财政和国资局"
    other_bureau.unit.save()
    assert "市财政和国资局" in menu_of(bureau)


def test_the_menu_of_a_channel_leads_below_the_portal(other_bureau: Staffed) -> None:
    assert 'href="/czj/news/"' in menu_of(other_bureau)


def test_the_footer_leads_to_partners_at_once_and_over_the_leaving_notice(bureau: Staffed) -> None:
    assert "其他网站" not in menu_of(bureau)
    partner = PartnerLink.objects.create(title="省人民政府", address="https://province.example/")
    section = get("/").select("footer details")[-1]
    assert text(section.summary) == "其他网站（1）"
    assert text(section.a) == "省人民政府（外部链接）"
    assert section.a["href"].startswith("/leaving/")
    partner.delete()
    assert "其他网站" not in menu_of(bureau)
