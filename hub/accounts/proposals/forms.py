from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse

from hub.accounts.proposals.kinds import ProposalRefused
from hub.text_rules import validate_line

PROPOSED = "已提出，等待网络信息中心的另一人确认后生效。"
DECISIONS = ("confirm", "refuse", "withdraw")


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(choices=[(name, name) for name in DECISIONS])
    reason = forms.CharField(max_length=200, required=False, validators=[validate_line])


class ProposingView:
    """For Wagtail's views whose form is proposed instead of saved: why it cannot be stands in the form."""

    def refused(self: Any, form: forms.Form, refusal: ProposalRefused) -> HttpResponse:
        form.add_error(None, str(refusal))
        self.produced_error_message = self.get_error_message()
        response: HttpResponse = self.form_invalid(form)
        return response
