from __future__ import annotations

from datetime import time

from hub.scheduler.registry import Job, register
from hub.scheduler.rules import Daily, Weekly
from search.usage.mail import send_unanswered_queries
from search.usage.retention import delete_old_usage

register(
    Job(
        "send_unanswered_queries",
        "每周搜不到结果的词的邮件",
        send_unanswered_queries,
        Weekly(time(8, 0), weekday=0),
        "已生成 {} 封邮件。",
    )
)
register(Job("search_usage_cleanup", "删除过期的搜索统计", delete_old_usage, Daily(time(3, 30)), "已删除 {} 行。"))
