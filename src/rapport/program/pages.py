"""The part of Django's settings that only the pages need; plain words, nothing of the pages is imported.

One process has one set of settings, and the tables behind sign-in belong to every home, so the command
line is configured with them too.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rapport.home import Home

LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
LARGEST_BODY = 16 * 1024 * 1024
"""Of a request; the API takes as much, and a few addresses that take files take more."""
LARGEST_FROM_STRANGERS = 1024 * 1024
"""Where no account is needed: signing in, taking up an invitation."""
MIDDLEWARE = [
    # What every answer carries comes before the files of the pages, which end the way of a request.
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "rapport.web.config.request_id.RequestIdMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "rapport.web.config.door.DoorMiddleware",
    "rapport.web.answer.short_way.ShortWayMiddleware",
    "rapport.web.api.answers.ApiAnswersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "rapport.web.config.errors.ErrorPagesMiddleware",
    "rapport.web.config.actor.ActorMiddleware",
    "axes.middleware.AxesMiddleware",
]
ONLY_OURSELVES = ["'self'"]
CSP = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ONLY_OURSELVES,
        "style-src": ONLY_OURSELVES,
        "img-src": ["'self'", "data:"],
        "font-src": ONLY_OURSELVES,
        "connect-src": ONLY_OURSELVES,
        "media-src": ONLY_OURSELVES,
        "form-action": ONLY_OURSELVES,
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
CHECKS = "django.contrib.auth.password_validation."


def page_settings(home: Home) -> dict[str, Any]:
    """What sign-in, sessions, templates and static files need."""
    secure = (home.settings.address or "").startswith("https://")
    return {
        "SECRET_KEY": secret_key(home.root / "secret.key"),
        "ALLOWED_HOSTS": [*LOCAL_HOSTS, *home.settings.hosts],
        "CSRF_TRUSTED_ORIGINS": [home.settings.address] if home.settings.address else [],
        "ROOT_URLCONF": "rapport.web.config.urls",
        "MIDDLEWARE": MIDDLEWARE,
        "DATA_UPLOAD_MAX_MEMORY_SIZE": LARGEST_BODY,
        "TEMPLATES": [_templates()],
        "STATIC_URL": "/static/",
        "WHITENOISE_USE_FINDERS": True,
        "WHITENOISE_AUTOREFRESH": False,
        "WHITENOISE_MAX_AGE": 3600,
        "SESSION_ENGINE": "django.contrib.sessions.backends.db",
        "SESSION_COOKIE_AGE": 12 * 3600,
        "SESSION_SAVE_EVERY_REQUEST": False,
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_SECURE": secure,
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_FAILURE_VIEW": "rapport.web.config.errors.csrf_failed",
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https") if secure else None,
        "SECURE_HSTS_SECONDS": 365 * 24 * 3600 if secure else 0,
        "SECURE_REFERRER_POLICY": "same-origin",
        "X_FRAME_OPTIONS": "DENY",
        "CONTENT_SECURITY_POLICY": _policy(home),
        "PASSWORD_HASHERS": HASHERS,
        "AUTH_PASSWORD_VALIDATORS": [
            {"NAME": CHECKS + "UserAttributeSimilarityValidator"},
            {"NAME": CHECKS + "MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
            {"NAME": CHECKS + "CommonPasswordValidator"},
        ],
        "AUTHENTICATION_BACKENDS": [
            "axes.backends.AxesStandaloneBackend",
            "allauth.account.auth_backends.AuthenticationBackend",
        ],
        **_sign_in(),
        **_single_sign_on(home),
    }


def _policy(home: Home) -> dict[str, Any]:
    """Forms may lead to the company's own sign-in, too: browsers hold redirects of a form to the rule."""
    server = home.settings.sign_on_server
    if server is None:
        return CSP
    parts = urlsplit(server)
    allowed = [*ONLY_OURSELVES, f"{parts.scheme}://{parts.netloc}"]
    return {"DIRECTIVES": {**CSP["DIRECTIVES"], "form-action": allowed}}


def _single_sign_on(home: Home) -> dict[str, Any]:
    """OpenID Connect, where the home names a server; its people must have been invited all the same."""
    given = home.settings
    if given.sign_on_server is None:
        return {"SOCIALACCOUNT_PROVIDERS": {}}
    app = {
        "provider_id": "company",
        "name": given.sign_on_name,
        "client_id": given.sign_on_client,
        "secret": given.sign_on_secret,
        "settings": {"server_url": given.sign_on_server},
    }
    return {
        "SOCIALACCOUNT_PROVIDERS": {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}},
        "SOCIALACCOUNT_ONLY": not given.passwords,
    }


def _sign_in() -> dict[str, Any]:
    """Accounts are made by invitation only; an address signs in, with a second factor where set up."""
    return {
        "LOGIN_URL": "/account/login/",
        "LOGIN_REDIRECT_URL": "/",
        "ACCOUNT_ADAPTER": "rapport.web.config.accounts.ByInvitationOnly",
        "SOCIALACCOUNT_ADAPTER": "rapport.web.config.accounts.KnownPeopleOnly",
        "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
        "ACCOUNT_LOGIN_METHODS": {"email"},
        "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1*"],
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "SOCIALACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_LOGOUT_REDIRECT_URL": "/account/login/",
        "ACCOUNT_SESSION_REMEMBER": None,
        # Wrong passwords are counted in the database, for all processes together (axes).
        "ACCOUNT_RATE_LIMITS": {"login_failed": "1000/m/ip"},
        "MFA_SUPPORTED_TYPES": ["totp", "recovery_codes"],
        "MFA_TOTP_ISSUER": "Rapport",
        "AXES_FAILURE_LIMIT": 10,
        "AXES_COOLOFF_TIME": 0.25,
        "AXES_RESET_ON_SUCCESS": True,
        "AXES_LOCKOUT_PARAMETERS": [["username", "ip_address"]],
        "AXES_USERNAME_CALLABLE": "rapport.web.config.accounts.attempted_address",
        "AXES_LOCKOUT_CALLABLE": "rapport.web.config.errors.locked_out",
        "AXES_SENSITIVE_PARAMETERS": [],
        "AXES_VERBOSE": False,
    }


def _templates() -> dict[str, Any]:
    return {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "rapport.web.base.frame.frame",
            ],
        },
    }


def secret_key(path: Path) -> str:
    """The key that sessions are signed with: `RAPPORT_SECRET_KEY`, else the home's own, made when absent."""
    given = os.environ.get("RAPPORT_SECRET_KEY")
    if given:
        return given
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="utf-8").strip()
    except OSError:
        # A home that can only be read: nobody signs in, the command line still reads it.
        return secrets.token_urlsafe(48)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        key = secrets.token_urlsafe(48)
        file.write(key + "\n")
    return key
