"""The periodic jobs, to read: when they run, and what is wrong."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Max
from django.utils import timezone
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet

from hub.models import ScheduledJob

# Some job runs every minute: when none has for so long, nobody starts `run_due`.
SILENCE = timedelta(minutes=10)
RUNS_SHOWN = 50


class ScheduledJobIndexView(IndexView):
    """Says first when nothing runs at all."""

    template_name = "scheduler/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        latest = ScheduledJob.objects.aggregate(latest=Max("last_run_at"))["latest"]
        return {
            **super().get_context_data(**kwargs),
            "latest": latest,
            "is_silent": latest is None or latest < timezone.now() - SILENCE,
        }


class ScheduledJobInspectView(InspectView):
    template_name = "scheduler/inspect.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "runs": self.object.runs.all()[:RUNS_SHOWN]}


class ScheduledJobViewSet(ModelViewSet):
    model = ScheduledJob
    icon = "time"
    menu_label = "定时任务"
    name = "scheduled-job"
    index_view_class = ScheduledJobIndexView
    index_template_name = "scheduler/index.html"
    inspect_view_enabled = True
    inspect_view_class = ScheduledJobInspectView
    inspect_template_name = "scheduler/inspect.html"
    list_display = [
        TitleColumn("name", label="名称", url_name="scheduled-job:inspect"),
        "schedule",
        Column("get_outcome_display", label="上次结果"),
        "failures",
        "message",
        DateColumn("last_run_at", label="上次运行"),
        DateColumn("next_run_at", label="下次运行"),
    ]
    list_filter = ["outcome"]
    ordering = ["pk"]
    form_fields = ["name"]
    copy_view_enabled = False
    inspect_view_fields = [
        "name", "code", "schedule", "outcome", "message", "failures", "last_run_at", "duration", "next_run_at",
    ]  # fmt: skip
