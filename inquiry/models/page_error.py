from __future__ import annotations

from django.db import models
from wagtail.models import Page

from sites.casework.models.case import Case


class PageError(models.Model):
    """Of which page, as it then stood, somebody reported an error (本页纠错)."""

    case = models.OneToOneField(Case, verbose_name="办件", on_delete=models.CASCADE, related_name="page_error")
    page = models.ForeignKey(Page, verbose_name="页面", null=True, on_delete=models.SET_NULL, related_name="+")
    revision_id = models.PositiveBigIntegerField("版本", null=True)  # the live one then
    address = models.CharField("网址", max_length=500)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = verbose_name_plural = "本页纠错"

    def __str__(self) -> str:
        return f"{self.case_id} {self.address}"

    def corrected_page(self) -> Page | None:
        """The page, once it is answered and another version of it is public."""
        page = self.page
        if page is None or not page.live or self.case.answered_on is None:
            return None
        return page if page.live_revision_id and page.live_revision_id != self.revision_id else None
