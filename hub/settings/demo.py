"""`make demo`: nothing but Python. SQLite, media, mail and a generated key live in DATA_DIR."""

from __future__ import annotations

from hub.keys import stored_key
from hub.settings.base import *  # noqa: F403
from hub.settings.base import DATA_DIR, INSTALLED_APPS, env

DEBUG = False
DEMO = True
INSTALLED_APPS = [*INSTALLED_APPS, "demo"]
SECRET_KEY = stored_key(DATA_DIR / "secret-key")
LEDGER_KEY = stored_key(DATA_DIR / "ledger-key")
PRIVATE_DATA_KEY = stored_key(DATA_DIR / "private-data-key")
ALLOWED_HOSTS = [".localhost", "127.0.0.1", "[::1]"]

GROUP_PORT = env.int("PORT", default=8000)
WAGTAILADMIN_BASE_URL = f"http://portal.localhost:{GROUP_PORT}"
WHITENOISE_USE_FINDERS = True
SERVE_MEDIA = True
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
SESSION_COOKIE_NAME = "hub_session"
