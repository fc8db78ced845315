from __future__ import annotations

from functools import partial

from django.core.management import call_command

from hub.outbox import drain_outbox
from hub.scheduler.registry import Job, register
from hub.scheduler.rules import EveryMinutes
from hub.weather.actions import fetch_weather

register(
    Job(
        "publish_scheduled",
        "发布到时的信息，撤下到期的信息",
        partial(call_command, "publish_scheduled"),
        EveryMinutes(1),
    )
)
register(Job("drain_outbox", "发送待发邮件", drain_outbox, EveryMinutes(1), "已发送 {} 封邮件。"))
register(Job("fetch_weather", "取得天气预报", fetch_weather, EveryMinutes(30), "{}"))
