"""What the scoring screen sends, as notes; and notes, as the screen would send them."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import orjson
from django.http import QueryDict

from rapport.program.scoring.notes import Notes, notes_as_json, notes_from_json
from rapport.program.scoring.plain import Save
from rapport.records.errors import InputError

MOST_FIELDS = 2000


def save_of(given: QueryDict) -> Save:
    """One save. Raises InputError for a form that is not ours."""
    return Save(
        notes=_notes(given),
        version=_number(given, "version"),
        window=given.get("window", "")[:40] or secrets.token_hex(16),
        step=_number(given, "step"),
        seconds=float(_number(given, "seconds")),
    )


def form_of(notes: Notes) -> str:
    """The notes as the screen's fields, so that one window can show what another saved."""
    fields: list[tuple[str, str]] = []
    evidence: list[list[Any]] = []
    for name, noted in notes_as_json(notes)["elements"].items():
        fields += [(f"rule/{name}/{rule}", str(count)) for rule, count in noted.get("rules", {}).items()]
        fields += [(f"na/{name}", "1")] if noted.get("not_applicable") else []
        fields += [(f"ok/{name}", "1")] if noted.get("confirmed") else []
        fields += [(f"comment/{name}", noted["comment"])] if noted.get("comment") else []
        evidence += [[name, *one] for one in noted.get("evidence", ())]
    fields += [("comment", notes.comment)] if notes.comment else []
    fields += [("evidence", evidence_text(evidence))] if evidence else []
    return urlencode(fields)


def evidence_text(evidence: list[list[Any]]) -> str:
    """Evidence as the screen's hidden field holds it: [element, rule, turn, start, end] each."""
    return json.dumps(evidence, separators=(",", ":"), ensure_ascii=False)


def evidence_of(notes: Notes) -> str:
    """The evidence of all elements, for the hidden field."""
    listed = [
        [name, *one]
        for name, noted in notes_as_json(notes)["elements"].items()
        for one in noted.get("evidence", ())
    ]
    return evidence_text(listed)


def _notes(given: QueryDict) -> Notes:
    elements: dict[str, dict[str, Any]] = {}
    if len(given) > MOST_FIELDS:
        raise InputError("The form has too many fields", None, "Load the page again.")
    for field, value in given.items():
        kind, _, rest = field.partition("/")
        name, _, rule = rest.partition("/")
        if not name:
            continue
        noted = elements.setdefault(name, {"rules": {}, "evidence": []})
        if kind == "rule" and value.strip() not in ("", "0"):
            noted["rules"][rule] = _whole(value)
        elif kind == "na":
            noted["not_applicable"] = value == "1"
        elif kind == "ok":
            noted["confirmed"] = value == "1"
        elif kind == "comment":
            noted["comment"] = value
    for name, rule, turn, start, end in _evidence(given.get("evidence", "")):
        noted = elements.setdefault(str(name), {"rules": {}, "evidence": []})
        noted["evidence"].append([rule, turn, start, end])
    return notes_from_json({"elements": elements, "comment": given.get("comment", "")})


def _evidence(text: str) -> list[list[Any]]:
    try:
        # Refuses what is nested without end and halves of signs, both as ValueError.
        listed = orjson.loads(text or "[]")
    except ValueError:
        listed = None
    if not isinstance(listed, list) or any(not isinstance(one, list) or len(one) != 5 for one in listed):
        raise InputError("The evidence cannot be read", None, "Load the page again.")
    return listed


def _number(given: Mapping[str, str], name: str) -> int:
    return _whole(given.get(name, "0") or "0")


def _whole(text: str) -> int:
    if not text.strip().isdecimal() or len(text) > 12:
        raise InputError(f"{text[:20]!r} is no whole number", None, "Give a whole number.")
    return int(text)
