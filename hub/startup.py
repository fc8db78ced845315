"""What this app connects when it is ready: each module its own signal handlers."""

from __future__ import annotations

from django.apps import AppConfig
from django.conf import settings
from PIL import Image

from hub import (
    admin_host,  # noqa: F401  registers system checks
    cache_identity,
    calendar,
    checks,  # noqa: F401
    text_fields,
    wagtail_patches,  # noqa: F401
)
from hub.accounts import avatars, records
from hub.accounts.proposals import account_kinds
from hub.accounts.sessions import actions as sessions
from hub.confinement import checks as confinement_checks  # noqa: F401
from hub.private_fields import checks as private_fields_checks  # noqa: F401
from hub.private_fields import queries
from hub.sent_files import checks as sent_files_checks  # noqa: F401
from hub.sent_files import rotation as sent_files_rotation


def register_signal_handlers(config: AppConfig) -> None:
    Image.MAX_IMAGE_PIXELS = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS  # on every road; what has twice as many is refused
    calendar.connect()
    cache_identity.connect(config)
    records.connect()
    account_kinds.register()
    avatars.connect()
    sessions.connect()
    queries.connect()
    sent_files_rotation.connect()
    text_fields.connect()
