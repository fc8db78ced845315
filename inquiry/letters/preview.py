"""What is about to be sent, and who will see what of it."""

from __future__ import annotations

from collections.abc import Iterator

from hub.private_fields.values import text_or_notice
from inquiry.kinds import COMPLAINT
from inquiry.letters.form_files import kept_files
from inquiry.letters.forms import LetterForm
from inquiry.letters.page_errors import ReportedPage
from sites.casework.enums import ApplicantKind, FileSlot
from sites.organisation.models.unit import Unit

STAFF = "办理来信的工作人员"
NOT_THEM = "网络信息中心和受其指定的单位；被投诉的单位和人员看不到"
ON_THE_SITE = "办理来信的工作人员；公开时由单位写明公开的标题和内容，隐去个人信息，经领导审核"
HANDLING_ALONE = "只有办理这件申请的工作人员"
NOBODY = "只有您自己"

Row = tuple[str, str, str]  # label, what was typed, who sees it


def preview(form: LetterForm, reported: ReportedPage | None, home: Unit) -> list[Row]:
    return [row for row in _rows(form, reported, home) if row[1]]


def _rows(form: LetterForm, reported: ReportedPage | None, home: Unit) -> Iterator[Row]:
    given = form.cleaned_data
    staff = NOT_THEM if form.kind is COMPLAINT else STAFF
    words = ON_THE_SITE if given.get("wishes_public") else staff
    if reported:
        yield "哪一页", f"{reported.page.title} {reported.address}", staff
        yield "写给谁", reported.unit.name, staff
    elif to := form.recipient:
        yield form.fields["to"].label, " ".join(each for each in (to.unit.name, to.addressee) if each), staff
    for name in ("address", "title", "text"):
        if name in form.fields and name not in form.kind.asked:
            yield form.fields[name].label, given[name], words
    for slot, files in kept_files(form).items():
        seen_by = HANDLING_ALONE if slot == FileSlot.IDENTITY else staff
        yield FileSlot(slot).label, "\n".join(text_or_notice(each, "original_name") for each in files), seen_by
    for name in ("delivery", "carrier"):
        if name in form.fields:
            yield form.fields[name].label, dict(form.fields[name].choices)[given[name]], staff
    if form.kind.asks_organisations:
        yield form.fields["applicant"].label, ApplicantKind(form.applicant).label, staff
    for ask in form.kind.asked:
        yield ask.label, given[ask.value], staff
    if form.kind.may_be_public:
        yield "在网站公开", "愿意" if given["wishes_public"] else "不愿意", ""
    yield "查询码", given["code"], NOBODY
