from __future__ import annotations

from hub.scheduler.commands import JobCommand


class Command(JobCommand):
    code = "send_inbox_digest"
    help = "立即向有待审批事项的人员发送汇总邮件，同一天不会重发。平时由 run_due 在工作日早上运行。"
