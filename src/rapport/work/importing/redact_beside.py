"""Redacts beside the import, in a process of its own: blocks of texts come in, what changed goes out.

Each block is one line of JSON. The process ends with its input, so it never outlives the import.
"""

from __future__ import annotations

import signal
import sys
from dataclasses import replace
from typing import Any, BinaryIO

import orjson

from rapport.home.settings import Redaction
from rapport.records import Interaction, Turn
from rapport.redaction import Redactor


def to_texts(record: Interaction, names: tuple[str, ...]) -> list[Any]:
    """What redaction looks at: the names looked for, and every text."""
    turns = [(turn.text, turn.person, turn.quoted, turn.signature) for turn in record.turns]
    return [(*names, record.customer_name, record.agent_name), record.subject, turns, dict(record.attributes)]


def redact_texts(redactor: Redactor, given: list[Any]) -> list[Any] | None:
    """The subject, the turns that changed by their places, the attributes and the counts; None when
    nothing changed."""
    names, subject, texts, attributes = given
    turns = tuple(
        Turn("customer", text, None, person, quoted=quoted, signature=signature)
        for text, person, quoted, signature in texts
    )
    before = Interaction("", subject=subject, turns=turns, attributes=attributes)
    after, counts = redactor.interaction(before, names)
    if not counts:
        return None
    changed = [
        (place, new.text, new.person, new.quoted, new.signature)
        for place, (old, new) in enumerate(zip(turns, after.turns, strict=True))
        if new is not old
    ]
    return [after.subject, changed, dict(after.attributes), counts]


def with_texts(record: Interaction, given: list[Any] | None) -> tuple[Interaction, dict[str, int]]:
    """The record with what `redact_texts` said of it."""
    if given is None:
        return record, {}
    subject, changed, attributes, counts = given
    turns = list(record.turns)
    for place, text, person, quoted, signature in changed:
        old = turns[place]
        turns[place] = Turn(
            old.speaker, text, old.at, person, old.offset_s, old.duration_s, quoted, signature
        )
    return replace(record, subject=subject, turns=tuple(turns), attributes=attributes), counts


def serve(lines: BinaryIO, out: BinaryIO) -> None:
    """Answers each line until there are no more; the first one holds the settings."""
    settings = orjson.loads(lines.readline())
    redactor = Redactor(Redaction(settings["text"], tuple(settings["keep"]), settings["region"]))
    for line in lines:
        out.write(orjson.dumps([redact_texts(redactor, given) for given in orjson.loads(line)]) + b"\n")
        out.flush()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the import decides what an interrupt means
    serve(sys.stdin.buffer, sys.stdout.buffer)
