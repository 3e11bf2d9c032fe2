"""Exports with anything in any place: rejected with a reason or read into sound records, never a crash."""

import copy
import random
from datetime import datetime
from pathlib import Path

import orjson
import pytest

from rapport.records import Answer, Interaction, UnsupportedError
from rapport.records.interaction import SPEAKERS
from rapport.sources import Parsed, SourceError, read_file
from rapport.sources.kinds import INTERACTION_FIELDS

PAYLOADS = Path(__file__).parent / "payloads"
ODD = (
    None,
    "",
    0,
    -1,
    1e300,
    True,
    [],
    {},
    [None],
    [{}],
    {"a": 1},
    "2026-13-45",
    "<b>x",
    "\ud7ff",
    10**18,
    "none",
    [[]],
)


def documents():
    """The documents of all payloads, with the format and a kind to read them as."""
    yield "vcon", "calls", orjson.loads((PAYLOADS / "vcon" / "call.vcon").read_bytes())
    for line in (PAYLOADS / "vcon" / "many.jsonl").read_bytes().splitlines()[:4]:
        yield "vcon", "chats", orjson.loads(line)
    for line in (PAYLOADS / "zendesk" / "tickets.jsonl").read_bytes().splitlines()[:2]:
        for kind in ("tickets", "answers"):
            yield "zendesk", kind, orjson.loads(line)
    for one in orjson.loads((PAYLOADS / "intercom" / "conversations.json").read_bytes())["conversations"][:2]:
        for kind in ("chats", "answers"):
            yield "intercom", kind, one
    for one in orjson.loads((PAYLOADS / "formbricks" / "records.json").read_bytes())["data"][:6]:
        yield "formbricks", "answers", one


def places(value, path=()):
    """The path of every value inside a document."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield (*path, key)
        yield from places(one, (*path, key))


def with_odd(document, path, odd):
    changed = copy.deepcopy(document)
    holder = changed
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = odd
    return changed


def check_text(value):
    assert value is None or isinstance(value, str)


def check(record):
    assert all(isinstance(key, str) and isinstance(value, str) for key, value in record.attributes.items())
    if isinstance(record, Answer):
        for value in (
            record.answer_id,
            record.submission_id,
            record.item,
            record.text,
            record.survey,
            record.question,
        ):
            check_text(value)
        assert record.number is None or isinstance(record.number, float)
        return
    assert isinstance(record, Interaction)
    for name in INTERACTION_FIELDS:
        if not name.endswith("_at"):
            check_text(getattr(record, name))
    for at in (record.started_at, record.ended_at, *(turn.at for turn in record.turns)):
        assert at is None or (isinstance(at, datetime) and at.tzinfo is not None)
    for turn in record.turns:
        assert turn.speaker in SPEAKERS
        assert isinstance(turn.text, str)
        check_text(turn.person)
        assert turn.duration_s is None or isinstance(turn.duration_s, float)


@pytest.mark.parametrize("which", range(len(list(documents()))))
def test_anything_anywhere(write, which):
    name, kind, document = list(documents())[which]
    chosen = random.Random(which)
    cases = [(path, odd) for path in places(document) for odd in ODD]
    chosen.shuffle(cases)
    lines = [orjson.dumps(with_odd(document, path, odd)) for path, odd in cases[:80]]
    items = list(read_file(write("odd.jsonl", b"\n".join(lines)), kind, format=name))
    for item in items:
        if isinstance(item, Parsed):
            check(item.record)
        else:
            assert item.what
            assert item.todo


@pytest.mark.parametrize("which", range(len(list(documents()))))
def test_any_half_of_a_file(write, which):
    name, kind, document = list(documents())[which]
    whole = orjson.dumps(document, option=orjson.OPT_INDENT_2)
    for cut in range(1, len(whole), max(1, len(whole) // 12)):
        path = write("half.json", whole[:cut])
        try:
            items = list(read_file(path, kind, format=name))
        except (SourceError, UnsupportedError):
            continue
        assert not [item for item in items if isinstance(item, Parsed)]
