"""Recordings of interactions: attached, found, taken away."""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.scoring.errors import RecordingError
from rapport.program.scoring.plain import Recording
from rapport.records import InputError
from rapport.warehouse import Warehouse
from rapport.work.exploring.reach import reach
from rapport.work.scoring.sound import kind_of, listen

PIECE = 2**20
SUFFIXES = (".wav", ".mp3", ".ogg", ".opus", ".m4a", ".mp4")


@dataclass(frozen=True)
class Attached:
    """One file of a folder: what became of it."""

    name: str
    problem: str | None


def recording_attach(
    home: Home, actor: Actor, interaction_id: str, pieces: Iterable[bytes], name: str = "the file"
) -> Recording:
    """Stores a recording of an interaction, in the place of an earlier one.

    The file lies in the home under a name of ours before anything refers to it. Raises NotAllowedError,
    or RecordingError for an interaction that is not there, a file that is too large or no recording.
    """
    from rapport.program.scoring.selectors import recording_of
    from rapport.program.scoring.services import recording_add

    actor.require(Permission.INTERACTIONS_IMPORT)
    if not may_hear(home, actor, interaction_id):
        what = f"There is no interaction {interaction_id[:80]!r} in this home"
        raise RecordingError(what, name, "Import the interactions first.")
    folder = home.folder("recordings")
    recording_id = str(uuid.uuid4())
    part = folder / f".{recording_id}.part"
    try:
        size, digest = _write(part, pieces, home.settings.recording_mb, name)
        kind = kind_of(part, name)
        heard = listen(part, kind)
        before = recording_of(actor, interaction_id)
        part.rename(path := folder / f"{recording_id}.{kind}")
        try:
            made = recording_add(
                actor,
                recording_id,
                interaction_id,
                kind=kind,
                size=size,
                sha256=digest,
                duration_s=heard.duration_s,
                silences=heard.silences,
            )
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    finally:
        part.unlink(missing_ok=True)
    if before is not None:
        (folder / before.path).unlink(missing_ok=True)
    return made


def recordings_attach(home: Home, actor: Actor, folder: Path) -> Iterator[Attached]:
    """Attaches every file of a folder that is named after its interaction, one after the other."""
    if not folder.is_dir():
        raise RecordingError("There is no such folder", str(folder), "Look at the path again.")
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() not in SUFFIXES or not path.is_file():
            continue
        try:
            with path.open("rb") as file:
                recording_attach(home, actor, path.stem, iter(lambda: file.read(PIECE), b""), path.name)
        except InputError as error:
            yield Attached(path.name, str(error))
        else:
            yield Attached(path.name, None)


def recordings_newest(actor: Actor) -> list[Recording]:
    """What was attached last, for those who attach. Raises NotAllowedError."""
    from rapport.program.scoring.selectors import recordings_newest as newest

    return newest(actor)


def recording_heard(home: Home, actor: Actor, recording_id: str) -> tuple[Recording, Path] | None:
    """A recording and its file, where the actor may read its interaction; else None."""
    from rapport.program.scoring.selectors import recording

    found = recording(actor, recording_id)
    if found is None or not may_hear(home, actor, found.interaction_id):
        return None
    path = home.folder("recordings") / found.path
    return (found, path) if path.is_file() else None


def recording_detach(home: Home, actor: Actor, recording_id: str) -> Recording | None:
    """Removes a recording and its file; None where there is none. Raises NotAllowedError."""
    from rapport.program.scoring.services import recording_remove

    actor.require(Permission.INTERACTIONS_IMPORT)
    gone: Recording | None = recording_remove(actor, recording_id)
    if gone is not None:
        (home.folder("recordings") / gone.path).unlink(missing_ok=True)
    return gone


def may_hear(home: Home, actor: Actor, interaction_id: str) -> bool:
    """Whether there is such an interaction and the actor may read it. Raises NotAllowedError."""
    condition, parameters = reach(actor, Permission.INTERACTIONS_READ)
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        found = snapshot.sql(
            f"SELECT 1 FROM interactions WHERE interaction_id = ? AND {condition} LIMIT 1",
            [interaction_id, *parameters],
        )
    return bool(found.num_rows)


def _write(path: Path, pieces: Iterable[bytes], limit_mb: int, name: str) -> tuple[int, str]:
    """Writes the pieces so that they last → size and digest. Raises RecordingError when too large."""
    size, digest = 0, hashlib.sha256()
    with path.open("xb") as file:
        path.chmod(0o600)
        for piece in pieces:
            size += len(piece)
            if size > limit_mb * 10**6:
                what = f"The recording is larger than {limit_mb} MB"
                raise RecordingError(what, name, "Shorten it, or raise recording_mb in the settings.")
            digest.update(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return size, digest.hexdigest()
