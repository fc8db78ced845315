from __future__ import annotations

from collections.abc import Collection
from typing import Any, Self

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

    # What an account that comes from the database said of its rights; None of a new one.
    read: dict[str, bool] | None = None

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

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any]) -> Self:
        account = super().from_db(db, field_names, values)
        account.read = {name: account.__dict__.get(name) for name in ("is_active", "is_superuser")}
        return account

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Of a stored account a whole save writes no right but one that it changes: what it has read may be old by now.

        A new password or name, of an account that is closed meanwhile, does not open it again.
        """
        if self.read is not None and not args and not self.get_deferred_fields() and kwargs.keys() <= {"using"}:
            unchanged = {name for name, value in self.read.items() if value == getattr(self, name)}
            fields = {field.name for field in self._meta.concrete_fields if not field.primary_key}
            kwargs["update_fields"] = fields - unchanged - {"memberships_on"}
        super().save(*args, **kwargs)
        if self.read is not None:
            self.read = {name: getattr(self, name) for name in self.read}

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
