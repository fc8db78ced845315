"""What the sitemap's one query asks of a model is known when the app starts, not when a crawler comes."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from hub.models import AuditEvent
from sites.pages import public_content
from sites.pages.public_content import PublicContent


@pytest.mark.parametrize(
    ("fields", "lacking"),
    [
        ({}, "没有字段 unit"),
        ({"unit_field": "actor"}, "没有字段 changed_at"),
        ({"unit_field": "actor", "changed_field": "seen__at"}, "没有字段 seen__at"),
    ],
)
def test_a_model_without_the_fields_is_refused(fields: dict[str, str], lacking: str) -> None:
    known = {"model": AuditEvent, "name": "event", "label": "事件", **fields}
    content = type("Events", (PublicContent,), known)()
    with pytest.raises(ImproperlyConfigured, match=lacking):
        public_content.register(content)
    assert public_content.content_named("event") is None
