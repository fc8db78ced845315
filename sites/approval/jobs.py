from __future__ import annotations

from datetime import time

from hub.scheduler.registry import Job, register
from hub.scheduler.rules import Daily, WorkingDays
from sites.approval.inbox.digest import send_digests
from sites.approval.nightly_verification import verify_each_night

register(
    Job("send_inbox_digest", "每日待审批汇总邮件", send_digests, WorkingDays(time(7, 30)), "已生成 {} 封汇总邮件。")
)
register(Job("verify_ledger", "核对审批台账与公开内容", verify_each_night, Daily(time(2, 30)), "{}"))
