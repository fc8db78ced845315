"""Settings that every environment shares. Only what differs per machine comes from the environment."""

from __future__ import annotations

from pathlib import Path

import environ
from csp.constants import NONE, SELF

from hub.logging.settings import logging_settings

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / ".data"))).resolve()

INSTALLED_APPS = [
    "hub",
    "wagtail.contrib.table_block",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "hub.apps_users.GroupUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "wagtail_localize",
    # After Wagtail's own apps: what they replace of theirs must be there. From the lowest floor up.
    "sites.organisation",
    "sites.approval",
    "sites.pages",
    "sites.casework",
    "sites.website",
    "sites.backoffice",
    "sites.importing",
    "opencat",
    "inquiry",
    "search",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tables2",
    "django_tasks",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django_otp_webauthn",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "hub.logging.request_id.RequestIDMiddleware",  # first: what any other does is part of the request
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "hub.variants.middleware.VariantMiddleware",  # before all that looks at the path
    "hub.admin_host.AdminHostMiddleware",  # before anybody asks for a session
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "sites.organisation.middleware.OfficesReadOnceMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "hub.accounts.sessions.middleware.SignInMiddleware",  # after CSRF: what it gives back was sent by our own form
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "csp.middleware.CSPMiddleware",
    "hub.middleware.AdminContentSecurityPolicyMiddleware",
    "sites.website.errors.maintenance.MaintenanceMiddleware",
    "sites.website.middleware.SiteMiddleware",
    "hub.display.middleware.DisplayMiddleware",
    "sites.website.middleware.FormerAddressMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",  # pages that were moved or renamed lead on
    "hub.double_submission.DoubleSubmissionMiddleware",
    "sites.backoffice.files_in_use.middleware.FileInUseMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "hub.urls"
WSGI_APPLICATION = "hub.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hub.context_processors.public_face",
                "sites.website.context_processors.site_group",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "KEY_FUNCTION": "hub.cache_identity.make_key",
        # Navigation and readers of articles share it; the preset 300 entries would push each other out.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'hub.sqlite3'}")}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
# To open one costs more than most pages: SQLite reads the whole schema.
DATABASES["default"]["CONN_MAX_AGE"] = 60
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Writers queue instead of failing, and readers never wait for a writer.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "hub.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "sites.organisation.auth.AppointmentBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "hub.accounts.lockout.sign_in_address"
AXES_HANDLER = "hub.accounts.lockout.SignInHandler"
# So many names that fail from one address stop it, but for who signed in from there in so many days.
SIGN_IN_NAMES_PER_ADDRESS = env.int("SIGN_IN_NAMES_PER_ADDRESS", default=10)
SIGN_IN_KNOWN_DAYS = env.int("SIGN_IN_KNOWN_DAYS", default=30)
# So many wrong passwords for one name, from wherever, stop it in the same way.
SIGN_IN_FAILURES_PER_NAME = env.int("SIGN_IN_FAILURES_PER_NAME", default=40)
# How long it stays on record who signed in, or tried to. At least half a year (hub.E004).
SIGN_IN_RECORD_DAYS = env.int("SIGN_IN_RECORD_DAYS", default=365)
AXES_LOCKOUT_TEMPLATE = "errors/lockout.html"
AXES_VERBOSE = False
# Axes keeps what was sent with a failed attempt.
AXES_SENSITIVE_PARAMETERS = [
    "username", "ip_address", "email", "password-old_password", "password-new_password1", "password-new_password2",
]  # fmt: skip
LOGIN_URL = "wagtailadmin_login"
# Whether approvers, and who manages accounts, need a second factor (docs/accounts.md).
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=False)
OTP_TOTP_SYNC = False  # one step of 30 seconds before and after, whatever a clock did before
OTP_WEBAUTHN_HELPER_CLASS = "hub.accounts.factors.passkeys.GroupPasskeys"
OTP_WEBAUTHN_ALLOW_PASSWORDLESS_LOGIN = False
# Passkeys belong to the admin's host, which WAGTAILADMIN_BASE_URL says (hub.E003): nothing to set a second time.
SILENCED_SYSTEM_CHECKS = ["otp_webauthn.E010", "otp_webauthn.E011", "otp_webauthn.E030"]
# A sign-in ends after so long without anything done, and in any case after so many hours.
SIGN_IN_IDLE_MINUTES = env.int("SIGN_IN_IDLE_MINUTES", default=30)
SIGN_IN_HOURS = env.int("SIGN_IN_HOURS", default=12)
SESSION_COOKIE_AGE = SIGN_IN_HOURS * 60 * 60
PASSWORD_RESET_TIMEOUT = 60 * 60  # seconds: the link stands in the outbox
ACCOUNT_LINK_HOURS = env.int("ACCOUNT_LINK_HOURS", default=72)  # by which an account begins
# In an hour. More than that is answered the same, and no mail leaves.
PASSWORD_RESETS_PER_ACCOUNT = env.int("PASSWORD_RESETS_PER_ACCOUNT", default=3)
PASSWORD_RESETS_PER_ADDRESS = env.int("PASSWORD_RESETS_PER_ADDRESS", default=10)

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English")]  # of content
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "locale"]  # what Wagtail's own Chinese lacks, and our words for approval
FORMAT_MODULE_PATH = ["hub.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
# What citizens send: no address leads there (docs/sent-files.md).
PRIVATE_ROOT = env.str("PRIVATE_ROOT", default=str(DATA_DIR / "private"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "private": {"BACKEND": "hub.sent_files.storage.PrivateStorage"},
}

X_FRAME_OPTIONS = "DENY"  # previews in the admin are exempt by their own views
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "sites.website.errors.views.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    }
}
# Wagtail's admin still needs inline scripts and styles.
ADMIN_CONTENT_SECURITY_POLICY = {
    **CONTENT_SECURITY_POLICY["DIRECTIVES"],
    "script-src": [SELF, "'unsafe-inline'", "'unsafe-eval'"],
    "style-src": [SELF, "'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:"],
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb", "display-capture")
}

# Proxies of our own, whose last entry in X-Forwarded-For is the visitor's address.
TRUSTED_PROXIES: list[str] = env.list("TRUSTED_PROXIES", default=[])

TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="noreply@localhost")

# --- The city --------------------------------------------------------------
# Whose sites these are. Another city sets its own names, division code and standard columns.
CITY_NAME = env.str("CITY_NAME", default="兴宁市")
CITY_SHORT_NAME = env.str("CITY_SHORT_NAME", default="兴宁")
PORTAL_NAME = env.str("PORTAL_NAME", default=f"{CITY_NAME}人民政府")
# The regulation that the terms come from, and by which disclosed information is free to use (Art. 10).
CITY_ABOVE_GOVERNMENT = env.str("CITY_ABOVE_GOVERNMENT", default="梅州市人民政府")  # reviews what the city decides
REGULATION_TITLE = env.str("REGULATION_TITLE", default=f"{CITY_NAME}政府网站管理办法（试行）")
OPEN_DATA_LICENCE = env.str(
    "OPEN_DATA_LICENCE", default=f"可以免费下载、复制和使用（《{REGULATION_TITLE}》第十条），请注明来源。"
)
# Division code (GB/T 2260): index numbers of disclosed documents begin with it.
REGION_CODE = env.str("REGION_CODE", default="441481")
STANDARD_COLUMNS = env.str(
    "STANDARD_COLUMNS", default=str(BASE_DIR / "sites" / "pages" / "provisioning" / "standard_columns.json")
)

# --- Logging ---------------------------------------------------------------
LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")  # of our own apps
OWN_PACKAGES = {name.partition(".")[0] for name in INSTALLED_APPS} & {path.name for path in BASE_DIR.iterdir()}
LOGGING = logging_settings(own=OWN_PACKAGES, level=LOG_LEVEL)
ERRORS_ARE_MAILED = False  # whether ADMINS hear of errors, as the error page says

# --- Letters ---------------------------------------------------------------
OFFICE_CLOSES_AT = env.str("OFFICE_CLOSES_AT", default="17:30")  # what comes later counts from the next working day
# How often one address may send letters, ask for a case, ask for a lost code, answer a survey, ask an interview.
# wrong, number: the one beyond the rate is the last that is looked at.
LETTER_RATES = {
    "send": "30/h", "status": "30/m", "wrong": "10/10m", "lost": "10/h", "survey": "60/h", "question": "30/h",
    "files": "60/h", "number": "4/15m",
}  # fmt: skip
CASE_STATUS_PATH = "/letters/status/"  # where applicants look, below the root of every host
# Where answers and bounces of mail to citizens go, and the mailbox that they are read from
# (docs/notices-to-citizens.md): imaps://user:password@host:993/INBOX
LETTERS_REPLY_TO = env.str("LETTERS_REPLY_TO", default="")
INCOMING_MAIL = env.str("INCOMING_MAIL", default="")
# Text messages: https://gateway/path, or file:///path for development; "" sends none.
TEXT_MESSAGES = env.str("TEXT_MESSAGES", default="")
TEXT_MESSAGES_KEY = env.str("TEXT_MESSAGES_KEY", default="")  # signs what the gateway gets
TEXT_MESSAGES_PER_DAY = env.int("TEXT_MESSAGES_PER_DAY", default=5)  # to one telephone
TEXT_MESSAGE_TEMPLATES = env.dict("TEXT_MESSAGE_TEMPLATES", default={})  # our code → the gateway's id

# --- Wagtail ---------------------------------------------------------------
WAGTAIL_SITE_NAME = env.str("SITE_GROUP_NAME", default=f"{CITY_NAME}政府网站群")
OTP_TOTP_ISSUER = WAGTAIL_SITE_NAME
# The admin answers on this host alone (hub.admin_host).
WAGTAILADMIN_BASE_URL = env.str("ADMIN_BASE_URL", default="http://portal.localhost:8000")
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
# Translations lie below their source and are found by the variant of the URL (docs/decisions/0006), so Wagtail's own
# parallel trees stay switched off (WAGTAIL_I18N_ENABLED).
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES[:1]
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": "sites.pages.translation.machine.OpenCCTranslator"}
# A pasted address stays what it is: Wagtail would look it up and name the page, whoever's it is.
WAGTAILADMIN_EXTERNAL_LINK_CONVERSION = "none"
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []  # nothing is embedded, and nobody is asked for it
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_PASSWORD_REQUIRED = True
WAGTAILUSERS_PASSWORD_ENABLED = False  # nobody sets another's password (hub/accounts/links.py)
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False  # names and addresses are the centre's (hub/accounts)
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "hub.accounts.forms.OutboxPasswordResetForm"  # noqa: S105
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "sites.approval.finish.publish_approved"
WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT = 5
WAGTAILIMAGES_IMAGE_MODEL = "hub.GroupImage"
WAGTAILDOCS_DOCUMENT_MODEL = "hub.GroupDocument"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000  # 200 MB of memory while one is resized
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILDOCS_DOCUMENT_FORM_BASE = "sites.backoffice.files_in_use.forms.GroupDocumentForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = [
    "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "wps", "et", "ofd", "csv", "txt", "zip",
    "mp3", "mp4", "webm", "vtt",
]  # fmt: skip
DOCUMENT_MAX_UPLOAD_SIZE = 100 * 1024 * 1024
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.admin_search"}}
WAGTAILREDIRECTS_AUTO_CREATE = True
TAGGIT_CASE_INSENSITIVE = True
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_HANDLERS = [
    "hub.sent_files.quota.QuotaUploadHandler",  # first: it stops what is too much
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# The user that reads strangers' files, where the service is started by root (docs/foreign-files.md).
READER_USER = env.str("READER_USER", default="")

# --- What citizens send -----------------------------------------------------
# Kinds of `hub.sent_files.kinds.Kind`; what they lack is refused.
SENT_FILE_KINDS = env.list(
    "SENT_FILE_KINDS", default=["jpg", "png", "webp", "pdf", "doc", "docx", "xls", "xlsx", "txt"]
)
SENT_FILES_MOST = env.int("SENT_FILES_MOST", default=5)  # with one form
SENT_FILE_LARGEST = env.int("SENT_FILE_LARGEST", default=10 * 1024 * 1024)  # bytes of one file
# "tcp://127.0.0.1:3310" or "unix:/run/clamav/clamd.ctl"; empty: nothing is scanned, and that is said.
CLAMAV = env.str("CLAMAV", default="")
CLAMAV_TIMEOUT = env.int("CLAMAV_TIMEOUT", default=30)  # seconds for one file, all in all
# That a person pressed (docs/proof-of-work.md): what a browser has to try, and each try's rounds of PBKDF2.
PROOF_OF_WORK_TRIES = env.int("PROOF_OF_WORK_TRIES", default=300)
PROOF_OF_WORK_ROUNDS = env.int("PROOF_OF_WORK_ROUNDS", default=5_000)
PROOF_OF_WORK_RATE = env.str("PROOF_OF_WORK_RATE", default="60/m")  # challenges for one address
# Without a script: so many seconds after the form was shown, and so many forms of one address.
WAITING_PROOF_SECONDS = env.int("WAITING_PROOF_SECONDS", default=10)
WAITING_PROOF_RATE = env.str("WAITING_PROOF_RATE", default="10/h")

# --- When the site is closed -----------------------------------------------
# Either one closes it; what stands in the file is what visitors read.
MAINTENANCE = env.bool("MAINTENANCE", default=False)
MAINTENANCE_FILE = env.str("MAINTENANCE_FILE", default=str(DATA_DIR / "maintenance"))
RETRY_AFTER = 120  # seconds after which browsers and robots may ask again

# --- Weather ---------------------------------------------------------------
# An adapter (hub.weather.open_meteo.OpenMeteo, hub.weather.qweather.QWeather); empty: no weather is fetched.
WEATHER_PROVIDER = env.str("WEATHER_PROVIDER", default="")
WEATHER_URL = env.str("WEATHER_URL", default="")  # instead of the provider's own host
WEATHER_KEY = env.str("WEATHER_KEY", default="")
WEATHER_PLACES = env.str("WEATHER_PLACES", default=f"{CITY_NAME},24.14,115.73")  # name,latitude,longitude;…
WEATHER_TIMEOUT = 15  # seconds for one answer
WEATHER_STALE_HOURS = 3  # older than this the panel says so
WEATHER_GONE_HOURS = 24  # older than this it is not shown

# --- The site group --------------------------------------------------------
# Sites without a host of their own choosing get "<unit code>.<GROUP_DOMAIN>".
GROUP_DOMAIN = env.str("GROUP_DOMAIN", default="localhost")
GROUP_PORT = env.int("GROUP_PORT", default=443)
# Script of the Traditional pages: a configuration of OpenCC (s2hk: as in Hong Kong; s2tw: as in Taiwan).
SCRIPT_CONVERSION = env.str("SCRIPT_CONVERSION", default="s2hk")
# The unit that runs the group (Art. 7); its offices see and edit everything.
CENTRE_UNIT_CODE = env.str("CENTRE_UNIT_CODE", default="centre")
# Keys that sealed the ledger before LEDGER_KEY did; rows sealed with them are verified with them.
LEDGER_FORMER_KEYS = env.list("LEDGER_FORMER_KEYS", default=[])
# Keys that encrypted personal data before PRIVATE_DATA_KEY did; what they encrypted is read with them.
PRIVATE_DATA_FORMER_KEYS = env.list("PRIVATE_DATA_FORMER_KEYS", default=[])
# Where the end of the ledger is written down each night, outside of the database; best on another machine's disk.
LEDGER_ANCHOR_FILE = env.str("LEDGER_ANCHOR_FILE", default=str(DATA_DIR / "ledger-anchors.jsonl"))
# How long one delegation lasts at most. The regulation names no term: 90 is this project's default.
DELEGATION_LONGEST_DAYS = env.int("DELEGATION_LONGEST_DAYS", default=90)

# --- Search ----------------------------------------------------------------
# A node of Elasticsearch 8; empty: the database answers. With it the database's index is kept all the same.
ELASTICSEARCH_URL = env.str("ELASTICSEARCH_URL", default="")
ELASTICSEARCH_INDEX = env.str("ELASTICSEARCH_INDEX", default="site-group")
# How often one address may ask: "60/m" is 60 times a minute (docs/search-usage.md).
SEARCH_RATES = {
    "search": env.str("SEARCH_RATE", default="60/m"),
    "suggest": env.str("SUGGESTION_RATE", default="300/m"),
    "api": env.str("SEARCH_API_RATE", default="60/m"),
    "feed": env.str("SEARCH_FEED_RATE", default="60/m"),
}
SEARCH_USAGE_DAYS = 730  # how long counts of searches are kept
