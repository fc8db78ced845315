"""Settings of the test suite: the database comes from DATABASE_URL, SQLite without it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hub.logging.settings import logging_settings
from hub.settings.base import *  # noqa: F403
from hub.settings.base import INSTALLED_APPS, OWN_PACKAGES

INSTALLED_APPS = [*INSTALLED_APPS, "demo", "tests.testapp"]
ROOT_URLCONF = "tests.testapp.root_urls"
DEBUG = False
LOGGING = logging_settings(own=OWN_PACKAGES, level="WARNING")
SECRET_KEY = "tests-only"  # noqa: S105
LEDGER_KEY = "tests-only-ledger"
PRIVATE_DATA_KEY = "tests-only-private-data-of-the-suite"
ALLOWED_HOSTS = [".localhost", "127.0.0.1", "testserver"]
GROUP_PORT = 80
WAGTAILADMIN_BASE_URL = "http://portal.localhost"
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="hub-media-"))
PRIVATE_ROOT = tempfile.mkdtemp(prefix="hub-private-")
LEDGER_ANCHOR_FILE = str(MEDIA_ROOT / "ledger-anchors.jsonl")
SERVE_MEDIA = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True  # else each test client looks at every static file
WHITENOISE_USE_FINDERS = True
AXES_ENABLED = False
# Tests that want the node say so: ELASTICSEARCH_URL names where it is, not that every test uses it.
ELASTICSEARCH_URL = ""
