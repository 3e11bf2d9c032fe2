"""An uploaded file as interactions to rate: read by the usual sources, redacted, never stored in the
warehouse."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.views.plain import MiniItem, MiniTurn
from rapport.program.views.services import mini_create
from rapport.program.views.services.mini import MOST
from rapport.records import InputError, Interaction
from rapport.redaction import Redactor
from rapport.sources import Parsed, read_files
from rapport.sources.kinds import INTERACTION_KINDS
from rapport.sources.limits import Limits

MIB = 1024 * 1024
MOST_BYTES = 10 * MIB
LIMITS = Limits(MIB, 4 * MIB, MOST_BYTES, 4 * MOST_BYTES, columns=200, turns=2_000, buffered_rows=20_000)
SUFFIX = re.compile(r"(\.[a-z0-9]{1,8}){1,2}\Z")


def rate_upload(
    home: Home,
    actor: Actor,
    *,
    title: str,
    kind: str,
    name: str,
    chunks: Iterable[bytes],
    population: int | None,
    random: bool,
) -> str:
    """Makes a mini-rating of an uploaded file → its id.

    Raises NotAllowedError, or InputError for a file that is too large, that no source reads, or that
    holds nothing or too much.
    """
    actor.require(Permission.MINI_RATE)
    if kind not in INTERACTION_KINDS:
        raise InputError(f"There is no kind {kind!r}", "kind", f"Use {', '.join(INTERACTION_KINDS)}.")
    with tempfile.TemporaryDirectory(prefix="rapport-mini-") as folder:
        path = _written(Path(folder), name, chunks)
        items = _items(home, path, kind)
    made: str = mini_create(actor, title, kind, items, population=population, random=random)
    return made


def _written(folder: Path, name: str, chunks: Iterable[bytes]) -> Path:
    """The upload under a name of ours; only its ending is kept, for those formats known by it."""
    suffix = SUFFIX.search(Path(name).name.lower())
    path = folder / f"upload{suffix.group() if suffix else ''}"
    size = 0
    with path.open("wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > MOST_BYTES:
                what = f"The file is larger than {MOST_BYTES // MIB} MB"
                raise InputError(what, "file", "A mini-rating takes thirty interactions; leave some out.")
            file.write(chunk)
    return path


def _items(home: Home, path: Path, kind: str) -> list[MiniItem]:
    redactor = Redactor(home.settings.redaction)
    found: list[MiniItem] = []
    for item in read_files([path], kind, limits=LIMITS, zone=home.settings.zone):
        if not isinstance(item, Parsed):
            raise InputError(item.what, f"row {item.row}", item.todo)
        record = item.record
        if not isinstance(record, Interaction):
            raise InputError("The file holds no interactions", "file", "Choose another kind or file.")
        if not record.turns:
            continue
        if len(found) == MOST:
            what = f"There are more than {MOST} interactions in this file"
            raise InputError(what, "file", "Keep thirty, taken by chance, or import all and draw a sample.")
        redacted, _ = redactor.interaction(record)
        found.append(_item(redacted, len(found) + 1))
    if not found:
        raise InputError("Nobody says anything in this file", "file", "Choose a file with conversations.")
    return found


def _item(record: Interaction, position: int) -> MiniItem:
    turns = tuple(MiniTurn(turn.speaker, turn.text or "") for turn in record.turns)
    label = record.subject or f"Interaction {position}"
    return MiniItem(
        position,
        label,
        record.channel or "",
        turns,
        interaction_id=record.interaction_id,
        customer_id=record.customer_id or "",
    )
