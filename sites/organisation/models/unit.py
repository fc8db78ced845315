from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from hub.reserved_names import check_name
from sites.organisation.enums import LegalStanding, UnitCategory

host_label = RegexValidator(
    r"^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$", "请用小写字母、数字和连字符（不以连字符开头或结尾），它会出现在网址里。"
)


_STANDING = {
    UnitCategory.PORTAL: LegalStanding.GOVERNMENT,
    UnitCategory.PARTY: LegalStanding.PARTY,
    UnitCategory.GOVERNMENT: LegalStanding.DEPARTMENT,
    UnitCategory.TOWN: LegalStanding.TOWN,
}


class Unit(models.Model):
    """A town, street, department or other body of the municipality (Arts. 2, 6–8)."""

    name = models.CharField("单位全称", max_length=100, unique=True)
    short_name = models.CharField("简称", max_length=40)
    code = models.CharField("代码", max_length=40, unique=True, validators=[host_label])
    category = models.CharField("类别", max_length=20, choices=UnitCategory.choices)
    parent = models.ForeignKey(
        "self", verbose_name="上级单位", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    address = models.CharField("地址", max_length=200, blank=True)
    telephone = models.CharField("电话", max_length=60, blank=True)
    introduction = models.TextField("单位简介", blank=True)
    standing = models.CharField(
        "法律地位", max_length=20, choices=LegalStanding.choices, blank=True, help_text="留空的，由类别决定"
    )
    review_organ = models.CharField(
        "行政复议机关", max_length=100, blank=True, help_text="留空的，由法律地位决定；垂直管理的机关必填"
    )
    court = models.CharField("行政诉讼管辖法院", max_length=100, blank=True)
    sort_order = models.PositiveIntegerField("排序", default=100)

    class Meta:
        verbose_name = "单位"
        verbose_name_plural = "单位"
        ordering = ["sort_order", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["category"], condition=models.Q(category=UnitCategory.PORTAL), name="one_portal_unit"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_portal(self) -> bool:
        """Whether this unit answers for the municipal portal (Art. 6)."""
        return self.category == UnitCategory.PORTAL

    @property
    def legal_standing(self) -> str:
        """As entered, else what units of its category are."""
        return self.standing or _STANDING[UnitCategory(self.category)]

    @property
    def answers_requests(self) -> bool:
        """Whether it offers disclosure on request: organs of the party are no respondents (条例 Art. 2)."""
        return self.legal_standing != LegalStanding.PARTY

    def clean(self) -> None:
        super().clean()
        if self.standing == LegalStanding.VERTICAL and not self.review_organ:
            raise ValidationError({"review_organ": "垂直管理的机关，请填写行政复议机关（上一级主管部门）。"})
        try:
            check_name(self.code)  # a channel's address begins with it
        except ValidationError as reserved:
            raise ValidationError({"code": reserved}) from reserved
        if self.pk is not None and self._changes_the_portal():
            raise ValidationError(
                {"category": "门户网站的责任单位不能在这里变更：门户的信息要经网络信息中心编发，审批环节由此决定。"}
            )
        seen, unit = {self.pk}, self.parent
        while unit is not None:
            if unit.pk in seen:
                raise ValidationError({"parent": "上级单位不能是本单位或本单位的下级单位。"})
            seen.add(unit.pk)
            unit = unit.parent

    def _changes_the_portal(self) -> bool:
        """Steps of an approval hang on it (Art. 27)."""
        stored = Unit.objects.filter(pk=self.pk).values_list("category", flat=True).first()
        return stored is not None and (stored == UnitCategory.PORTAL) != self.is_portal
