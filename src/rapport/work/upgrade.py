"""Upgrade: an older home becomes one of this version."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rapport.home import HOME_FORMAT, Home, HomeError, open_home, read_format
from rapport.warehouse.disk import write_whole
from rapport.work.backup import back_up
from rapport.work.progress import Progress, Silent
from rapport.work.upgrades.step import Step
from rapport.work.upgrades.steps import STEPS
from rapport.work.upgrades.whose_interactions import tell_whose


@dataclass(frozen=True)
class Upgrade:
    """What was done: from format `before` to `after`, by which steps; where the backup is."""

    root: Path
    before: int
    after: int
    steps: tuple[str, ...] = ()
    backup: Path | None = None


def upgrade(
    given: str | os.PathLike[str] | None,
    *,
    progress: Progress | None = None,
    steps: Sequence[Step] = STEPS,
    target: int = HOME_FORMAT,
) -> Upgrade:
    """Backs the home up, takes every step to the `target` format, and brings the application
    database to this version.

    Each step writes the format it reached, so that an interrupted upgrade goes on where it was.
    Raises HomeError for a home that is newer than `target`, and then changes nothing.
    """
    watch = progress or Silent()
    home = open_home(given, any_format=True)
    before = read_format(home.root)
    if before > target:
        raise HomeError(
            f"This home has format {before}; this version of Rapport knows up to {target}",
            str(home.root),
            "Use a newer Rapport. Nothing was changed.",
        )
    todo = [step for step in steps if before < step.to <= target]
    if not todo and not _database_is_behind(home):
        return Upgrade(home.root, before, before)
    backup = back_up(home, name=f"before-upgrade-from-{before}", progress=watch)
    watch.stage("Upgrading", len(todo) + 1)
    for step in todo:
        step.run(home)
        write_whole(home.format_path, f"{step.to}\n".encode())
        watch.advance()
    migrated = _migrate(home)
    watch.advance()
    titles = (*(step.title for step in todo), *(("The application database",) if migrated else ()))
    return Upgrade(home.root, before, read_format(home.root), titles, backup.path)


def _database_is_behind(home: Home) -> bool:
    """Whether there is a database that lacks changes of this version; a missing one is made on use."""
    from rapport.program.setup import configure, is_behind

    if not home.settings.database_url and not home.database_path.exists():
        return False
    configure(home)
    return is_behind()


def _migrate(home: Home) -> bool:
    if not _database_is_behind(home):
        return False
    from rapport.program.setup import migrate

    migrate(home)
    tell_whose(home)
    return True
