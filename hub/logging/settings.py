"""The setting LOGGING, in one place for all environments."""

from __future__ import annotations

from typing import Any

LINE = "{asctime} {levelname} {name} [{request_id}] {message}"
TIME = "%Y-%m-%dT%H:%M:%S%z"


def logging_settings(*, own: set[str], level: str, mails_errors: bool = False) -> dict[str, Any]:
    """Everything goes to standard error, where systemd or Docker keep it; errors also by mail if `mails_errors`.

    `own` are the top-level packages of the project, which speak from `level` on. Others speak from WARNING on.
    """
    handlers: dict[str, dict[str, Any]] = {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["request_id"]}
    }
    if mails_errors:
        handlers["mail"] = {
            "class": "hub.logging.admin_mail.AdminMailHandler",
            "level": "ERROR",
            "formatter": "line",
            "filters": ["request_id"],
        }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request_id": {"()": "hub.logging.request_id.RequestIDFilter"}},
        "formatters": {"line": {"format": LINE, "datefmt": TIME, "style": "{"}},
        "handlers": handlers,
        "root": {"handlers": list(handlers), "level": "WARNING"},
        "loggers": {
            **{name: {"level": level} for name in sorted(own)},
            # Instead of Django's own handlers, which mail every error, with cookies and what was typed into forms.
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            # Addresses that do not exist stand in the web server's log.
            "django.request": {"level": "ERROR"},
            # What strangers send is logged and nobody's alarm.
            "django.security": {"handlers": ["console"], "propagate": False},
        },
    }
