from __future__ import annotations

from hub.scheduler.commands import JobCommand


class Command(JobCommand):
    code = "search_usage_cleanup"
    help = "立即删除超过保留期限（SEARCH_USAGE_DAYS，两年）的搜索统计。平时由 run_due 每天运行。"
