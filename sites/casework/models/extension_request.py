from __future__ import annotations

from django.db import models
from django.db.models import Q

from hub.models.two_people import ByTwoPeople
from sites.casework.models.case import Case


class ExtensionRequest(ByTwoPeople):
    """That a case needs longer: proposed by who handles it, decided by the office that its kind names."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="extension_requests")
    reason = models.CharField("延期理由", max_length=300)
    is_granted = models.BooleanField("同意", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "延期申请"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(is_granted=None), name="one_open_extension_request")
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.reason}"
