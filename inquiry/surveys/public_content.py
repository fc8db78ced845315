"""Surveys as search, sitemap, feeds, API and home sections find them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from inquiry.models.survey import Survey
from sites.pages.public_content import PublicContent, PublicItem


class Surveys(PublicContent):
    model = Survey
    name = "survey"
    label = "网上调查"
    path = "surveys/"
    changed_field = "last_published_at"

    def public(self) -> Any:
        return Survey.objects.filter(live=True).select_related("unit").order_by("-opens_at", "-pk")

    def items(self, objects: Iterable[Any]) -> Iterator[PublicItem]:
        for survey in objects:
            asked = [text for question in survey.asked for text in (question.text, *question.choices)]
            yield PublicItem(
                key=survey.pk,
                unit_id=survey.unit_id,
                path=f"{self.path}{survey.pk}/",
                title=survey.title,
                published_at=survey.first_published_at,
                changed_at=survey.last_published_at,
                summary=survey.introduction[:200],
                text="\n".join([survey.introduction, *asked, survey.findings]),
                source=survey.unit.name,
            )
