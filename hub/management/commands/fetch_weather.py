from __future__ import annotations

from hub.scheduler.commands import JobCommand


class Command(JobCommand):
    code = "fetch_weather"
    help = "立即取得天气预报。平时由 run_due 每半小时运行。失败时保留上一次的预报，并以非零状态退出。"
