"""The conversations that labels are judged on: four shared sets, as records."""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rapport.language.conversation import conversations
from rapport.records.interaction import Interaction

DATA = Path(__file__).parents[3] / "shared" / "data"
SETS = ("star", "multidogo", "airline", "complaints")
_FILES = {
    "star": "star/conversations.jsonl.gz",
    "multidogo": "multidogo/conversations.dev.jsonl.gz",
    "airline": "taubench_gpt4o_airline/conversations.jsonl.gz",
}
WORDS = 45
"""Words after which the next sentence of a complaint begins a turn of its own."""


def talks(name: str) -> list[Interaction]:
    """The conversations of one set that have turns, in its order."""
    rows = _complaints() if name == "complaints" else _chats(DATA / _FILES[name])
    return list(conversations(row for row in rows if row["turns"]))


def _chats(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            turns = [
                {"speaker": one["speaker"], "text": one["text"], "at": one["at"]} for one in row["turns"]
            ]
            yield {"id": row["id"], "turns": turns}


def _complaints() -> Iterator[dict[str, Any]]:
    csv.field_size_limit(10**7)
    with gzip.open(DATA / "cfpb/cfpb_narratives.csv.gz", "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            said = [{"speaker": "customer", "text": text} for text in _parts(row["narrative"])]
            yield {"id": f"cfpb-{row['id']}", "turns": said}


def _parts(narrative: str) -> Iterator[str]:
    """Its sentences, joined to turns of some length."""
    part: list[str] = []
    for sentence in re.split(r"(?<=[.!?])\s+", narrative.strip()):
        part.append(sentence)
        if sum(len(one.split()) for one in part) >= WORDS:
            yield " ".join(part)
            part = []
    if part:
        yield " ".join(part)
