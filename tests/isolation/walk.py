"""Every URL below /admin/, with arguments that point at the objects of one unit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from sites.approval.enums import RemovalKind
from tests.isolation.world import Owned


@dataclass(frozen=True)
class Address:
    """One pattern of the resolver. `name` is what `reverse` takes; nameless patterns are called by their route."""

    name: str
    route: str
    parameters: tuple[str, ...]


def addresses() -> list[Address]:
    """Everything registered below /admin/, Wagtail's own and ours; a route that ours takes over stands once."""
    found: dict[str, Address] = {}
    for each in _walk(get_resolver()):
        if each.route.startswith("admin/") and (each.route not in found or not found[each.route].name):
            found[each.route] = each
    return list(found.values())


def _walk(
    resolver: URLResolver, route: str = "", namespace: str = "", given: tuple[str, ...] = ()
) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        here, parameters = route + _readable(pattern), (*given, *_parameters(pattern))
        if isinstance(pattern, URLResolver):
            inner = namespace + (f"{pattern.namespace}:" if pattern.namespace else "")
            yield from _walk(pattern, here, inner, parameters)
        else:
            yield Address(namespace + pattern.name if pattern.name else "", here, parameters)


def _readable(pattern: URLPattern | URLResolver) -> str:
    """The route as `path()` writes it, for patterns that are regular expressions too."""
    route = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", str(pattern.pattern))
    return route.removeprefix("^").removesuffix("$").replace("\\.", ".")


def _parameters(pattern: URLPattern | URLResolver) -> tuple[str, ...]:
    return tuple(pattern.pattern.regex.groupindex)


# What a route's argument means, by the beginning of the URL's name where the argument's own name does not say it.
ARGUMENTS: dict[str, Callable[[Owned], Any]] = {
    "page_id": lambda own: own.article.pk,
    "page_pk": lambda own: own.article.pk,
    "parent_page_id": lambda own: own.column.pk,
    "page_to_move_id": lambda own: own.article.pk,
    "destination_id": lambda own: own.second_column.pk,
    "revision_id": lambda own: own.revision.pk,
    "revision_id_a": lambda own: "earliest",
    "revision_id_b": lambda own: "latest",
    "task_state_id": lambda own: own.task_state.pk,
    "task_id": lambda own: own.task.pk,
    "workflow_pk": lambda own: own.workflow.pk,
    "workflow_state_id": lambda own: own.workflow_state.pk,
    "state_id": lambda own: own.task_state.pk,
    "request_id": lambda own: own.decision.pk,
    "batch_id": lambda own: own.batch.pk,
    "line": lambda own: 1,
    "delegation_id": lambda own: own.delegation.pk,
    "unit_id": lambda own: own.unit.pk,
    "year": lambda own: 2024,
    "column_id": lambda own: own.second_column.pk,
    "exemption_id": lambda own: own.exemption.pk,
    "code": lambda own: own.exemption.category.code,
    "file_format": lambda own: "csv",
    "query_id": lambda own: own.unanswered_query.pk,
    "kind": lambda own: RemovalKind.UNPUBLISH.value,
    "collection_id": lambda own: own.collection.pk,
    "image_id": lambda own: own.image.pk,
    "document_id": lambda own: own.document.pk,
    "doc_id": lambda own: own.document.pk,
    "uploaded_file_id": lambda own: own.uploaded_file.pk,
    "redirect_id": lambda own: own.redirect.pk,
    "session_id": lambda own: own.editing_session.pk,
    "filter_spec": lambda own: "max-165x165",
    "action_name": lambda own: "approve",
    "content_type_app_name": lambda own: "pages",
    "content_type_model_name": lambda own: "articlepage",
    "app_label": lambda own: "pages",
    "model_name": lambda own: "articlepage",
    "app_name": lambda own: "taggit",
    "object_id": lambda own: own.article.pk,
    "action": lambda own: "delete",
    "uidb64": lambda own: "MQ",
    "token": lambda own: "no-token",
    "factor_kind": lambda own: "app",
    "factor_id": lambda own: 0,
    "proposal_id": lambda own: own.proposal.pk,
    "key": lambda own: "no-such-key",
    "reset_id": lambda own: own.factor_reset.pk,
    "review_id": lambda own: own.emergency_review.pk,
    "change_id": lambda own: own.proposed_change.pk,
    "sign_in_id": lambda own: own.sign_in_session.pk,
    "person_id": lambda own: own.user.pk,
    "number": lambda own: own.case.number,
    "consultation_id": lambda own: own.comment.consultation_id,
    "comment_id": lambda own: own.comment.pk,
    "group_id": lambda own: own.opinion_group.pk,
    "template_id": lambda own: own.answer_template.pk,
    "mail_id": lambda own: own.incoming_mail.pk,
}
SPECIAL: dict[tuple[str, str], Callable[[Owned], Any]] = {
    ("wagtailadmin_api:pages", "pk"): lambda own: own.article.pk,
    ("wagtailadmin_api:pages", "action_name"): lambda own: "copy",
    ("wagtailadmin_api:documents", "pk"): lambda own: own.document.pk,
    ("wagtailadmin_api:images", "pk"): lambda own: own.image.pk,
    ("wagtail_bulk_action", "app_label"): lambda own: "wagtailcore",
    ("wagtail_bulk_action", "model_name"): lambda own: "page",
    ("wagtailadmin_tag_model_autocomplete", "model_name"): lambda own: "tag",
    ("wagtailadmin_pages:workflow", "page_id"): lambda own: own.sent.pk,
    ("wagtailadmin_pages:collect_workflow", "page_id"): lambda own: own.sent.pk,
    ("wagtailadmin_pages:confirm_workflow", "page_id"): lambda own: own.sent.pk,
    ("wagtailadmin_pages:revisions_compare", "pk"): lambda own: own.article.pk,
    ("wagtailadmin_pages:unpublish", "page_id"): lambda own: own.live.pk,
    ("wagtailadmin_collections", "pk"): lambda own: own.collection.pk,
    ("wagtailadmin_workflows:add_task", "app_label"): lambda own: "approval",
    ("wagtailadmin_workflows:add_task", "model_name"): lambda own: "officetask",
    ("wagtailadmin_workflows:edit_task", "pk"): lambda own: own.task.pk,
    ("wagtailadmin_workflows:disable_task", "pk"): lambda own: own.task.pk,
    ("wagtailadmin_workflows:enable_task", "pk"): lambda own: own.task.pk,
    ("wagtailadmin_workflows", "pk"): lambda own: own.workflow.pk,
    ("wagtailsites", "pk"): lambda own: own.wagtail_site.pk,
    ("wagtailusers_users", "pk"): lambda own: own.user.pk,
    ("wagtailusers_groups", "pk"): lambda own: own.group.pk,
    ("wagtaildocs_chooser", "pk"): lambda own: own.document.pk,
    ("wagtailimages_chooser", "pk"): lambda own: own.image.pk,
    ("unit:", "pk"): lambda own: own.unit.pk,
    ("tree:", "pk"): lambda own: own.tree.pk,
    ("wagtailsnippets_testapp_bulletin:", "pk"): lambda own: own.bulletin.pk,
    ("wagtailsnippets_testapp_bulletin:", "revision_id"): lambda own: own.bulletin.latest_revision_id,
    ("wagtailsnippets_testapp_bulletin:", "revision_id_a"): lambda own: "earliest",
    ("wagtailsnippets_testapp_bulletin:", "revision_id_b"): lambda own: "latest",
    ("wagtailsnippets_testapp_bulletin:", "workflow_state_id"): lambda own: own.bulletin_state.pk,
    ("wagtailsnippets_testapp_bulletin:", "task_state_id"): lambda own: own.bulletin_state.current_task_state_id,
    ("wagtailsnippets_testapp_bulletin:", "task_id"): lambda own: own.bulletin_state.current_task_state.task_id,
    ("removals:propose_content", "app_label"): lambda own: "testapp",
    ("removals:propose_content", "model_name"): lambda own: "bulletin",
    ("removals:propose_content", "content_id"): lambda own: own.bulletin.pk,
    ("removals:propose_content", "kind"): lambda own: RemovalKind.UNPUBLISH,
    ("appointment:", "pk"): lambda own: own.appointment.pk,
    ("unitsite:", "pk"): lambda own: own.site.pk,
    ("ledger:", "pk"): lambda own: own.ledger_entry.pk,
    ("event:", "pk"): lambda own: own.event.pk,
    ("sign-in-record:", "pk"): lambda own: own.sign_in_record.pk,
    ("scheduled-job:", "pk"): lambda own: own.scheduled_job.pk,
    ("entry:", "pk"): lambda own: own.catalogue_entry.pk,
    ("category:", "pk"): lambda own: own.exemption.category_id,
    ("calendarday:", "pk"): lambda own: 1,
    ("legalterm:", "pk"): lambda own: 1,
    ("scriptcorrection:", "pk"): lambda own: 1,
    ("sitenotice:", "pk"): lambda own: own.notice.pk,
    ("partnerlink:", "pk"): lambda own: own.partner_link.pk,
    ("trustedhost:", "pk"): lambda own: own.trusted_host.pk,
    ("privacynotice:", "pk"): lambda own: own.privacy_notice.pk,
    ("synonym:", "pk"): lambda own: own.synonym.pk,
    ("bestbet:", "pk"): lambda own: own.best_bet.pk,
    ("removals:", "page_id"): lambda own: own.live.pk,
    ("opencat_versions:", "page_id"): lambda own: own.live.pk,
    ("translation:text", "page_id"): lambda own: own.translation.pk,
    ("translation:preview", "page_id"): lambda own: own.translation.pk,
}
QUERY: dict[str, Callable[[Owned], str]] = {
    "wagtail_bulk_action": lambda own: f"?id={own.article.pk}",
    "wagtailadmin_choose_page_chosen_multiple": lambda own: f"?id={own.article.pk}",
    "wagtailimages_chooser:chosen_multiple": lambda own: f"?id={own.image.pk}",
    "wagtaildocs_chooser:chosen_multiple": lambda own: f"?id={own.document.pk}",
}


def url_of(address: Address, own: Owned) -> str:
    """The URL of an address with arguments that point at `own`.

    Raises:
        KeyError: nobody has said yet what an argument of this address means.
    """
    if not address.name:
        return "/" + address.route.replace(".*/", "no-such-page/")
    arguments = {name: _value(address.name, name, own) for name in address.parameters}
    return reverse(address.name, kwargs=arguments) + QUERY.get(address.name, lambda own: "")(own)


def _value(url_name: str, argument: str, own: Owned) -> Any:
    fitting = [key for key in SPECIAL if key[1] == argument and url_name.startswith(key[0])]
    value = SPECIAL[max(fitting, key=lambda key: len(key[0]))] if fitting else ARGUMENTS[argument]
    return value(own)
