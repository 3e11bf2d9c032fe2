"""Write down what was said in recordings, as the turns of their interactions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from rapport.home import Home
from rapport.program.people.actor import TERMINAL
from rapport.program.setup import connect
from rapport.records import InputError, Interaction, Turn
from rapport.redaction import Redactor
from rapport.sources.speech.transcriber import Transcriber, Transcript
from rapport.warehouse import Snapshot, Warehouse
from rapport.work.importing.known_names import KnownNames
from rapport.work.progress import Progress, Silent

BY, CONFIDENCE = "transcribed_by", "transcript_confidence"
"""Attributes of an interaction whose turns a machine wrote down."""
MOST = 1_000_000
"""Recordings that are looked at, the newest first."""
FACTS = tuple(one.name for one in fields(Interaction))


@dataclass(frozen=True)
class Transcribed:
    """How many recordings were written down, left as they were (people's turns, or the same model's), and
    those that could not be, each with the reason."""

    model: str
    written: int
    left: int
    refused: tuple[tuple[str, str], ...]


def transcribe_recordings(
    home: Home, progress: Progress | None = None, *, again: bool = False
) -> Transcribed:
    """Transcribes the recordings of interactions that have no turns, or turns by an older model; `again`: by
    this model too. Turns that came with the interaction stay. Personal data are redacted before anything is
    stored. One recording that cannot be read stops no other.

    Raises InputError where no model is set, there or readable, or the extra `speech` is not installed.
    """
    progress = progress or Silent()
    if not home.settings.speech_model:
        todo = "Name the folder of a model in speech_model of rapport.toml."
        raise InputError("No speech model is set", "speech_model", todo)
    transcriber = Transcriber(Path(home.settings.speech_model), home.settings.agent_channel)
    warehouse = Warehouse(home.warehouse_path)
    names, redactor = KnownNames(warehouse), Redactor(home.settings.redaction)
    found = list(_recordings(home))
    progress.stage("Writing down recordings", len(found))
    written = left = 0
    refused: list[tuple[str, str]] = []
    for interaction_id, path in found:
        with warehouse.snapshot() as snapshot:
            record = interaction_whole(snapshot, interaction_id)
        progress.advance(1)
        if record is None or not _due(record, transcriber.model, again):
            left += 1
            continue
        try:
            said = transcriber.transcribe(path, record.started_at)
        except InputError as error:
            refused.append((interaction_id, str(error)))
            continue
        known = names.of(record.customer_id, record.agent_id)
        clean, _ = redactor.interaction(_with(record, said), known)
        if _write(warehouse, clean, transcriber.model, again):
            written += 1
        else:
            left += 1
    return Transcribed(transcriber.model, written, left, tuple(refused))


def _write(warehouse: Warehouse, heard: Interaction, model: str, again: bool) -> bool:
    """Puts what was heard into the record as it is by now: hearing takes minutes, in which it may have been
    imported anew, written down by people, or erased. Whether it was still due."""
    with warehouse.write() as writer:
        with warehouse.snapshot() as snapshot:
            now = interaction_whole(snapshot, heard.interaction_id)
        if now is None or not _due(now, model, again):
            return False
        facts = {key: heard.attributes[key] for key in (BY, CONFIDENCE) if key in heard.attributes}
        kept = {key: value for key, value in now.attributes.items() if key not in (BY, CONFIDENCE)}
        language = now.language or heard.language
        writer.upsert(
            "interactions",
            [replace(now, turns=heard.turns, language=language, attributes={**kept, **facts})],
        )
    return True


def interaction_whole(snapshot: Snapshot, interaction_id: str) -> Interaction | None:
    """The record as it is kept, None where there is none."""
    rows = snapshot.sql(
        f"SELECT {', '.join(FACTS)} FROM interactions WHERE interaction_id = $id", {"id": interaction_id}
    ).to_pylist()
    if not rows:
        return None
    row: dict[str, Any] = rows[0]
    known = {one.name for one in fields(Turn)}
    turns = ({key: value for key, value in turn.items() if key in known} for turn in row["turns"] or ())
    return Interaction(
        **{
            **row,
            "attributes": dict(row["attributes"] or ()),
            "turns": tuple(Turn(**{**turn, "text": turn["text"] or ""}) for turn in turns),
        }
    )


def _recordings(home: Home) -> Iterator[tuple[str, Path]]:
    connect(home)
    from rapport.program.scoring.selectors import recordings_newest

    folder = home.folder("recordings")
    for one in recordings_newest(TERMINAL, MOST):
        path = folder / one.path
        if path.is_file():
            yield one.interaction_id, path


def _due(record: Interaction, model: str, again: bool) -> bool:
    by = record.attributes.get(BY)
    if by is None:
        return not record.turns
    return again or by != model


def _with(record: Interaction, said: Transcript) -> Interaction:
    facts = {BY: said.model}
    if said.confidence is not None:
        facts[CONFIDENCE] = f"{said.confidence:.2f}"
    return replace(
        record,
        turns=said.turns,
        language=record.language or said.language,
        attributes={**record.attributes, **facts},
    )
