"""Every model with words, pictures or links stands in the table of what needs whom, or says why nobody sees it."""

from __future__ import annotations

import re
from pathlib import Path

from django.apps import apps
from django.db import models

from sites.approval.enums import Need
from sites.approval.needs import public_models
from tests.structure.source import ROOT

WRITTEN = (models.CharField, models.TextField, models.FileField, models.JSONField)
PARTS_OF_A_PAGE = "part of a page, and of its digest"
WORK = "seen by those who work here"
SYSTEM = "the system's own"
BEHIND_A_CODE = "shown to who wrote it"
NOT_IN_THE_TABLE = {
    "hub.AccountLink": SYSTEM, "hub.AccountProposal": WORK,
    "hub.AuditEvent": WORK, "hub.FactorReset": WORK, "hub.OutboxMessage": SYSTEM, "hub.ScheduledJob": WORK,
    "hub.JobRun": WORK, "hub.SentFile": WORK, "hub.SignInRecord": WORK, "hub.SignInSession": WORK,
    "hub.GroupRendition": "a copy of a picture", "wagtailimages.Rendition": "not used: hub.GroupRendition",
    "wagtailimages.Image": "not used: hub.GroupImage", "wagtaildocs.Document": "not used: hub.GroupDocument",
    "wagtailembeds.Embed": "nothing is embedded", "wagtailusers.UserProfile": WORK,
    "wagtailsearch.IndexEntry": SYSTEM, "wagtailsearch.SQLiteFTSIndexEntry": SYSTEM,
    "wagtailadmin.EditingSession": SYSTEM, "wagtailadmin.FormState": SYSTEM, "wagtailcore.Locale": SYSTEM,
    "wagtailcore.APIToken": "not used", "wagtailcore.ModelLogEntry": WORK, "wagtailcore.PageLogEntry": WORK,
    "wagtailcore.Revision": "public once its page is", "wagtailcore.CollectionViewRestriction": "not used",
    "wagtailcore.PageViewRestriction": "not used", "wagtailcore.Collection": WORK, "wagtailcore.UploadedFile": WORK,
    "wagtailcore.WorkflowState": WORK, "wagtailcore.Workflow": WORK, "wagtailcore.Task": WORK,
    "wagtailcore.GroupApprovalTask": WORK, "wagtailcore.TaskState": WORK,
    "wagtailcore.Page": "base row of the page types", "wagtailcore.Comment": WORK, "wagtailcore.CommentReply": WORK,
    "wagtailcore.ReferenceIndex": SYSTEM,
    "organisation.Delegation": WORK, "organisation.FormerAddress": "made by provisioning",
    "hub.IncomingMail": WORK, "hub.IncomingMailFile": WORK, "hub.TextMessage": SYSTEM,
    "approval.LedgerEntry": WORK, "approval.LedgerHead": SYSTEM, "approval.OfficeTaskState": WORK,
    "approval.EmergencyReview": WORK, "approval.ImportBatch": WORK, "approval.OfficeTask": WORK,
    "approval.ProposedChange": WORK, "approval.RemovalRequest": WORK,
    "approval.FileReading": SYSTEM, "approval.VerificationRun": SYSTEM,
    "pages.ArticleAttachment": PARTS_OF_A_PAGE,
    "casework.AnswerTemplate": WORK, "casework.Applicant": WORK, "casework.ApplicantLook": WORK,
    "casework.Assignment": WORK, "casework.ClockFact": SYSTEM,
    "casework.RequestedOpinion": WORK, "casework.FeeNotice": BEHIND_A_CODE, "casework.IssuedLetter": BEHIND_A_CODE,
    "inquiry.Remedy": WORK,
    "casework.ClockNotice": SYSTEM, "casework.ExtensionRequest": WORK,
    "opencat.CoverageExemption": WORK, "opencat.CoverageNotice": SYSTEM, "opencat.DeadlineNotice": SYSTEM,
    "opencat.DocumentLink": "made from approved pages",
    "search.IndexedDocument": SYSTEM, "search.IndexedText": SYSTEM, "search.IndexTask": SYSTEM,
    "search.ExtractedText": SYSTEM, "search.VocabularyKey": SYSTEM, "search.QueryCount": WORK,
    "search.QueryClick": SYSTEM, "search.UnansweredQuery": WORK,
    "auth.Permission": SYSTEM, "auth.Group": WORK, "contenttypes.ContentType": SYSTEM, "sessions.Session": SYSTEM,
    "casework.Case": BEHIND_A_CODE, "casework.CaseEvent": BEHIND_A_CODE, "casework.CaseFile": BEHIND_A_CODE,
    "inquiry.PageError": BEHIND_A_CODE, "inquiry.DisclosureRequest": BEHIND_A_CODE,
    "inquiry.ConsultationComment": BEHIND_A_CODE, "inquiry.OpinionGroup": WORK,
    "inquiry.SurveyAnswer": "shown as figures", "inquiry.SurveyText": WORK,
    "inquiry.InterviewQuestion": "public as an approved transcript has it",
    "testapp.Tree": "of these tests", "testapp.Sighting": "of these tests",
}  # fmt: skip
# Nothing of these is shown to the public by anybody.
APPS_NOBODY_SEES = {"axes", "otp_totp", "otp_static", "django_otp_webauthn", "wagtail_localize"}
# Which much else has as well: choices, forms, search results.
COMMON_NAMES = {"state", "query", "status", "scope", "address", "name", "number", "asked", "opinion"}
# Templates of the admin and of mail; all others are public.
OF_THE_ADMIN = {
    "accounts", "audit", "calendar", "casework", "consultation_desk", "coverage", "desk", "editing", "importing",
    "inbox", "notices", "opencat_versions", "panels", "provisioning", "removals", "scheduler", "translation", "units",
    "wagtailadmin", "wagtailcore", "wagtailusers", "media",
    "interviews_admin", "surveys_admin",
}  # fmt: skip


def written_fields(model: type[models.Model]) -> set[str]:
    return {field.name for field in model._meta.concrete_fields if isinstance(field, WRITTEN)}


def test_every_model_is_in_the_table_or_says_why_not() -> None:
    in_table = {row.model._meta.label for row in public_models()}
    missing = {
        model._meta.label
        for model in apps.get_models()
        if written_fields(model) and model._meta.app_label not in APPS_NOBODY_SEES and not model._meta.proxy
    } - in_table
    written = set(NOT_IN_THE_TABLE) - ({"wagtailsearch.SQLiteFTSIndexEntry"} - missing)  # made on SQLite alone
    assert missing == written, "register it (sites.approval.needs), or say why nobody sees it"


def test_each_row_names_fields_that_exist_and_where_they_are_seen() -> None:
    for row in public_models():
        assert row.where
        assert row.fields
        for name in row.fields:
            row.model._meta.get_field(name)


def test_a_row_that_people_fill_in_names_every_field_that_they_write() -> None:
    """Of those with a second person; notes for colleagues are none."""
    unseen = {
        "pages.TrustedHost.note", "hub.ScriptCorrection.note", "hub.ScriptCorrection.kind",
        "opencat.Category.update_code", "opencat.Category.record_kind", "search.BestBet.is_enabled",
    }  # fmt: skip
    for row in public_models():
        if row.need == Need.SECOND and row.is_listed:
            written = {name for name in written_fields(row.model) if row.model._meta.get_field(name).editable}
            missing = {f"{row.model._meta.label}.{name}" for name in written - set(row.fields)}
            assert missing <= unseen, row.name


def public_templates() -> list[Path]:
    folder = ROOT / "templates"
    return [path for path in folder.rglob("*.html") if path.relative_to(folder).parts[0] not in OF_THE_ADMIN]


def test_no_public_template_shows_a_field_of_what_is_not_in_the_table() -> None:
    """By name: a field that only such models have does not stand in a public template."""
    of_public = {field.name for row in public_models() for field in row.model._meta.get_fields()}
    of_work = {
        name: label
        for label, why in NOT_IN_THE_TABLE.items()
        if why == WORK and not label.startswith(("wagtail", "auth"))
        for name in written_fields(apps.get_model(label)) - of_public - COMMON_NAMES
    }
    assert {"outcome", "actor_name"} <= set(of_work)
    shown: dict[str, str] = {}
    for path in public_templates():
        for name in re.findall(r"\.([a-z_]+)\b", " ".join(re.findall(r"{[{%].*?[%}]}", path.read_text()))):
            if name in of_work:
                shown[f"{path.relative_to(ROOT)}: {name}"] = of_work[name]
    assert shown == {}


def test_the_documentation_has_the_table() -> None:
    text = (ROOT / "docs" / "second-person.md").read_text()
    for row in public_models():
        if row.model._meta.app_label != "testapp" and row.need in (Need.SECOND, Need.RECORDED):
            assert f"| {row.name} | {row.need.label} |" in text, f"{row.name} is not in docs/second-person.md"
