"""The form of documents. Wagtail's deletes the old file before it saves, so that a refused save would come too late."""

from __future__ import annotations

from typing import Any

from wagtail.documents.forms import BaseDocumentForm

from sites.approval.shown_files import refuse_change


class GroupDocumentForm(BaseDocumentForm):
    def save(self, commit: bool = True) -> Any:
        refuse_change(type(self.instance), self.instance, raw=False, update_fields=None)
        return super().save(commit=commit)
