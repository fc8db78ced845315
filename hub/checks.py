"""System checks that hold what apps register with the install."""

from __future__ import annotations

from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

from hub.scheduler.registry import registered_jobs


@register
def check_jobs(**options: object) -> list[CheckMessage]:
    """Error hub.E002: two apps, or one app twice, register a job under one code."""
    try:
        registered_jobs()
    except ImproperlyConfigured as reason:
        return [Error(str(reason), hint="Give each job in jobs.py a code of its own.", id="hub.E002")]
    return []
