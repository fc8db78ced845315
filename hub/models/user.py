from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from wagtail.search import index

from hub.accounts.rules import full_name_problem, name_problem


class User(index.Indexed, AbstractUser):
    """A person. What a person may do follows from the offices that the person holds today."""

    telephone = models.CharField("联系电话", max_length=40, blank=True)
    memberships_on = models.DateField(
        "权限核定日期", null=True, blank=True, editable=False, help_text="组成员关系最近一次按任职核定的日期"
    )

    # People are looked up by their whole names, which no column holds.
    search_fields = [
        *(index.AutocompleteField(name) for name in ("get_full_name", "username", "email", "telephone")),
        *(
            index.FilterField(name)
            for name in ("id", "is_active", "is_superuser", "last_login", "last_name", "first_name", "username")
        ),
    ]

    class Meta:
        verbose_name = "用户"
        verbose_name_plural = "用户"

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def clean(self) -> None:
        super().clean()
        problems = {}
        for field in ("last_name", "first_name"):
            if problem := name_problem(getattr(self, field)):
                problems[field] = problem
        for field, name in (("first_name", self.get_full_name()), ("username", self.username)):
            if field not in problems and (problem := full_name_problem(name)):
                problems[field] = problem
        if self.email and User.objects.filter(email__iexact=self.email).exclude(pk=self.pk).exists():
            problems["email"] = "这个邮箱已登记给另一个账号。"
        if problems:
            raise ValidationError(problems)

    def get_full_name(self) -> str:
        """Family name first, without a space, as Chinese names are written."""
        return f"{self.last_name}{self.first_name}".strip()
