"""What was asked and answered before, shown before somebody sends the like. It hinders nobody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest

from inquiry.letters.channels import PUBLISHED_KINDS
from inquiry.letters.forms import LetterForm
from inquiry.letters.published import hot_at, lines_of, published_at
from sites.casework.similarity import COMPARED, most_alike
from sites.organisation.models.unit_site import UnitSite

MOST = 3
LONGEST = 120  # characters of an answer


@dataclass(frozen=True)
class KnownAnswer:
    title: str
    address: str
    unit: str
    answer: str


def known_answers(request: HttpRequest, form: LetterForm, home: UnitSite) -> list[KnownAnswer]:
    """At most three published letters with the most similar titles, of those that this site shows."""
    if form.kind not in PUBLISHED_KINDS:
        return []
    letters = published_at(request, home)
    hot = [(letter.pk, letter.public_title) for letter in hot_at(request, home)]  # however old; first among equals
    rows = dict([*hot, *letters.values_list("pk", "public_title")[:COMPARED]])
    keys = most_alike(form.cleaned_data["title"], rows.items(), MOST)
    found = {known.pk: known for known in letters.filter(pk__in=keys)}
    return list(_shown(request, [found[key] for key in keys if key in found]))


def _shown(request: HttpRequest, letters: list) -> Iterator[KnownAnswer]:
    for letter, _kind, address in lines_of(request, letters):
        if address:
            text = letter.text if len(letter.text) <= LONGEST else letter.text[: LONGEST - 1] + "…"
            yield KnownAnswer(letter.public_title, address, letter.unit.short_name, text)
