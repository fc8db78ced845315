from __future__ import annotations

from hub.scheduler.commands import JobCommand


class Command(JobCommand):
    code = "send_unanswered_queries"
    help = "关闭已能搜到的词，把仍搜不到的词发给负责的人，一周内每人一封。平时由 run_due 每周运行。"
