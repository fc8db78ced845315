"""The kinds of letters of Art. 22, requests for disclosure (Art. 10), and errors on pages (Art. 32(3))."""

from __future__ import annotations

from typing import Any

from inquiry.disclosure.remedies import remedy_words
from inquiry.enums import DisclosureResult
from sites.casework.enums import Outcome
from sites.casework.kinds import Ask, CaseKind, register
from sites.organisation.enums import Office

# Art. 13(3), and what the city's own rules say of longer terms.
OF_LETTERS: dict[str, Any] = {
    "term": "answer_letter",
    "complex_term": "answer_complex",
    "extension_term": "extend_letter",
}
LEADER_MAILBOX = CaseKind(
    code="leader",
    label="领导信箱",
    **OF_LETTERS,
    hint="写给市领导或单位领导，反映情况、提出建议。",
)
CONSULTATION = CaseKind(
    code="consultation",
    label="在线咨询",
    **OF_LETTERS,
    must_ask=(Ask.NAME,),
    may_ask=(Ask.TELEPHONE, Ask.EMAIL),
    hint="问政策、问办事。",
)
COMPLAINT = CaseKind(
    code="complaint",
    label="监督投诉",
    **OF_LETTERS,
    may_be_public=False,
    is_about_somebody=True,
    hint="投诉单位或工作人员。被投诉的单位和人员看不到您的来信。",
)
SUGGESTION = CaseKind(
    code="suggestion",
    label="意见建议",
    **OF_LETTERS,
    must_ask=(Ask.NAME,),
    may_ask=(Ask.TELEPHONE, Ask.EMAIL),
    hint="对工作、对网站提意见和建议。",
)
HELP = CaseKind(
    code="help",
    label="求助",
    **OF_LETTERS,
    may_ask=(Ask.EMAIL, Ask.ADDRESS),
    hint="遇到困难，需要帮助。紧急情况请拨打 110、119、120。",
)
DISCLOSURE = CaseKind(
    code="disclosure",
    label="依申请公开",
    term="answer_disclosure",
    extension_term="extend_disclosure",
    office=Office.DISCLOSURE_OFFICER,
    extended_by=(Office.DISCLOSURE_HEAD,),  # 条例 Art. 33: no leader
    must_ask=(Ask.NAME, Ask.ID_KIND, Ask.ID_NUMBER, Ask.TELEPHONE, Ask.ADDRESS),
    may_ask=(Ask.EMAIL, Ask.POSTCODE, Ask.EMPLOYER, Ask.FAX, Ask.REPRESENTATIVE, Ask.AGENT),
    must_ask_organisation=(Ask.NAME, Ask.ORGANISATION_CODE, Ask.CONTACT, Ask.TELEPHONE, Ask.ADDRESS),
    counts_when_confirmed=True,
    restarts_after_supplement=True,
    correction_term="correct_disclosure",
    results=DisclosureResult,
    closing_words=remedy_words,
    offered_by=lambda unit: unit.answers_requests,
    results_without_answer={
        Outcome.LAPSED: DisclosureResult.NOT_CORRECTED,
        Outcome.UNPAID: DisclosureResult.NOT_PAID,
        Outcome.JOINED: DisclosureResult.ELSE,
        Outcome.FORWARDED: DisclosureResult.ELSE,
        Outcome.WITHDRAWN: DisclosureResult.ELSE,
    },
    may_be_public=False,
    takes_identity_proof=True,  # 条例 Art. 29(2)
    applicant_word="申请人",
    hint="申请获取政府信息。不需要说明用途。",
)
PAGE_ERROR = CaseKind(
    code="page_error",
    label="网站找错",
    term="answer_page_error",
    must_ask=(),
    may_ask=(Ask.NAME, Ask.TELEPHONE, Ask.EMAIL),
    may_be_public=False,
    hint="网页上的错误：错别字、打不开、内容不准确或者过时。",
)
LETTERS = (LEADER_MAILBOX, CONSULTATION, COMPLAINT, SUGGESTION, HELP)
KINDS = (*LETTERS, DISCLOSURE, PAGE_ERROR)


def register_kinds() -> None:
    register(*KINDS)
