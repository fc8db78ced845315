from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hub.weather.actions import fetch_all, provider


class Command(BaseCommand):
    help = "取得天气预报（由定时任务每半小时运行一次）。失败时保留上一次的预报，并以非零状态退出。"

    def handle(self, *args: Any, **options: Any) -> None:
        source = provider()
        if source is None:
            self.stdout.write("没有设置 WEATHER_PROVIDER，不取天气。")
            return
        if failed := fetch_all(source):
            raise CommandError(f"未能取得天气：{'、'.join(failed)}（原因见日志）。")
        self.stdout.write(f"已从{source.source}取得天气。")
