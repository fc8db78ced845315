from __future__ import annotations

from hub.scheduler.registry import Job, register
from hub.scheduler.rules import EveryMinutes
from sites.importing.batches import run_all

register(Job("run_import_batches", "导入领导已同意的批次", run_all, EveryMinutes(2), "已导入 {} 批。"))
