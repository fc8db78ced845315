"""What of the list somebody wants to see, from the address."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from sites.casework.enums import CaseStatus, Channel
from sites.casework.kinds import choices
from sites.casework.models.case import Case
from sites.casework.numbers import as_typed
from sites.organisation.models.unit import Unit


class CaseFilter(django_filters.FilterSet):
    """All of it optional."""

    q = django_filters.CharFilter(label="编号或标题", method="with_words")
    kind = django_filters.ChoiceFilter(label="类别", empty_label="全部", choices=choices)
    status = django_filters.ChoiceFilter(label="状态", empty_label="全部", choices=CaseStatus.choices)
    channel = django_filters.ChoiceFilter(label="渠道", empty_label="全部", choices=Channel.choices)
    unit = django_filters.ModelChoiceFilter(label="承办单位", empty_label="全部", queryset=Unit.objects.none())

    class Meta:
        model = Case
        fields = ("q", "kind", "status", "channel", "unit")

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["unit"].queryset = units

    def with_words(self, cases: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        return cases.filter(Q(title__icontains=value.strip()) | Q(number__contains=as_typed(value)))
