"""What somebody is about to ask for may be public already: it is shown before the request is sent.

Chapter apps answer by the Wagtail hook `public_information`: a function `(text) -> [(title, address)]`.
"""

from __future__ import annotations

from dataclasses import dataclass

from wagtail import hooks

from inquiry.kinds import DISCLOSURE
from inquiry.letters.forms import LetterForm

MOST = 5


@dataclass(frozen=True)
class Known:
    title: str
    address: str


def already_public(form: LetterForm) -> list[Known]:
    """At most five, for a request for disclosure; nothing for letters."""
    if form.kind is not DISCLOSURE:
        return []
    text = f"{form.cleaned_data['title']}\n{form.cleaned_data['text']}"
    found = [Known(*row) for answer in hooks.get_hooks("public_information") for row in answer(text)]
    return list({known.address: known for known in found}.values())[:MOST]
