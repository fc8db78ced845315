"""What an answer says at its end: where the applicant can turn to. Follows from the result and from the unit.

A refusal goes to administrative reconsideration before any court, and the answer says so (行政复议法 2023, Art. 23);
of the others either way is open.
"""

from __future__ import annotations

from django.conf import settings

from inquiry.enums import DisclosureResult
from sites.organisation.enums import LegalStanding
from sites.organisation.models.unit import Unit

REVIEW_FIRST = frozenset(
    {
        DisclosureResult.PARTLY, DisclosureResult.SECRET, DisclosureResult.FORBIDDEN, DisclosureResult.STABILITY,
        DisclosureResult.THIRD_PARTY, DisclosureResult.INTERNAL, DisclosureResult.PROCESS,
        DisclosureResult.ENFORCEMENT, DisclosureResult.QUERY,
    }
)  # fmt: skip


def remedy_words(unit: Unit, result: str) -> str:
    """The paragraph, "" for a unit that is no respondent."""
    if not unit.answers_requests:
        return ""
    organ, court = review_organ(unit), unit.court or "有管辖权的人民法院"
    if result in REVIEW_FIRST:
        return (
            f"如不服本答复，应当先申请行政复议：可以自收到本答复之日起 60 日内向{organ}申请。"
            f"对行政复议决定不服的，可以自收到复议决定书之日起 15 日内向{court}提起行政诉讼。"
        )
    return (
        f"如不服本答复，可以自收到本答复之日起 60 日内向{organ}申请行政复议，"
        f"也可以自收到本答复之日起 6 个月内直接向{court}提起行政诉讼。"
    )


def review_organ(unit: Unit) -> str:
    """Departments and towns: this city's government; the city's own government: the one above it."""
    if unit.review_organ:
        return unit.review_organ
    if unit.legal_standing == LegalStanding.GOVERNMENT:
        return settings.CITY_ABOVE_GOVERNMENT
    return settings.PORTAL_NAME
