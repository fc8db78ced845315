"""What the desk offers for requests for disclosure, beside what all cases have."""

from __future__ import annotations

from django import forms
from django.utils import timezone

from inquiry.disclosure.steps import fees, reasons, remedies, splitting
from inquiry.enums import FeeBasis, RemedyKind, RemedyResult
from inquiry.kinds import DISCLOSURE
from sites.casework.desk import offers
from sites.casework.desk.forms import ActionForm, day_field, text_field
from sites.casework.desk.offers import Offer, runs
from sites.casework.enums import Action as A
from sites.casework.models.case import Case
from sites.casework.rights import Seat


class QuestionForm(ActionForm):
    question = text_field("请申请人说明什么（申请人看到）")


class DelayForm(ActionForm):
    days = forms.IntegerField(label="延迟几个工作日", min_value=1, max_value=reasons.MOST_DAYS)
    reason = text_field("理由（申请人看到）", max_length=150)


class FeeForm(ActionForm):
    basis = forms.ChoiceField(label="计费方式", choices=[("", "请选择"), *FeeBasis.choices])
    pages = forms.IntegerField(label="页数（按量计费时填）", min_value=1, max_value=100_000, required=False)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if cleaned.get("basis") == FeeBasis.PAGES and not cleaned.get("pages") and "pages" not in self.errors:
            self.add_error("pages", "按量计费的，请填页数。")
        return cleaned


class PaymentForm(ActionForm):
    on = day_field("缴费日期")

    def prepare(self) -> None:
        self.fields["on"].initial = timezone.localdate()


class SplitForm(ActionForm):
    matters = text_field("各件的内容（每行一件）", max_length=5000)

    def prepare(self) -> None:
        self.fields["matters"].widget.attrs["rows"] = 6


class RemedyForm(ActionForm):
    kind = forms.ChoiceField(label="类型", choices=[("", "请选择"), *RemedyKind.choices])
    organ = forms.CharField(label="复议机关或者法院", max_length=100)
    began_on = day_field("受理日期")
    result = forms.ChoiceField(label="结果", choices=RemedyResult.choices, initial=RemedyResult.OPEN)
    ended_on = day_field("审结日期（尚未审结的不填）", required=False)


def _is_request(case: Case, seat: Seat) -> bool:
    return case.kind == DISCLOSURE.code


def _may_ask_reasons(case: Case, seat: Seat) -> bool:
    return _is_request(case, seat) and not case.events.filter(action=A.ASK_REASONS).exists()


def _may_delay(case: Case, seat: Seat) -> bool:
    was_delayed = case.events.filter(action=A.DELAY).exists()
    return _is_request(case, seat) and runs(case, seat) and reasons.reasons_were_given(case) and not was_delayed


def _may_ask_fee(case: Case, seat: Seat) -> bool:
    return _is_request(case, seat) and runs(case, seat) and not case.fee_notices.exists()


def _may_split(case: Case, seat: Seat) -> bool:
    return _is_request(case, seat) and case.split_from_id is None and not case.fee_notices.exists()


def register() -> None:
    offers.register(
        Offer(
            A.ASK_REASONS,
            QuestionForm,
            lambda c, s, v: reasons.ask_reasons(c, s, v["question"]),
            _may_ask_reasons,
            hint="申请数量、频次明显超过合理范围的，可以请申请人说明理由。期限不停。",
        ),
        Offer(A.DELAY, DelayForm, lambda c, s, v: reasons.delay(c, s, v["days"], v["reason"]), _may_delay),
        Offer(
            A.ASK_FEE,
            FeeForm,
            lambda c, s, v: fees.ask_fee(c, s, v["basis"], v["pages"] or 0),
            _may_ask_fee,
            hint="金额由系统按收费标准计算，发出后期限暂停，缴费次日重新起算。",
        ),
        Offer(A.RECORD_PAYMENT, PaymentForm, lambda c, s, v: fees.record_payment(c, s, v["on"]), _is_request),
        Offer(
            A.SPLIT,
            SplitForm,
            lambda c, s, v: splitting.split_case(c, s, v["matters"].splitlines()),
            _may_split,
            hint="一件申请里有几项互不相关的内容的，分为几件，分别答复。本件不再单独办理。",
            ends=True,
        ),
        Offer(
            A.RECORD_REMEDY,
            RemedyForm,
            lambda c, s, v: remedies.record_remedy(
                c, s, v["kind"], v["organ"], v["began_on"], v["result"], v["ended_on"]
            ),
            _is_request,
            hint="同一类型再登记一次，就是更新它的结果。",
        ),
    )
