"""
Django's settings, all from the environment; each variable is described where it is read.

Keys that the set-up made are read from ``var/keys`` when the environment does not give them.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

from ruqsat.gateways import addresses
from ruqsat.running import logs
from ruqsat.running.database import django_database
from ruqsat.running.environment import mobile_signing, operators, tax_bodies
from ruqsat.running.outside import gateways, known_of
from ruqsat.running.values import key_bytes, log_level, secret, usable, whole

HERE = Path(__file__).resolve().parent

# Everything the instance keeps outside the database: keys, files, logs, the embedded server.
VAR = Path(os.environ.get("RUQSAT_VAR", "var")).resolve()
CLOCK_FILE = Path(os.environ.get("RUQSAT_CLOCK_FILE", VAR / "clock.jsonl"))
TRUST_DIR = Path(os.environ.get("RUQSAT_TRUST_DIR", VAR / "trust"))
SEALS_DIR = Path(os.environ.get("RUQSAT_SEALS_DIR", VAR / "seals"))
# The seals' keys: files beside the certificates, or in a hardware module (PKCS#11): the maker's library, the token's
# label, the user's PIN, better in a file that nobody else reads. There each office's key has its code for a label.
SEAL_MODULE = os.environ.get("RUQSAT_SEAL_MODULE", "")
SEAL_TOKEN = os.environ.get("RUQSAT_SEAL_TOKEN", "ruqsat")
SEAL_PIN = secret("RUQSAT_SEAL_PIN", file="RUQSAT_SEAL_PIN_FILE", environ=os.environ)
FILES_DIR = Path(os.environ.get("RUQSAT_FILES_DIR", VAR / "files"))


def _key(variable: str, file: str) -> str:
    path = VAR / "keys" / file
    return usable(variable, os.environ.get(variable) or (path.read_text().strip() if path.is_file() else ""))


SECRET_KEY = _key("RUQSAT_SECRET_KEY", "secret.key")
_instance_key = _key("RUQSAT_INSTANCE_KEY", "instance.key")
INSTANCE_KEY = key_bytes("RUQSAT_INSTANCE_KEY", _instance_key)  # 32 bytes; wraps file keys

# Addresses. The public one stands in QR codes and decides whether cookies are for HTTPS only.
_web_port = whole("RUQSAT_WEB_PORT", os.environ.get("RUQSAT_WEB_PORT", ""))
_sandbox_port = whole("RUQSAT_SANDBOX_PORT", os.environ.get("RUQSAT_SANDBOX_PORT", ""))
PUBLIC_URL = os.environ.get("RUQSAT_PUBLIC_URL", f"http://127.0.0.1:{_web_port}").rstrip("/")
SANDBOX_URL = os.environ.get("RUQSAT_SANDBOX_URL", f"http://127.0.0.1:{_sandbox_port}").rstrip("/")
SIGNING_PROGRAM_URL = os.environ.get("RUQSAT_SIGNING_PROGRAM_URL", "wss://127.0.0.1:13579")
_public = urlsplit(PUBLIC_URL)
_https = _public.scheme == "https"

# The outside systems: the sandbox, or where the environment says that the real ones are (`ruqsat.running.outside`).
GATEWAYS = gateways(os.environ, sandbox_url=SANDBOX_URL, var=VAR)
addresses.configure(known_of(GATEWAYS))
# Links that open eGov mobile on the phone itself, by the name of the program; ``{address}`` stands for the address of
# what is signed. Empty: signing on a phone is not offered (it wants a contract for the service NITEC-S-5096).
MOBILE_SIGNING = mobile_signing(os.environ.get("RUQSAT_MOBILE_SIGNING", ""), pki=GATEWAYS["pki"], sandbox=SANDBOX_URL)

# The codes (KNO) of the tax authorities to which the fees go, a JSON object by the office's region: {"75": "…"}.
# No public list of today's codes was found: they are to be confirmed with the tax authorities before money is taken.
TAX_BODIES = tax_bodies(os.environ.get("RUQSAT_TAX_BODIES", ""), payments=GATEWAYS["payments"])

# Who sees how the system itself fares, and has what is stuck tried again (`web/operations`): their IINs.
OPERATORS = operators(os.environ.get("RUQSAT_OPERATORS", ""), gateways=GATEWAYS)

# The application's role, which owns no table; `ruqsat migrate` connects as the owner (DATABASE_OWNER_URL).
DATABASE_POOL_SIZE = whole("RUQSAT_DATABASE_POOL", os.environ.get("RUQSAT_DATABASE_POOL", ""))
DATABASES = {"default": django_database(os.environ.get("DATABASE_URL", ""), pool_size=DATABASE_POOL_SIZE)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "ruqsat.running",
    "ruqsat.journal",
    "ruqsat.keeping",
    "ruqsat.people",
    "ruqsat.documents",
    "ruqsat.consents",
    "ruqsat.payments",
    "ruqsat.post",
    "ruqsat.licenses",
    "ruqsat.cases",
    "ruqsat.jobs",
    "ruqsat.web",
    "pgtrigger",
    "procrastinate.contrib.django",
    "csp",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "ruqsat.web.middleware.person_of_request",
    "ruqsat.web.middleware.kept_nowhere",
    "ruqsat.web.middleware.lists_of_today",
    "django.middleware.locale.LocaleMiddleware",
    "ruqsat.web.middleware.nothing_endless",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "ruqsat.web.middleware.PlainPages",
]

ROOT_URLCONF = "ruqsat.urls"
WSGI_APPLICATION = "ruqsat.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# Languages and time. Every moment is stored in UTC; law reads civil time from its own table.
LANGUAGE_CODE = "kk"
LANGUAGES = [("kk", "Қазақша"), ("ru", "Русский"), ("en", "English")]
LOCALE_PATHS = [HERE / "web" / "locale"]
FORMAT_MODULE_PATH = ["ruqsat.web.formats"]
TIME_ZONE = "Asia/Almaty"
USE_TZ = True

# Small files stay in memory; of those too large nothing is kept.
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "ruqsat.web.uploads.NothingTooLarge",
]

# Static files are built by the set-up and served from where they are.
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True

# Who may ask, and what a browser may do with the answer.
DEBUG = False
ALLOWED_HOSTS = [
    *filter(None, {_public.hostname, "127.0.0.1", "localhost"}),
    *filter(None, os.environ.get("RUQSAT_ALLOWED_HOSTS", "").split(",")),
]
# Cookies do not know ports: two instances on one machine must not take each other's.
_suffix = f"_{_public.port}" if _public.port else ""
# With this prefix a browser takes them from this very host over HTTPS only, not from a neighbor under the same domain.
_prefix = "__Host-" if _https else ""
SESSION_COOKIE_NAME = f"{_prefix}ruqsat_session{_suffix}"
CSRF_COOKIE_NAME = f"{_prefix}ruqsat_csrf{_suffix}"
LANGUAGE_COOKIE_NAME = f"ruqsat_language{_suffix}"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _https
SESSION_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "ruqsat.web.errors.csrf_failure"
SESSION_COOKIE_AGE = 12 * 3600  # seconds: a working day
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _https else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _https else 0
SECURE_SSL_REDIRECT = _https
SECURE_REDIRECT_EXEMPT = [r"^(?:alive|healthz|readyz)$"]
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

_payment_page = "{0.scheme}://{0.netloc}".format(urlsplit(GATEWAYS["payments"]["url"]))
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "media-src": ["'self'"],
        "manifest-src": ["'self'"],
        "connect-src": ["'self'", SIGNING_PROGRAM_URL],
        "form-action": ["'self'", _payment_page],  # a browser holds the redirect after a form to this list too
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

logs.configure()
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": log_level("RUQSAT_LOG_LEVEL", os.environ.get("RUQSAT_LOG_LEVEL", ""))},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "procrastinate": {"level": "WARNING"},  # otherwise two lines for every job that went well
        "httpx": {"level": "WARNING"},
        "pyhanko": {"level": "CRITICAL"},  # otherwise a trace for whatever is wrong in a PDF that anybody presents
    },
}
