from __future__ import annotations

from datetime import time

from hub.scheduler.registry import Job, register
from hub.scheduler.rules import WorkingDays
from tests.testapp.surveys import remind_of_surveys

register(
    Job("remind_tree_surveys", "古树名木复查提醒", remind_of_surveys, WorkingDays(time(8, 0)), "已生成 {} 封提醒邮件。")
)
