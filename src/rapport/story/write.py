"""Files as a client would deliver them, for the ordinary import."""

from __future__ import annotations

import csv
import gzip
import shutil
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any, BinaryIO, cast

import orjson

from rapport.records import Interaction
from rapport.story import outcomes
from rapport.story.company import Company
from rapport.story.indicators import indicators

CUSTOMER_COLUMNS = (
    "customer_id", "name", "email", "phone", "address", "account_id", "account_name", "segment", "language",
    "joined_at", "value", "currency",
)  # fmt: skip
IMPORTANCE_COLUMNS = tuple(
    f"importance.{name}" for name in ("timing", "information", "connection", "differentiation")
)
ANSWER_COLUMNS = (
    "answer_id", "submission_id", "item", "item_type", "number", "text", "scale_min", "scale_max",
    "question", "survey", "customer_id", "interaction_id", "touchpoint", "channel", "language", "answered_at",
)  # fmt: skip
EVENT_COLUMNS = ("event_id", "kind", "at", "customer_id", "interaction_id", "value", "unit")
INDICATOR_COLUMNS = ("indicator_id", "name", "at", "value", "unit", "about")


@dataclass(frozen=True)
class Written:
    """The files by kind, as `rapport import KIND FILE` takes them."""

    chats: Path
    answers: Path
    events: Path
    customers: Path
    indicators: Path


def write_company(
    company: Company, folder: Path, start: int = 0, stop: int | None = None, processes: int = 1
) -> Written:
    """Writes the interactions `start`..`stop` with their answers and events, all customers and all
    indicators, into `folder`. Nothing is held in memory; several processes write the same files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = Written(
        chats=folder / "conversations.jsonl.gz",
        answers=folder / "answers.csv",
        events=folder / "events.csv",
        customers=folder / "customers.csv",
        indicators=folder / "indicators.csv",
    )
    last = company.size if stop is None else stop
    if processes > 1:
        _write_together(company, files.chats, start, last, processes)
    else:
        write_conversations(company.interactions(start, last), files.chats)
    _table(files.answers, ANSWER_COLUMNS, outcomes.answers(company, start, stop))
    _table(files.events, EVENT_COLUMNS, outcomes.events(company, start, stop))
    _table(files.customers, CUSTOMER_COLUMNS + IMPORTANCE_COLUMNS, company.customers())
    _table(files.indicators, INDICATOR_COLUMNS, indicators(company))
    return files


def write_conversations(interactions: Iterable[Interaction], path: Path) -> int:
    """One JSON object a line; compressed where the name ends in .gz. Returns how many."""
    count = 0
    with _opened(path) as file:
        for interaction in interactions:
            file.write(orjson.dumps(as_json(interaction), option=orjson.OPT_APPEND_NEWLINE))
            count += 1
    return count


def _write_together(company: Company, path: Path, start: int, stop: int, processes: int) -> None:
    """Each process writes a stretch; the stretches are joined, as compressed files may be."""
    edges = [start + (stop - start) * part // processes for part in range(processes + 1)]
    parts = [path.with_name(f"{part}-{path.name}") for part in range(processes)]
    work = zip([company] * processes, parts, edges, edges[1:], strict=False)
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        for _ in pool.map(_write_stretch, work):
            pass
    with path.open("wb") as whole:
        for part in parts:
            with part.open("rb") as piece:
                shutil.copyfileobj(piece, whole, 1 << 20)
            part.unlink()


def _write_stretch(work: tuple[Company, Path, int, int]) -> int:
    company, path, start, stop = work
    return write_conversations(company.interactions(start, stop), path)


def _opened(path: Path) -> BinaryIO:
    if path.suffix == ".gz":
        return cast(BinaryIO, gzip.open(path, "wb", compresslevel=1))
    return path.open("wb")


def as_json(interaction: Interaction) -> dict[str, Any]:
    """An interaction in the shape of a JSONL import; further keys become its attributes."""
    return {
        "id": interaction.interaction_id,
        "channel": interaction.channel,
        "started_at": interaction.started_at,
        "ended_at": interaction.ended_at,
        "customer_id": interaction.customer_id,
        "customer_name": interaction.customer_name,
        "agent_id": interaction.agent_id,
        "agent_name": interaction.agent_name,
        "team": interaction.team,
        "concern": interaction.concern,
        "reason_code": interaction.reason_code,
        "touchpoint": interaction.touchpoint,
        "language": interaction.language,
        "subject": interaction.subject,
        "turns": [_turn(turn.speaker, turn.text, turn.at, turn.person) for turn in interaction.turns],
        **interaction.attributes,
    }


def _turn(speaker: str, text: str, at: object, person: str | None) -> dict[str, object]:
    turn = {"speaker": speaker, "text": text, "at": at}
    return turn if person is None else {**turn, "person": person}


def _table(path: Path, columns: tuple[str, ...], records: Iterable[Any]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        for record in records:
            writer.writerow([_cell(record, name) for name in columns])


def _cell(record: Any, column: str) -> Any:
    """A field of a record, or an attribute where the column's name has a dot."""
    if "." in column:
        return record.attributes.get(column, "")
    value = getattr(record, column)
    return value.isoformat() if isinstance(value, datetime) else value
