from __future__ import annotations

from django.urls import reverse
from wagtail.admin.admin_url_finder import ModelAdminURLFinder

from sites.casework.models.reply import Reply
from sites.casework.rights import may_see


class ReplyURLFinder(ModelAdminURLFinder):
    """An answer is written on the page of its case."""

    def construct_edit_url(self, instance: Reply) -> str:
        return reverse("casework:case", args=[instance.case.number])

    def get_edit_url(self, instance: Reply) -> str | None:
        if self.user is not None and not may_see(self.user, instance.case):
            return None
        return self.construct_edit_url(instance)
