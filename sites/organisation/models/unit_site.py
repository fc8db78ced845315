from __future__ import annotations

from django.contrib.auth.models import Group
from django.db import models
from wagtail.models import Collection, Page, Site

from sites.organisation.models.unit import Unit


class UnitSite(models.Model):
    """The site of one unit: its page tree, collection and group, and where it answers.

    With `site` set the unit has a host of its own; without it the tree is a channel under the portal.
    """

    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="unit_site", verbose_name="单位")
    home = models.OneToOneField(Page, on_delete=models.PROTECT, related_name="+", verbose_name="首页")
    site = models.OneToOneField(Site, null=True, blank=True, on_delete=models.PROTECT, related_name="unit_site")
    collection = models.OneToOneField(Collection, on_delete=models.PROTECT, related_name="+")
    # None on the portal: the centre edits it (Arts. 7, 27), and the channels of other units lie below its home.
    writers = models.OneToOneField(
        Group, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="编写组", editable=False
    )
    identification_code = models.CharField("网站标识码", max_length=20, blank=True)
    filing_number = models.CharField("备案号", max_length=60, blank=True)
    security_filing_number = models.CharField("公安备案号", max_length=60, blank=True)
    opened_at = models.DateTimeField("建站时间", auto_now_add=True)

    class Meta:
        verbose_name = "网站"
        verbose_name_plural = "网站"
        ordering = ["unit__sort_order", "unit__code"]

    def __str__(self) -> str:
        return self.unit.name

    @property
    def is_channel(self) -> bool:
        return self.site_id is None
