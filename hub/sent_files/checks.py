"""System checks of what the install says about sent files."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from hub.sent_files import clamav
from hub.sent_files.kinds import KINDS


@register
def check_sent_files(**options: object) -> list[CheckMessage]:
    """Errors hub.E008 to E010: settings with which sent files could be fetched, not scanned, or not be taken at all."""
    problems: list[CheckMessage] = []
    root = Path(settings.PRIVATE_ROOT).resolve()
    served = [Path(each).resolve() for each in (settings.MEDIA_ROOT, settings.STATIC_ROOT)]
    if any(root.is_relative_to(each) or each.is_relative_to(root) for each in served):
        hint = "Choose a folder apart from MEDIA_ROOT and STATIC_ROOT, neither inside nor around them."
        problems.append(Error("PRIVATE_ROOT lies among files that are served.", hint=hint, id="hub.E008"))
    if clamav.is_configured() and not clamav.is_address(settings.CLAMAV):
        hint = "tcp://127.0.0.1:3310 or unix:/run/clamav/clamd.ctl; empty: no scanner."
        problems.append(Error(f"CLAMAV={settings.CLAMAV!r} is no address of clamd.", hint=hint, id="hub.E009"))
    if unknown := set(settings.SENT_FILE_KINDS) - set(KINDS):
        hint = f"Kinds are: {', '.join(KINDS)}."
        problems.append(Error(f"SENT_FILE_KINDS names unknown kinds: {sorted(unknown)}.", hint=hint, id="hub.E010"))
    return problems


@register(deploy=True)
def check_scanner(**options: object) -> list[CheckMessage]:
    """Warning hub.W006: nobody looks for viruses in what citizens send."""
    if clamav.is_configured():
        return []
    problem = "没有配置病毒扫描（CLAMAV）：公众上传的附件都标为“未扫描”，工作人员仍能打开。"
    return [Warning(problem, hint="请安装 clamd，并设置 CLAMAV=unix:/run/clamav/clamd.ctl。", id="hub.W006")]
