"""A home: the one folder that holds everything about one client."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapport.home.errors import HomeError
from rapport.home.settings import Settings, read_settings

HOME_FORMAT = 1
FOLDERS = (
    "warehouse",
    "criteria",
    "mappings",
    "sheets",
    "reports",
    "rejects",
    "recordings",
    "shops",
    "backups",
    "models",
)

TEMPLATE = """\
# What this home is set to. Every key and its default: docs/how-to/settings.md
name = {name}
time_zone = "UTC"            # days and months are cut in this zone
minimum_base = 5             # groups with fewer evaluated interactions show no figure
target_qci = 91.0

[redaction]
text = true                  # personal data in text is replaced before it is stored
keep = []                    # kinds to leave as they are, e.g. ["phone"]
region = "US"                # how phone numbers without a country code are read
"""


@dataclass(frozen=True)
class Home:
    """An opened home. Build it with `open_home` or `create_home`."""

    root: Path
    settings: Settings

    @property
    def warehouse_path(self) -> Path:
        return self.root / "warehouse"

    @property
    def database_path(self) -> Path:
        return self.root / "rapport.sqlite3"

    @property
    def format_path(self) -> Path:
        return self.root / "format"

    def folder(self, name: str) -> Path:
        """The path of one of FOLDERS, made when it is missing."""
        if name not in FOLDERS:
            raise KeyError(name)
        path = self.root / name
        path.mkdir(parents=True, exist_ok=True)
        return path


def home_root(given: str | os.PathLike[str] | None) -> Path:
    """The folder meant: the flag, else RAPPORT_HOME, else the working folder."""
    return Path(given or os.environ.get("RAPPORT_HOME") or ".").resolve()


def read_format(root: Path) -> int:
    """The format version of the home at `root`. Raises HomeError when it is no home."""
    try:
        return int((root / "format").read_text().strip())
    except FileNotFoundError:
        raise HomeError(
            "This folder is not a Rapport home",
            str(root),
            "Make one with: rapport init NAME, or pass --home.",
        ) from None
    except ValueError:
        raise HomeError(
            "The format file does not hold a number", str(root / "format"), "Restore a backup."
        ) from None


def open_home(given: str | os.PathLike[str] | None = None, any_format: bool = False, **flags: Any) -> Home:
    """Opens a home for use. Raises HomeError when it is absent, older or newer than this version
    (`any_format` leaves the last two to the caller), or its settings do not hold."""
    root = home_root(given)
    found = read_format(root)
    if not any_format and found > HOME_FORMAT:
        raise HomeError(
            f"This home has format {found}; this version of Rapport knows up to {HOME_FORMAT}",
            str(root),
            "Use a newer Rapport. Nothing was changed.",
        )
    if not any_format and found < HOME_FORMAT:
        raise HomeError(
            f"This home has format {found}; this version of Rapport needs {HOME_FORMAT}",
            str(root),
            "Run: rapport upgrade (it backs up first).",
        )
    return Home(root, read_settings(root / "rapport.toml", os.environ, flags))


def create_home(path: str | os.PathLike[str], name: str | None = None) -> Home:
    """Makes a new home. Raises HomeError when the folder exists and is not empty."""
    root = Path(path).resolve()
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise HomeError("The folder exists and is not empty", str(root), "Choose another name.")
    root.mkdir(parents=True, exist_ok=True)
    root.chmod(0o700)
    for folder in FOLDERS:
        (root / folder).mkdir()
    (root / "rapport.toml").write_text(TEMPLATE.format(name=_toml_text(name or root.name)), encoding="utf-8")
    (root / "format").write_text(f"{HOME_FORMAT}\n")
    return open_home(root)


def _toml_text(text: str) -> str:
    """Text as TOML writes it in quotes, which is as JSON does."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
