from __future__ import annotations

from django.db import models

from hub.models.append_only import AppendOnlyModel
from sites.casework.enums import ClockChange
from sites.casework.models.case import Case


class ClockFact(AppendOnlyModel):
    """Something that moved the clock of a case. The due date is read from all of them (`sites.casework.clock`).

    `term_code`: of the legal term that it begins, changes to, or extends by, as in force on `law_on`.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="clock_facts")
    change = models.CharField(max_length=10, choices=ClockChange.choices)
    on = models.DateField()
    term_code = models.SlugField(max_length=60, blank=True)
    law_on = models.DateField(null=True)
    days = models.PositiveSmallIntegerField(null=True)  # working days that somebody set, where no term says how many
    reason = models.CharField(max_length=200, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = verbose_name_plural = "办件期限记录"
        ordering = ["case", "pk"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.get_change_display()} {self.on}"
