from __future__ import annotations

from django.db import models


class CalendarDay(models.Model):
    """A day that is not what its weekday says: a public holiday or a make-up workday.

    Days without a row follow their weekday. A year without any row has not been announced; dates in it are provisional.
    """

    day = models.DateField("日期", unique=True)
    is_workday = models.BooleanField("上班", help_text="调休上班的周末打勾；放假的日子不打勾")
    name = models.CharField("说明", max_length=60, blank=True)

    class Meta:
        verbose_name = "节假日与调休"
        verbose_name_plural = "节假日与调休"
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {'上班' if self.is_workday else '放假'}"


class DayUnit(models.TextChoices):
    WORKING_DAYS = "working_days", "工作日"
    CALENDAR_DAYS = "calendar_days", "自然日"


class LegalTerm(models.Model):
    """A term that a regulation sets, as data: how many days, of which kind, by which article, since when."""

    code = models.SlugField("代码", max_length=60)
    subject = models.CharField("事项", max_length=120)
    days = models.PositiveSmallIntegerField("期限")
    unit = models.CharField("单位", max_length=20, choices=DayUnit.choices, default=DayUnit.WORKING_DAYS)
    source = models.CharField("依据", max_length=200)
    in_force_from = models.DateField("生效日期")

    class Meta:
        verbose_name = "法定时限"
        verbose_name_plural = "法定时限"
        constraints = [models.UniqueConstraint(fields=["code", "in_force_from"], name="one_term_per_day")]
        ordering = ["code", "-in_force_from"]

    def __str__(self) -> str:
        return f"{self.subject} {self.days} {self.get_unit_display()}"
