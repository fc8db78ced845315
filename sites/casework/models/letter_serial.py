from __future__ import annotations

from django.db import models

from sites.organisation.models.unit import Unit


class LetterSerial(models.Model):
    """The last serial that a unit gave to a letter in a year."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = verbose_name_plural = "文书编号"
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="one_letter_serial_per_year")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}: {self.last}"
