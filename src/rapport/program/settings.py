"""How Django is set up for one home: what the command line and, later, the pages share."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from rapport.home import Home, HomeError
from rapport.program.pages import page_settings

APPS = (
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rapport.web.base",
    "rapport.web.start",
    "rapport.web.explore",
    "rapport.web.audit.overview",
    "rapport.web.audit.samples",
    "rapport.web.audit.scoring",
    "rapport.web.audit.criteria",
    "rapport.web.audit.schema",
    "rapport.web.audit.judging",
    "rapport.web.audit.shops",
    "rapport.web.audit.interviews",
    "rapport.web.audit.answers",
    "rapport.web.ask",
    "rapport.web.review",
    "rapport.web.programmes",
    "rapport.web.understand",
    "rapport.web.feelings",
    "rapport.web.act",
    "rapport.web.plans",
    "rapport.web.notices",
    "rapport.web.front",
    "rapport.web.alerts",
    "rapport.web.cases",
    "rapport.web.answer",
    "rapport.web.reports",
    "rapport.web.settings",
    "rapport.web.api",
    "rapport.web.jobs",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "rapport.program.people",
    "rapport.program.audits",
    "rapport.program.answers",
    "rapport.program.schemas",
    "rapport.program.scoring",
    "rapport.program.judging",
    "rapport.program.shops",
    "rapport.program.interviews",
    "rapport.program.coaching",
    "rapport.program.cases",
    "rapport.program.alerts",
    "rapport.program.jobs",
    "rapport.program.requests",
    "rapport.program.hooks",
    "rapport.program.reading",
    "rapport.program.surveys",
    "rapport.program.plans",
    "rapport.program.notices",
    "rapport.program.front",
    "rapport.program.crm",
    "rapport.program.sending",
    "rapport.program.views",
)

SQLITE = {
    # Writers queue at the start of their transaction instead of failing in the middle of it.
    "transaction_mode": "IMMEDIATE",
    "timeout": 60,
    # Decisions survive a power cut (FULL), and what is deleted is overwritten (secure_delete).
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
}


KEPT = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
"""A process that answers keeps its connection from one request to the next: to open SQLite's and read its
tables, and to write its log back when it is closed, takes longer than most requests."""


def django_settings(home: Home) -> dict[str, Any]:
    """What `django.conf.settings` is configured with for `home`."""
    return {
        "INSTALLED_APPS": list(APPS),
        "AUTH_USER_MODEL": "people.User",
        "DATABASES": {"default": database_settings(home)},
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "TASKS": {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}},
        "USE_TZ": True,
        "TIME_ZONE": "UTC",
        "HOME_TIME_ZONE": home.settings.time_zone,
        **page_settings(home),
    }


def database_settings(home: Home) -> dict[str, Any]:
    """Django's words for the database of `home`: its SQLite file, or PostgreSQL by `database_url`.

    Raises HomeError for a URL that is not PostgreSQL's.
    """
    if not home.settings.database_url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(home.database_path),
            "OPTIONS": dict(SQLITE),
            **KEPT,
        }
    return _postgres(home.settings.database_url)


def _postgres(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise HomeError(
            "database_url is not a PostgreSQL address with a database name",
            "database_url",
            "Write postgresql://user:password@host:5432/name, or leave it out for SQLite.",
        )
    pairs = [pair.partition("=") for pair in parts.query.split("&") if pair]
    options = {key: unquote(value) for key, _, value in pairs}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or parts.hostname or "",
        "PORT": str(parts.port or options.pop("port", "")),
        "OPTIONS": options,
        **KEPT,
    }
