"""The kinds of letters of Art. 22, requests for disclosure (Art. 10), and errors on pages (Art. 32(3))."""

from __future__ import annotations

from django.db import models

from sites.casework.enums import Outcome
from sites.casework.kinds import Ask, CaseKind, register
from sites.organisation.enums import Office


class DisclosureResult(models.TextChoices):
    """Rows of the annual report, section 三 (国办公开办函〔2021〕30号), by the keys that the report has for them."""

    GRANTED = "granted", "予以公开"
    PARTLY = "partly", "部分公开"
    SECRET = "secret", "不予公开：属于国家秘密"
    FORBIDDEN = "forbidden", "不予公开：其他法律行政法规禁止公开"
    STABILITY = "stability", "不予公开：危及“三安全一稳定”"
    THIRD_PARTY = "third_party", "不予公开：保护第三方合法权益"
    INTERNAL = "internal", "不予公开：三类内部事务信息"
    PROCESS = "process", "不予公开：四类过程性信息"
    ENFORCEMENT = "enforcement", "不予公开：行政执法案卷"
    QUERY = "query", "不予公开：行政查询事项"
    NOT_HELD = "not_held", "无法提供：本机关不掌握相关政府信息"
    TO_BE_MADE = "to_be_made", "无法提供：没有现成信息需要另行制作"
    UNCLEAR = "unclear", "无法提供：补正后申请内容仍不明确"
    COMPLAINT = "complaint", "不予处理：信访举报投诉类申请"
    REPEATED = "repeated", "不予处理：重复申请"
    PUBLICATION = "publication", "不予处理：要求提供公开出版物"
    EXCESSIVE = "excessive", "不予处理：无正当理由大量反复申请"
    CONFIRMATION = "confirmation", "不予处理：要求行政机关确认或重新出具已获取信息"
    NOT_CORRECTED = "not_corrected", "其他处理：申请人无正当理由逾期不补正"
    NOT_PAID = "not_paid", "其他处理：申请人逾期未按收费通知要求缴纳费用"
    ELSE = "else", "其他处理：其他"


LEADER_MAILBOX = CaseKind(
    code="leader",
    label="领导信箱",
    term="answer_letter",
    complex_term="answer_complex",
    extension_term="extend_letter",
    hint="写给市领导或单位领导，反映情况、提出建议。",
)
CONSULTATION = CaseKind(
    code="consultation",
    label="在线咨询",
    term="answer_letter",
    complex_term="answer_complex",
    extension_term="extend_letter",
    must_ask=(Ask.NAME,),
    may_ask=(Ask.TELEPHONE, Ask.EMAIL),
    hint="问政策、问办事。",
)
COMPLAINT = CaseKind(
    code="complaint",
    label="监督投诉",
    term="answer_letter",
    complex_term="answer_complex",
    extension_term="extend_letter",
    may_be_public=False,
    is_about_somebody=True,
    hint="投诉单位或工作人员。被投诉的单位和人员看不到您的来信。",
)
SUGGESTION = CaseKind(
    code="suggestion",
    label="意见建议",
    term="answer_letter",
    complex_term="answer_complex",
    extension_term="extend_letter",
    must_ask=(Ask.NAME,),
    may_ask=(Ask.TELEPHONE, Ask.EMAIL),
    hint="对工作、对网站提意见和建议。",
)
HELP = CaseKind(
    code="help",
    label="求助",
    term="answer_letter",
    complex_term="answer_complex",
    extension_term="extend_letter",
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
    may_ask=(Ask.EMAIL, Ask.POSTCODE, Ask.EMPLOYER, Ask.FAX),
    asks_organisation=True,
    counts_when_confirmed=True,
    restarts_after_supplement=True,
    correction_term="correct_disclosure",
    results=DisclosureResult,
    results_without_answer={
        Outcome.LAPSED: DisclosureResult.NOT_CORRECTED,
        Outcome.JOINED: DisclosureResult.ELSE,
        Outcome.FORWARDED: DisclosureResult.ELSE,
        Outcome.WITHDRAWN: DisclosureResult.ELSE,
    },
    may_be_public=False,
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
