from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from sites.casework.numbers import as_typed, is_number


class HotQuestion(models.Model):
    """热点问题: a published letter whose answer helps many. It is shown as long as the letter is public."""

    letter_number = models.CharField(
        "来信编号", max_length=20, unique=True, help_text="已在网站公开的来信的编号，11 位数字。"
    )
    sort_order = models.PositiveSmallIntegerField("排序", default=10, help_text="小的在前。")

    class Meta:
        verbose_name = verbose_name_plural = "热点问题"
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return self.letter_number

    def clean(self) -> None:
        """
        Raises:
            ValidationError: that is no number of a letter.
        """
        self.letter_number = as_typed(self.letter_number)
        if not is_number(self.letter_number):
            raise ValidationError({"letter_number": "编号不对，请核对后再输入（共 11 位数字）。"})
