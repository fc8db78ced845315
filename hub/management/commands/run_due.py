from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hub.scheduler.actions import run_due
from hub.scheduler.enums import RunOutcome


class Command(BaseCommand):
    help = "运行到时的定时任务。由系统的定时器（cron、systemd）每分钟启动一次；有任务失败时以非零状态退出。"

    def handle(self, *args: Any, **options: Any) -> None:
        runs = run_due()
        for run in runs if options["verbosity"] else ():
            self.stdout.write(f"{run.job}：{run.get_outcome_display()}。{run.message}")
        if failed := [str(run.job) for run in runs if run.outcome != RunOutcome.DONE]:
            raise CommandError(f"{len(failed)} 项任务失败：{'、'.join(failed)}。")
