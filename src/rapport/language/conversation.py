"""Conversations as they come: records, or plain dicts of somebody's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from rapport.records.errors import InputError
from rapport.records.interaction import SPEAKERS, Interaction, Turn

UNKNOWN = "unknown"
"""The speaker of a turn of which nobody knows who said it."""


def conversations(given: Iterable[Interaction | Mapping[str, Any]]) -> list[Interaction]:
    """Every one as a record. Dicts have `id` (or `interaction_id`) and `turns` of `speaker`, `text` and
    perhaps `at`, perhaps `attributes`; turns without text are empty ones, speakers that nobody knows are
    UNKNOWN.

    Raises InputError for what is no conversation at all, saying which.
    """
    if isinstance(given, (str, bytes, Mapping)):
        raise InputError("That is one thing, not several", "conversations", "Give a list of conversations.")
    return [
        one if isinstance(one, Interaction) else _interaction(one, place) for place, one in enumerate(given)
    ]


def _interaction(given: Any, place: int) -> Interaction:
    where = f"conversation {place}"
    if not isinstance(given, Mapping):
        raise InputError(f"{type(given).__name__} is no conversation", where, "Give a dict with `turns`.")
    turns = given.get("turns") or ()
    if isinstance(turns, (str, bytes, Mapping)):
        raise InputError("`turns` is no list", where, "Give a list of dicts with `speaker` and `text`.")
    more = given.get("attributes")
    more = more if isinstance(more, Mapping) else {}
    known = given.get("interaction_id", given.get("id"))
    return Interaction(
        interaction_id=str(place if known is None else known),
        channel=_text(given.get("channel")) or None,
        started_at=_moment(given.get("started_at")),
        ended_at=_moment(given.get("ended_at")),
        customer_id=_text(given.get("customer_id")) or None,
        agent_id=_text(given.get("agent_id")) or None,
        concern=_text(given.get("concern")) or None,
        reason_code=_text(given.get("reason_code")) or None,
        language=_text(given.get("language")) or None,
        turns=tuple(_turn(one) for one in turns),
        attributes={_text(name): _text(text) for name, text in more.items()},
    )


def _turn(given: Any) -> Turn:
    if isinstance(given, Turn):
        return given
    if not isinstance(given, Mapping):
        return Turn(UNKNOWN, _text(given))
    speaker = _text(given.get("speaker")).lower()
    return Turn(
        speaker=speaker if speaker in SPEAKERS else UNKNOWN,
        text=_text(given.get("text")),
        at=_moment(given.get("at")),
    )


def _text(given: Any) -> str:
    """Text of whatever stands there: bytes as UTF-8, signs that are no characters replaced."""
    if given is None:
        return ""
    if isinstance(given, bytes):
        return given.decode("utf-8", "replace")
    return str(given).encode("utf-8", "replace").decode("utf-8")


def _moment(given: Any) -> datetime | None:
    if isinstance(given, datetime):
        return given if given.tzinfo else given.replace(tzinfo=UTC)
    try:
        found = datetime.fromisoformat(str(given))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
