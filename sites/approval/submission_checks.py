"""What a page must say before it can be sent for approval (Art. 12), and by when it is due (Art. 13).

Chapter apps add to it by Wagtail hooks, because they stand above this app:

- `missing_elements`: a function `(page, column) -> dict[field, message]`; the messages are Chinese.
- `row_problems`: a function `(page) -> list[(row, message)]`: child rows that not even a draft may have.
- `document_number_spelling`: a function `(text) -> str`, the one spelling of a document number.
- `publication_term`: a function `(page, column) -> str`, the code of a `LegalTerm`, "" for no opinion.

`column` is the column in which the page stands or will stand.
"""

from __future__ import annotations

from typing import Any

from wagtail import hooks
from wagtail.models import Page

from sites.approval.models.content import ApprovableContent


def column_of(page: ApprovableContent) -> Page | None:
    """The column that holds `page`, or will hold it: a form knows it before the page has a place in the tree."""
    parent = page.__dict__.get("parent_column")
    if parent is None and page.depth:
        parent = page.get_parent()
    return parent.specific_deferred if parent is not None else None


def missing_elements(page: ApprovableContent) -> dict[str, str]:
    """What `page` lacks, by the field where it belongs ("" for the page as a whole); empty if nothing.

    What is no page says it itself.
    """
    if not isinstance(page, Page):
        return page.missing_elements()
    found: dict[str, str] = {}
    column = column_of(page)
    for check in hooks.get_hooks("missing_elements"):
        found |= check(page, column)
    return _beyond_what_is_public(page, found, column) if found and page.live and not page.is_emergency else found


def _beyond_what_is_public(page: ApprovableContent, found: dict[str, str], column: Page | None) -> dict[str, str]:
    """A correction is not asked for what the public version lacks as well, where it is as empty as it was."""
    if page.live_revision is None:
        return found
    public = page.live_revision.as_object()
    lacking: dict[str, str] = {}
    for check in hooks.get_hooks("missing_elements"):
        lacking |= check(public, column)
    before, now = public.serializable_data(), page.serializable_data()
    return {
        name: message
        for name, message in found.items()
        if lacking.get(name) != message or not (_is_empty(now, name) and _is_empty(before, name))
    }


def _is_empty(stored: dict[str, Any], name: str) -> bool:
    """Of a field; what is said of the page as a whole is no lack."""
    return name in stored and stored[name] in (None, "", "[]", [])


def row_problems(page: ApprovableContent) -> list[tuple[Any, str]]:
    """Child rows of `page` that may not be, as objects, with the reason in Chinese."""
    return [problem for check in hooks.get_hooks("row_problems") for problem in check(page)]


def spelled(document_number: str) -> str:
    """A document number in its one spelling; other text as it is."""
    for spelling in hooks.get_hooks("document_number_spelling"):
        document_number = spelling(document_number)
    return document_number


def publication_term(page: ApprovableContent, column: Page | None = None) -> str:
    """The code of the legal term within which `page` is to be public; `column` for who knows it already."""
    if not isinstance(page, Page):
        return page.term_code()
    column = column or column_of(page)
    for rule in hooks.get_hooks("publication_term"):
        if code := rule(page, column):
            return code
    return page.term_code()
