from __future__ import annotations

from hub.scheduler.registry import Job, register
from hub.scheduler.rules import EveryMinutes
from sites.website.picture_copies import settle_picture_copies

register(
    Job("settle_picture_copies", "整理图片的公开副本", settle_picture_copies, EveryMinutes(60), "已整理 {} 个文件。")
)
