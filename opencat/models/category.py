from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from opencat.enums import RecordKind, Scope


class CategoryQuerySet(models.QuerySet["Category"]):
    def in_force(self, day: date | None = None) -> CategoryQuerySet:
        day = day or timezone.localdate()
        return self.filter(Q(retired_on=None) | Q(retired_on__gt=day), in_force_from__lte=day)

    def for_unit(self, unit: Any) -> CategoryQuerySet:
        """The categories that bind the unit's site: Art. 14 the portal, Art. 15 all others."""
        is_portal = unit is not None and unit.is_portal
        return self.filter(scope=Scope.PORTAL if is_portal else Scope.UNITS)

    def top(self) -> CategoryQuerySet:
        return self.filter(parent=None)


class Category(models.Model):
    """A category of what must be disclosed, as Arts. 14 and 15 name them, or a part of one.

    Kept for ever: one that no longer applies is retired, and its documents stay in it.
    """

    code = models.CharField(
        "代码",
        max_length=6,
        unique=True,
        validators=[RegexValidator(r"^\d{4}(\d{2})?$", "四位数字（条、项），下级类别再加两位。")],
        help_text="条和项各两位，例如 1403 是第十四条（三）；下级类别再加两位。写入索引号，不能更改",
    )
    name = models.CharField("名称", max_length=60)
    parent = models.ForeignKey(
        "self", verbose_name="上级类别", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    scope = models.CharField("适用网站", max_length=10, choices=Scope.choices)
    article = models.CharField("依据", max_length=100, help_text="例如：第十四条（三）")
    description = models.CharField("说明", max_length=300, blank=True)
    # Codes of LegalTerm, not keys: a term has one row for each day from which it holds.
    term_code = models.CharField("公开期限", max_length=60, blank=True, help_text="不选则按信息类别（第十三条）")
    update_code = models.CharField("更新期限", max_length=60, blank=True, help_text="多久必须有新的信息")
    record_kind = models.CharField("结构化内容", max_length=20, choices=RecordKind.choices, blank=True)
    asks_number = models.BooleanField("须有文号", default=False)
    asks_interpretation = models.BooleanField("须配政策解读", default=False)
    is_interpretation = models.BooleanField("是政策解读", default=False, help_text="必须指明所解读的文件")
    takes_emergencies = models.BooleanField(
        "可发突发事件信息", default=False, help_text="只有这类栏目可以用突发事件信息的简易审批（第十四条（七））"
    )
    in_force_from = models.DateField("起用日期")
    retired_on = models.DateField("停用日期", null=True, blank=True, help_text="停用后不再选用，原有信息保留")
    sort_order = models.PositiveIntegerField("排序", default=100)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = "目录类别"
        verbose_name_plural = "目录类别"
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.article} {self.name}"

    def clean(self) -> None:
        super().clean()
        if self.parent and not (self.code.startswith(self.parent.code) and len(self.code) > len(self.parent.code)):
            raise ValidationError({"code": f"下级类别的代码应以上级的 {self.parent.code} 开头。"})
        if self.parent and self.parent.scope != self.scope:
            raise ValidationError({"scope": "下级类别与上级适用于同样的网站。"})
        if self.retired_on and self.retired_on < self.in_force_from:
            raise ValidationError({"retired_on": "停用日期不能早于起用日期。"})
        if self.pk and Category.objects.filter(pk=self.pk).exclude(code=self.code).exists():
            raise ValidationError({"code": "代码已写入索引号，不能更改。请停用这个类别，另设一个。"})
