from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from inquiry.enums import RemedyKind, RemedyResult
from sites.casework.models.case import Case


class Remedy(models.Model):
    """Reconsideration or lawsuit about a request; a row of section 四 of the annual report."""

    case = models.ForeignKey(Case, verbose_name="办件", on_delete=models.CASCADE, related_name="remedies")
    kind = models.CharField("类型", max_length=20, choices=RemedyKind.choices)
    organ = models.CharField("复议机关或者法院", max_length=100)
    began_on = models.DateField("受理日期")
    result = models.CharField("结果", max_length=20, choices=RemedyResult.choices, default=RemedyResult.OPEN)
    ended_on = models.DateField("审结日期", null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = verbose_name_plural = "复议诉讼"
        ordering = ["began_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "kind"], name="one_remedy_of_a_kind"),
            models.CheckConstraint(
                condition=Q(result=RemedyResult.OPEN, ended_on=None)
                | (~Q(result=RemedyResult.OPEN) & Q(ended_on__gte=F("began_on"))),
                name="what_has_ended_has_a_result",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.get_kind_display()}"
