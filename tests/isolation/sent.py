"""What the walk sends with POST where an empty form would not reach the view's own checks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.isolation.world import Owned
from tests.story import article_form

# A form with streams says how many blocks each has.
NO_BLOCKS = {"questions-count": "0", "guests-count": "0", "transcript-count": "0"}
WITH_STREAMS = ("add", "edit", "preview_on_add", "preview_on_edit", "revisions_revert")

SENT: dict[str, Callable[[Owned], dict[str, Any]]] = {
    "wagtailadmin_pages:copy": lambda own: {
        "new_parent_page": own.column.pk,
        "new_title": "副本",
        "new_slug": "copy",
    },
    "wagtailadmin_pages:add": lambda own: article_form(),
    "wagtailadmin_pages:edit": lambda own: article_form(),
    "wagtailadmin_pages:revisions_revert": lambda own: article_form(),
    "wagtailadmin_pages:preview_on_add": lambda own: article_form(),
    "wagtailadmin_pages:preview_on_edit": lambda own: article_form(),
    "wagtailadmin_pages:move": lambda own: {"new_parent_page": own.second_column.pk},
    "wagtailadmin_choose_page_external_link": lambda own: {
        "external-link-chooser-url": own.live.full_url,
        "external-link-chooser-link_text": "链接",
    },
    "incoming_mail:mail": lambda own: {"decision": "dismiss", "reason": "广告"},
    "inbox:review": lambda own: {"action": "object"},
    "accounts:decide_proposal": lambda own: {"decision": "refuse"},
    "translation:languages": lambda own: {"variant": "en"},
    "wagtailadmin_api:pages:action": lambda own: {"destination_page_id": own.column.pk, "recursive": False},
    **{
        f"wagtailsnippets_inquiry_{model}:{view}": lambda own: NO_BLOCKS
        for model in ("survey", "interview")
        for view in WITH_STREAMS
    },
}
