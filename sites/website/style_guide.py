"""The living style guide: every token and component, with the markup and the records that the site itself shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from sites.organisation.enums import UnitCategory
from sites.pages.home_content import HomeContent
from sites.pages.icons import TileIcon
from sites.pages.models.home_page import HomePage
from sites.pages.navigation import current_home

TOKEN = re.compile(r"^  (--[a-z0-9-]+): (.+?);", re.MULTILINE)
COLOUR = re.compile(r"^#[0-9a-f]{3,8}$")


@dataclass(frozen=True)
class Token:
    name: str
    value: str

    @property
    def is_colour(self) -> bool:
        return COLOUR.match(self.value) is not None


def tokens() -> list[Token]:
    """Those of every site, as tokens.css has them."""
    found = finders.find("css/tokens.css")
    text = Path(found).read_text() if found else ""
    common = text.partition(":root {")[2].partition("\n}")[0]
    return [Token(name, value) for name, value in TOKEN.findall(common)]


def style_guide(request: HttpRequest) -> HttpResponse:
    """For those who build: in the demonstration and while developing; elsewhere the page does not exist."""
    unit_site = current_home(request)
    if not (settings.DEBUG or getattr(settings, "DEMO", False)) or unit_site is None:
        raise Http404
    home: HomePage = unit_site.home.specific
    content = HomeContent(home)
    parts = {
        "home": home,
        "home_content": content,
        "tokens": tokens(),
        "categories": UnitCategory.choices,
        "icons": TileIcon.choices,
        "tiles": [{"icon": icon.value, "words": icon.label, "page": home} for icon in list(TileIcon)[9:15]],
        "columns": content.columns_below(None),
        "panels": [(column, content.newest[:5]) for column in content.columns_below(None)[:2]],
        "topics": content.topics_of([]),
        "page_of_list": Paginator(range(200), 20).get_page(5),
    }
    return render(request, "pages/style_guide.html", parts)


urlpatterns = [path("", style_guide, name="style_guide")]
