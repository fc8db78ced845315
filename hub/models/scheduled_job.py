from __future__ import annotations

from django.db import models

from hub.scheduler.enums import RunOutcome


class ScheduledJob(models.Model):
    """A periodic job as it stands: code and schedule are the code's, the rest is written by `hub.scheduler.actions`."""

    repeats_text = True  # hub.text_fields

    code = models.CharField("代码", max_length=60, unique=True)
    name = models.CharField("名称", max_length=100)
    schedule = models.CharField("时间安排", max_length=60)
    created_at = models.DateTimeField("登记时间", auto_now_add=True)
    last_run_at = models.DateTimeField("上次运行", null=True, blank=True)
    next_run_at = models.DateTimeField("下次运行")
    outcome = models.CharField("结果", max_length=20, choices=RunOutcome.choices, blank=True)
    message = models.CharField("说明", max_length=300, blank=True)
    failures = models.PositiveIntegerField("连续失败", default=0)
    duration = models.DurationField("用时", null=True, blank=True)

    class Meta:
        verbose_name = "定时任务"
        verbose_name_plural = "定时任务"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class JobRun(models.Model):
    """One run of a job. The latest are kept."""

    repeats_text = True  # hub.text_fields

    job = models.ForeignKey(ScheduledJob, verbose_name="任务", on_delete=models.CASCADE, related_name="runs")
    started_at = models.DateTimeField("开始")
    duration = models.DurationField("用时", null=True, blank=True)
    outcome = models.CharField("结果", max_length=20, choices=RunOutcome.choices, default=RunOutcome.RUNNING)
    message = models.CharField("说明", max_length=300, blank=True)

    class Meta:
        verbose_name = "运行记录"
        verbose_name_plural = "运行记录"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.job} {self.started_at:%Y-%m-%d %H:%M}"
