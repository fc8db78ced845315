"""Production: every secret and every server comes from the environment; a missing one stops the start."""

from __future__ import annotations

from hub.logging.settings import logging_settings
from hub.settings.base import *  # noqa: F403
from hub.settings.base import DEFAULT_FROM_EMAIL, LOG_LEVEL, OWN_PACKAGES, env

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
LEDGER_KEY = env.str("LEDGER_KEY", default="")  # without it nothing is published: check approval.E002
PRIVATE_DATA_KEY = env.str("PRIVATE_DATA_KEY", default="")  # without it no personal data is stored: check hub.E006
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
DATABASES = {"default": {**env.db("DATABASE_URL"), "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}
CACHES = {
    "default": {
        "BACKEND": "hub.shared_cache.SharedCache",
        "KEY_FUNCTION": "hub.cache_identity.make_key",
        "LOCATION": env.str("REDIS_URL"),
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 1},
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
INSTALLED_APPS = [*INSTALLED_APPS, "django_tasks_db"]  # noqa: F405
STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
SERVE_MEDIA = False
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=["127.0.0.1", "::1", ""])  # "": nginx over a socket

vars().update(env.email_url("EMAIL_URL"))
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_SUBJECT_PREFIX = "[网站群] "

# Addresses of those who run the install. Without any, nobody is told of errors, and the error page does not say so.
ADMINS = [("", address) for address in env.list("ADMINS", default=[])]
ERRORS_ARE_MAILED = bool(ADMINS)
LOGGING = logging_settings(own=OWN_PACKAGES, level=LOG_LEVEL, mails_errors=ERRORS_ARE_MAILED)

SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=True)
WAGTAILADMIN_BASE_URL = env.str("ADMIN_BASE_URL")

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
