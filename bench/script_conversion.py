"""What the Traditional twin of a page costs, on pages of a demonstration. Prints JSON.

Usage: DATA_DIR=<folder of a loaded demo> script_conversion.py [--walk]

Each page is measured as it is and grown to 100 kB (its main part repeated), without any cache of converted text. With
--walk every public page is asked for in both scripts instead: the twin must answer with the same tags, attributes and
comments in the same order. Characters in it that OpenCC would change if they stood alone are listed with one page each:
those that are Traditional as well (里 in 鄰里, 准 in 批准) are right to stay.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import sys
import time
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
KILOBYTE = 1000
ROUNDS = 30
SHOWN = 20
READ = ("title", "alt", "aria-label", "placeholder")


def milliseconds(call: Any, rounds: int = ROUNDS) -> tuple[float, float]:
    """Processor time of `rounds` calls, median and fastest, after one that warms up. All of it is computing."""
    call()
    taken = []
    for _ in range(rounds):
        begin = time.thread_time()
        call()
        taken.append((time.thread_time() - begin) * 1000)
    return round(statistics.median(taken), 2), round(min(taken), 2)


def grown(html: str, size: int) -> str:
    """`html` with the content of its main element repeated until it has `size` bytes."""
    head, opening, rest = html.partition("<main")
    tag, _, rest = rest.partition(">")
    content, closing, tail = rest.rpartition("</main>")
    frame = len((head + opening + tag + closing + tail).encode())
    times = max(1, round((size - frame) / len(content.encode())))
    return f"{head}{opening}{tag}>{content * times}{closing}{tail}"


def only_text(html: str) -> str:
    """`html` with nothing in its main element but its paragraphs: as much Chinese as a page can hold."""
    head, opening, rest = html.partition("<main")
    content, closing, tail = rest.rpartition("</main>")
    return f"{head}{opening}>{''.join(re.findall(r'<p>.+?</p>', content, re.DOTALL))}{closing}{tail}"


class Skeleton(HTMLParser):
    """The structure of a document, and the words in it that may be converted."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.structure: list[Any] = []
        self.words: list[str] = []
        self.kept: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.structure.append((tag, [name for name, _value in attrs]))
        named = dict(attrs)
        begins = named.get("translate") == "no" or tag in ("script", "style", "textarea", "code")
        if tag == self.kept[-1] if self.kept else begins:
            self.kept.append(tag)
        if not self.kept:
            self.words += [named[name] or "" for name in READ if name in named]

    def handle_endtag(self, tag: str) -> None:
        self.structure.append(f"/{tag}")
        if self.kept and self.kept[-1] == tag:
            self.kept.pop()

    def handle_data(self, data: str) -> None:
        if not self.kept:
            self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.structure.append(("comment", data))


def walk(client_of: Any, pages: Any) -> dict[str, Any]:
    from hub.variants.conversion import by_dictionaries

    seen, other, left, bytes_read = 0, [], {}, 0
    for page in pages:
        address = urlsplit(page.full_url)
        source = client_of(address).get(address.path)
        twin = client_of(address).get(f"/zh-hant{address.path}")
        seen += 1
        bytes_read += len(twin.content)
        was, now = Skeleton(source.content.decode()), Skeleton(twin.content.decode())
        if (source.status_code, was.structure) != (twin.status_code, now.structure):
            other.append(address.geturl())
        for character in set("".join(now.words)):
            if by_dictionaries(character) != character:
                left.setdefault(character, address.geturl())
    return {
        "pages": seen,
        "megabytes": round(bytes_read / 1e6, 1),
        "other_structure": other[:SHOWN],
        "changed_if_alone": left,
    }


def measure(client_of: Any, pages: dict[str, Any]) -> dict[str, Any]:
    from hub.variants.current_converter import current_converter
    from hub.variants.enums import Variant
    from hub.variants.links import GroupLinks, group_hosts
    from hub.variants.markup import convert_html

    converter = current_converter()
    links = GroupLinks(Variant.TRADITIONAL, group_hosts())
    figures: dict[str, Any] = {"corrections": len(converter.corrections)}
    for name, page in pages.items():
        address = urlsplit(page.full_url)
        client = client_of(address)
        html = client.get(address.path).content.decode()
        if name == "only_text":
            html = only_text(html)
        large = grown(html, 100 * KILOBYTE)
        size = len(large.encode())
        rendering, _fastest = milliseconds(lambda client=client, address=address: client.get(address.path), ROUNDS // 2)
        own, _fastest = milliseconds(lambda html=html: convert_html(html, converter, links))
        median, fastest = milliseconds(lambda large=large: convert_html(large, converter, links))
        han = len("".join(c for c in large if ord(c) > 0x2E7F).encode())
        figures[name] = {
            "bytes": len(html.encode()),
            "ms": own,
            "rendering_ms": rendering,
            "of_rendering": round(own / rendering, 3),
            "large": {
                "bytes": size,
                "chinese": round(han / size, 2),
                "ms": median,
                "fastest_ms": fastest,
                "ms_per_100_kb": round(median * 100 * KILOBYTE / size, 2),
                "mb_per_s": round(size / median / KILOBYTE, 1),
            },
        }
    return figures


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.demo")
    sys.path.insert(0, str(ROOT))

    import django

    django.setup()
    from django.db.models.functions import Length
    from django.test import Client

    from sites.organisation.models.unit_site import UnitSite
    from sites.pages import listing
    from sites.pages.models.column_page import ColumnPage
    from sites.pages.models.portal_home_page import PortalHomePage

    if not UnitSite.objects.exists():
        sys.exit("There is no demonstration in DATA_DIR: run `make demo` first.")

    def client_of(address: Any) -> Client:
        return Client(HTTP_HOST=address.netloc)

    if "--walk" in sys.argv:
        from wagtail.models import Page

        pages = Page.objects.live().filter(depth__gt=1).filter(linkpage=None).specific()
        print(json.dumps(walk(client_of, pages.iterator()), ensure_ascii=False, indent=2))
        return
    articles = listing.articles().order_by(Length("body"))
    chosen = {
        "portal_home": PortalHomePage.objects.order_by("depth").first(),
        "column": ColumnPage.objects.live().order_by("path").first(),
        "middle_article": articles[articles.count() // 2],
        "long_article": articles.last(),
        "only_text": articles.last(),
    }
    print(json.dumps(measure(client_of, chosen), ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
