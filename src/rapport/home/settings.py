"""The settings of a home: `rapport.toml`, overruled by the environment, overruled by a flag."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from rapport.home.errors import HomeError


@dataclass(frozen=True)
class Redaction:
    """`text`: redact what people wrote and said before it is stored. `keep`: kinds left as they are."""

    text: bool = True
    keep: tuple[str, ...] = ()
    region: str = "US"


@dataclass(frozen=True)
class Settings:
    """What a home is set to. Every field is a key of `rapport.toml`; see docs/how-to/settings.md."""

    name: str = "Company"
    time_zone: str = "UTC"
    languages: tuple[str, ...] = ("en",)
    minimum_base: int = 5
    target_qci: float = 91.0
    confidence: float = 0.95
    minutes_per_evaluation: float = 8.0
    recording_mb: int = 200
    read_beside: bool = True
    retention_days: int | None = None
    criteria_by_two: bool = False
    database_url: str | None = None
    hosts: tuple[str, ...] = ()
    address: str | None = None
    sign_on_server: str | None = None
    sign_on_client: str | None = None
    sign_on_secret: str | None = field(default=None, repr=False)
    sign_on_name: str = "Single sign-on"
    passwords: bool = True
    api_per_minute: int = 600
    hook_hosts: tuple[str, ...] = ()
    mail_server: str | None = None
    mail_port: int = 587
    mail_security: str = "starttls"
    mail_user: str | None = None
    mail_password: str | None = field(default=None, repr=False)
    mail_from: str | None = None
    mail_opened: bool = False
    dkim_selector: str | None = None
    sms_url: str | None = None
    sms_token: str | None = field(default=None, repr=False)
    sms_from: str | None = None
    sms_body: str | None = None
    crm_url: str | None = None
    crm_adapter: str = "http"
    crm_method: str = "PATCH"
    crm_token: str | None = field(default=None, repr=False)
    brand_words: tuple[str, ...] = ()
    jargon_words: tuple[str, ...] = ()
    llm_url: str | None = None
    llm_model: str | None = None
    llm_tokens: int = 500_000
    speech_model: str | None = None
    agent_channel: str = "right"
    redaction: Redaction = field(default_factory=Redaction)

    @property
    def zone(self) -> ZoneInfo:
        """Days and months are cut in this zone."""
        return ZoneInfo(self.time_zone)


_KINDS: dict[str, tuple[tuple[type, ...], str]] = {
    "str": ((str,), "text in quotes"),
    "int": ((int,), "a whole number"),
    "float": ((int, float), "a number"),
    "bool": ((bool,), "true or false"),
    "tuple[str, ...]": ((list, tuple), 'a list of words, like ["a", "b"]'),
}
MAIL_SECURITY = ("starttls", "tls", "none")
ENVIRONMENT = {
    "RAPPORT_TIME_ZONE": "time_zone",
    "DATABASE_URL": "database_url",
    "RAPPORT_SIGN_ON_SECRET": "sign_on_secret",
    "RAPPORT_MAIL_PASSWORD": "mail_password",
    "RAPPORT_SMS_TOKEN": "sms_token",
    "RAPPORT_CRM_TOKEN": "crm_token",
}


def read_settings(path: Path, environment: Mapping[str, str], flags: Mapping[str, Any]) -> Settings:
    """Settings from flag, environment, `rapport.toml` at `path`, default, in this order.

    Raises HomeError for a file that is not TOML, an unknown key or a value that cannot hold.
    """
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise HomeError(
            "The home has no settings", str(path), "Restore a backup, or make the file."
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise HomeError(
            f"The settings are not valid TOML: {error}", str(path), "Mend the line named."
        ) from None
    given.pop("format", None)
    given.update({key: environment[name] for name, key in ENVIRONMENT.items() if environment.get(name)})
    given.update({key: value for key, value in flags.items() if value is not None})
    redaction = _section(Redaction, given.pop("redaction", {}), path, "redaction.")
    settings: Settings = _section(Settings, {**given, "redaction": redaction}, path, "")
    _check(settings, path)
    return settings


def _section(kind: Any, given: Mapping[str, Any], path: Path, prefix: str) -> Any:
    if not isinstance(given, Mapping):
        raise HomeError(f"{prefix.strip('.')} is {given!r}", str(path), "Write it as a section of its own.")
    known = {item.name: str(item.type) for item in fields(kind)}
    for key in given:
        if key not in known:
            raise HomeError(
                f"Unknown setting {prefix}{key}", str(path), f"Known are: {', '.join(sorted(known))}."
            )
        _check_kind(known[key], given[key], f"{path}: {prefix}{key}")
    return kind(**{key: tuple(value) if isinstance(value, list) else value for key, value in given.items()})


def _check_kind(wanted: str, value: Any, where: str) -> None:
    """Whether a value is of the kind its field is declared as."""
    plain, _, optional = wanted.partition(" | ")
    if isinstance(value, Redaction) or (value is None and optional):
        return
    kinds, words = _KINDS[plain]
    holds = isinstance(value, kinds) and (plain == "bool" or not isinstance(value, bool))
    if not holds or (plain.startswith("tuple") and not all(isinstance(item, str) for item in value)):
        raise HomeError(f"{where.rpartition(': ')[2]} is {value!r}", where, f"Give {words}.")


def _check(settings: Settings, path: Path) -> None:
    _check_sign_on(settings, path)
    if settings.time_zone not in available_timezones():
        raise HomeError(
            f"Unknown time zone {settings.time_zone!r}",
            f"{path}: time_zone",
            "Use a name like Europe/Berlin.",
        )
    if not 0.5 <= settings.confidence < 1:
        raise HomeError(f"confidence is {settings.confidence}", f"{path}: confidence", "Use 0.5 to below 1.")
    if not 0 < settings.target_qci <= 100:
        raise HomeError(f"target_qci is {settings.target_qci}", f"{path}: target_qci", "Use 1 to 100.")
    if settings.recording_mb < 1:
        raise HomeError(f"recording_mb is {settings.recording_mb}", f"{path}: recording_mb", "Use 1 or more.")
    if settings.api_per_minute < 1:
        what = f"api_per_minute is {settings.api_per_minute}"
        raise HomeError(what, f"{path}: api_per_minute", "Use 1 or more.")
    if settings.agent_channel not in ("left", "right"):
        what = f"agent_channel is {settings.agent_channel!r}"
        raise HomeError(what, f"{path}: agent_channel", 'Use "left" or "right".')
    if settings.llm_tokens < 1:
        raise HomeError(f"llm_tokens is {settings.llm_tokens}", f"{path}: llm_tokens", "Use 1 or more.")
    if settings.minimum_base < 1:
        raise HomeError(f"minimum_base is {settings.minimum_base}", f"{path}: minimum_base", "Use 1 or more.")


def _check_sign_on(settings: Settings, path: Path) -> None:
    """Single sign-on is set whole or not at all, and somebody can come in somehow."""
    server = settings.sign_on_server
    if server is not None and not server.startswith(("https://", "http://")):
        raise HomeError(
            f"sign_on_server is {server!r}", f"{path}: sign_on_server", "Use an address that begins https://."
        )
    parts = (server, settings.sign_on_client, settings.sign_on_secret)
    if any(parts) and not all(parts):
        todo = "Set sign_on_server and sign_on_client, and RAPPORT_SIGN_ON_SECRET in the environment."
        raise HomeError("Single sign-on is set by half", f"{path}: sign_on_client", todo)
    if not settings.passwords and server is None:
        raise HomeError(
            "Nobody could sign in: passwords are off and there is no sign_on_server",
            f"{path}: passwords",
            "Set sign_on_server, or leave passwords on.",
        )
    if settings.mail_security not in MAIL_SECURITY:
        what = f"mail_security is {settings.mail_security!r}"
        raise HomeError(what, f"{path}: mail_security", f"Use {', '.join(MAIL_SECURITY)}.")
    if settings.sms_url is not None and not settings.sms_url.startswith(("https://", "http://")):
        what = f"sms_url is {settings.sms_url!r}"
        raise HomeError(what, f"{path}: sms_url", "Use an address that begins https://.")
    if settings.crm_url is not None and not settings.crm_url.startswith(("https://", "http://")):
        what = f"crm_url is {settings.crm_url!r}"
        raise HomeError(what, f"{path}: crm_url", "Use an address that begins https://.")
    if settings.crm_method not in ("PUT", "PATCH", "POST"):
        raise HomeError(
            f"crm_method is {settings.crm_method!r}", f"{path}: crm_method", "Use PUT, PATCH or POST."
        )
    if not 0 < settings.mail_port < 65_536:
        raise HomeError(f"mail_port is {settings.mail_port}", f"{path}: mail_port", "Use 1 to 65535.")
