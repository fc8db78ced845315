"""Consultations as search, sitemap, feeds, API and home sections find them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from wagtail.models import Site
from wagtail.signals import post_page_move

from inquiry.models.consultation_page import ConsultationPage
from sites.pages.plain_text import shortened
from sites.pages.public_content import PublicContent, PublicItem, tell_changed


class Consultations(PublicContent):
    model = ConsultationPage
    name = "consultation"
    label = "意见征集"
    path = "consultations/"
    changed_field = "last_published_at"

    def public(self) -> Any:
        return ConsultationPage.objects.public_ones()

    def items(self, objects: Iterable[Any]) -> Iterator[PublicItem]:
        roots = [path for _key, path, _url, _language in Site.get_site_root_paths()]
        for page in objects:
            file = page.draft_file_id
            yield PublicItem(
                key=page.pk,
                unit_id=page.unit_id,
                path=_below_root(page.url_path, roots),
                title=page.title,
                published_at=page.first_published_at,
                changed_at=page.last_published_at,
                summary=shortened(page.about())[:300],
                text=page.searched_text(),
                source=page.unit.name,
                keywords=(page.get_kind_display(),),
                files=((file, "征求意见稿"),) if file else (),
                written_on=page.opens_on,
            )


def _below_root(url_path: str, roots: list[str]) -> str:
    root = next((root for root in roots if url_path.startswith(root)), "")
    return url_path[len(root) :]


def connect() -> None:
    post_page_move.connect(_follow, dispatch_uid="consultations_moved")


def _follow(instance: Any, **signal: Any) -> None:
    """Their addresses follow from the place in the tree."""
    moved = ConsultationPage.objects.filter(path__startswith=instance.path)
    if keys := list(moved.values_list("pk", flat=True)):
        tell_changed(ConsultationPage, keys)
