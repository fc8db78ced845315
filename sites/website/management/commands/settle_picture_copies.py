from __future__ import annotations

from hub.scheduler.commands import JobCommand


class Command(JobCommand):
    code = "settle_picture_copies"
    help = "立即让图片的公开副本与公开的内容一致。平时由 run_due 每小时运行。"
