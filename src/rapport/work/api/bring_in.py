"""Interactions handed in by a program: redacted and stored at once, or beside, as long work."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import orjson

from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.records import InputError, Interaction, Turn
from rapport.records.interaction import SHOP_PREFIX, is_shop
from rapport.work.import_ import ImportResult, import_records
from rapport.work.jobs.enqueue import enqueue
from rapport.work.progress import Progress

AT_ONCE = 200
KIND = "chats"
WAITING = ".waiting"
LEFT_AFTER_S = 24 * 3600
TOLD = ("new", "changed", "unchanged", "erased", "repeated", "abandoned", "redactions", "data_version")


def bring_in(home: Home, actor: Actor, interactions: Sequence[Interaction]) -> ImportResult:
    """Stores interactions as an import does: again is harmless, changed ones are updated.

    Raises NotAllowedError, InputError (an id of mystery shops), SourceError.
    """
    _check(actor, interactions)
    return import_records(home, KIND, interactions)


def bring_in_beside(home: Home, actor: Actor, interactions: Sequence[Interaction]) -> str:
    """The same as long work → the job's id. Until it is done they wait in a file of the home that only its
    owner can read."""
    _check(actor, interactions)
    folder = home.root / WAITING
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"{uuid4()}.jsonl"
    with path.open("wb") as file:
        path.chmod(0o600)
        file.writelines(orjson.dumps(asdict(one)) + b"\n" for one in interactions)
    return enqueue(actor, "interactions", file=path.name, count=len(interactions))


def store_waiting(home: Home, actor: Actor, progress: Progress, *, file: str, count: int) -> dict[str, Any]:
    """The job: stores what waits, and removes the file. Raises InputError where it is gone."""
    path = home.root / WAITING / Path(file).name
    try:
        interactions = [_interaction(orjson.loads(line)) for line in path.read_bytes().splitlines()]
    except FileNotFoundError:
        raise InputError("What was handed in is gone", f"file {path.name}", "Hand it in again.") from None
    _check(actor, interactions)
    done = import_records(home, KIND, interactions, progress=progress)
    path.unlink(missing_ok=True)
    said = f"{done.new:,} new, {done.changed:,} changed, {done.unchanged:,} as they were."
    return {**told(done), "said": said}


def told(done: ImportResult) -> dict[str, Any]:
    """What an import says to who asked for it."""
    return {name: getattr(done, name) for name in TOLD}


def tidy_waiting(home: Home) -> None:
    """Removes what waited for a day: its job failed or was stopped."""
    for path in (home.root / WAITING).glob("*.jsonl"):
        if time.time() - path.stat().st_mtime > LEFT_AFTER_S:
            path.unlink(missing_ok=True)


def _check(actor: Actor, interactions: Sequence[Interaction]) -> None:
    actor.require(Permission.INTERACTIONS_IMPORT)
    for row, one in enumerate(interactions):
        if is_shop(one.interaction_id):
            what = f"Ids that begin with {SHOP_PREFIX!r} are those of mystery shops"
            raise InputError(what, f"interactions[{row}].interaction_id", "Give it another id.")


def _interaction(given: dict[str, Any]) -> Interaction:
    turns = tuple(Turn(**{**turn, "at": _time(turn["at"])}) for turn in given["turns"])
    times = {name: _time(given[name]) for name in ("started_at", "ended_at")}
    return Interaction(**{**given, **times, "turns": turns})


def _time(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
