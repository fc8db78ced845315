from __future__ import annotations

from datetime import time

from hub.scheduler.registry import Job, register
from hub.scheduler.rules import WorkingDays
from sites.approval.inbox.digest import send_digests

register(
    Job("send_inbox_digest", "每日待审批汇总邮件", send_digests, WorkingDays(time(7, 30)), "已生成 {} 封汇总邮件。")
)
