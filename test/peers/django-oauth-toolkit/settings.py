"""As `django-admin startproject` makes them, and OAUTH2_PROVIDER as the toolkit's getting started and OpenID Connect pages say."""

import os
from pathlib import Path

DATA = Path(os.environ["DATA"])

SECRET_KEY = "a-key-of-the-check-that-is-long-enough-for-django-to-be-content"
ALLOWED_HOSTS = ["localhost"]
ROOT_URLCONF = "urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": DATA / "db.sqlite3"}}
LOGIN_URL = "/admin/login/"
STATIC_URL = "static/"
USE_TZ = True

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "oauth2_provider",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# Hashing a secret takes half a second with Django's usual hasher, and a check authenticates several hundred times.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher", "hashers.FastHasher"]

OAUTH2_PROVIDER = {
    "CLIENT_SECRET_HASHER": "fast_pbkdf2",
    "SCOPES": {"openid": "OpenID Connect", "read": "Read", "write": "Write"},
    "DEFAULT_SCOPES": ["read"],
    "REQUEST_APPROVAL_PROMPT": "auto",
    "OIDC_ENABLED": True,
    "OIDC_RSA_PRIVATE_KEY": os.environ["RSA_KEY"],
    "OIDC_RP_INITIATED_LOGOUT_ENABLED": True,
    "OAUTH_DEVICE_VERIFICATION_URI": os.environ["ORIGIN"] + "/o/device",
}
