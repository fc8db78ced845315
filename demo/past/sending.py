"""How a letter of the past came in: from the site, or entered by staff for somebody."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from demo.past.clock import as_of
from demo.past.plan import PastLetter
from demo.people import FAMILIES, MARKS
from demo.seats import centre_person
from demo.texts.past_letters import THEMES
from inquiry.letters.page_errors import ReportedPage, keep_page
from inquiry.models.disclosure_request import DisclosureRequest
from sites.casework.actions.intake import Letter, enter_case, submit_case
from sites.casework.enums import Channel
from sites.casework.kinds import CaseKind, kind_of
from sites.casework.models.case import Case
from sites.casework.models.privacy_notice import PrivacyNotice
from sites.casework.rights import entry_seat, officers_of
from sites.organisation.models.unit import Unit
from sites.pages.models.article_page import ArticlePage

ELSEWHERE = ("transferred", "returned")  # addressed to a unit that is not competent
WISHES = (("email", "electronic"), ("post", "paper"), ("pickup", "paper"))
BY_THE_UNIT = (Channel.POST, Channel.VISIT)


def send(letter: PastLetter, moment: datetime, *, twin: bool = False) -> Case:
    """`twin`: the same by somebody else."""
    kind, unit = kind_of(letter.kind), Unit.objects.get(code=_addressed(letter))
    page = _page(unit) if letter.kind == "page_error" else None
    asked = Letter(
        kind=letter.kind,
        title=f"{letter.title}：{page.title}"[:60] if page else letter.title,
        text=letter.text,
        addressed_to=Unit.objects.get(code="portal-office") if kind.is_about_somebody else unit,
        applicant=_applicant(letter, kind, letter.person + (700 if twin else 0)),
        addressee="市长（示例）" if letter.kind == "leader" else "",
        wishes_public=letter.is_public,
        privacy_notice=PrivacyNotice.current() if letter.channel == "web" else None,
        form_key=f"demo-past-{letter.key}{'-twin' if twin else ''}",
        complained_units=[unit] if kind.is_about_somebody else [],
    )
    with as_of(moment):
        case = submit_case(asked) if letter.channel == "web" else _entered(asked, kind, letter.channel, moment)
    if page is not None:
        keep_page(case, ReportedPage(page, unit, page.live_revision_id, page.full_url or ""))
    if letter.kind == "disclosure":
        wishes = (
            {"delivery": "email", "carrier": "electronic"}
            if letter.person % 2
            else {"delivery": "post", "carrier": "paper"}
        )
        DisclosureRequest.objects.get_or_create(case=case, defaults=wishes)
    return case


def _entered(asked: Letter, kind: CaseKind, channel: str, moment: datetime) -> Case:
    unit = asked.addressed_to
    person = officers_of(unit, kind.office).first() if channel in BY_THE_UNIT else centre_person()
    seat = entry_seat(person, kind, unit)
    return enter_case(asked, seat, Channel(channel), came_at=moment)


def _addressed(letter: PastLetter) -> str:
    units = list(THEMES)
    if letter.fate in ELSEWHERE:
        return units[(units.index(letter.unit) + 1) % len(units)]
    return letter.unit


def _page(unit: Unit) -> ArticlePage | None:
    return ArticlePage.objects.live().filter(unit=unit).order_by("pk").first()


def _applicant(letter: PastLetter, kind: CaseKind, person: int) -> dict[str, Any]:
    """Nobody: the name says so, and the telephone has the code of no exchange."""
    name = f"{FAMILIES[person % len(FAMILIES)]}示例{MARKS[person // 3 % len(MARKS)]}"
    found: dict[str, Any] = {"name": name, "telephone": f"0753-0000{1000 + person}"}
    if not kind.asks_organisations:
        return found
    found |= {"kind": letter.applicant, "address": f"示例路 {person} 号（虚构）"}
    if letter.applicant == "natural":
        return found | {"id_kind": "居民身份证", "id_number": f"示例证件{person:06d}"}
    return found | {"name": f"示例单位{person}（虚构）", "contact": name, "organisation_code": f"SHILI{person:013d}"}
