"""How many requests the same person has made in a month, by whatever channel they came."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from inquiry.disclosure.fees.rules import Price, cost
from inquiry.enums import FeeBasis
from inquiry.kinds import DISCLOSURE
from inquiry.models.fee_price import FeePrice
from sites.casework.enums import ApplicantKind, Outcome
from sites.casework.models.applicant import Applicant
from sites.casework.models.case import Case


@dataclass(frozen=True)
class Fee:
    basis: str
    quantity: int
    amount: int
    explanation: str


def fee_of(case: Case, basis: str, pages: int = 0) -> Fee:
    """By the prices in force on the day of receipt. Of items, this one; of pages, all that are given."""
    prices = [Price(row.above, row.price, row.step, row.rise) for row in FeePrice.in_force(basis, case.received_on)]
    if basis == FeeBasis.PAGES:
        amount = cost(1, pages, prices)
        return Fee(basis, pages, amount, f"按量计收：共 {pages} 页，合计 {amount} 元。")
    number = number_in_month(case)
    amount = cost(number, number, prices)
    month = f"{case.received_on.year} 年 {case.received_on.month} 月"
    return Fee(basis, number, amount, f"按件计收：本件是您 {month}的第 {number} 件申请，计 {amount} 元。")


def number_in_month(case: Case) -> int:
    """Which of the applicant's requests of that calendar month to this organ it is, in the order of receipt.

    Withdrawn ones count as others do; one that was split counts as its parts.
    """
    day = case.received_on
    same = Case.objects.filter(
        kind=DISCLOSURE.code,
        unit=case.unit_id,
        received_on__year=day.year,
        received_on__month=day.month,
        pk__in=_of_same_applicant(case).values("case"),
    ).exclude(outcome=Outcome.SPLIT)
    return same.filter(Q(received_on__lt=day) | Q(received_on=day, pk__lt=case.pk)).count() + 1


def _of_same_applicant(case: Case) -> object:
    """By the number of the paper, or of the organisation; where there is none, this request alone."""
    applicant = Applicant.objects.get(case=case)
    if applicant.kind == ApplicantKind.NATURAL and applicant.id_number:
        return Applicant.objects.filter(id_index__matches=applicant.id_number)
    if applicant.kind != ApplicantKind.NATURAL and applicant.organisation_code:
        return Applicant.objects.filter(organisation_code__iexact=applicant.organisation_code)
    return Applicant.objects.filter(case=case)
