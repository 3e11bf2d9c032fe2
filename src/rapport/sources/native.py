"""The conversation as one object: `{id, channel, started_at, customer_id, agent_id, turns: […]}`."""

from __future__ import annotations

from collections import abc
from typing import Any

import orjson

from rapport.records import Interaction, Turn
from rapport.sources.context import Context
from rapport.sources.dates import Dates, Look
from rapport.sources.errors import RowError
from rapport.sources.kinds import INTERACTION_FIELDS, TURN_FIELDS
from rapport.sources.numbers import to_number
from rapport.sources.speakers import Speakers

IDS = ("interaction_id", "id", "conversation_id")
TURNS = ("turns", "messages")
_SPEAKER, _TEXT, _AT = ("speaker", "role", "author"), ("text", "content", "body"), ("at", "timestamp")
_TIMES = frozenset({"started_at", "ended_at"})
_TEXTS = frozenset(INTERACTION_FIELDS) - _TIMES - {"interaction_id", "channel"}
_OWN = frozenset({*INTERACTION_FIELDS, *IDS, *TURNS})
_NO_ATTRIBUTES = _OWN | set(TURN_FIELDS)


def is_native(given: Any) -> bool:
    """Whether a JSON object holds a conversation with its turns."""
    return isinstance(given, dict) and any(isinstance(given.get(key), list) for key in TURNS)


class Native:
    """Turns such objects into interactions.

    Parameters: `context`; `look`, which gives a column's values from the start of the file, for dates
    that only the rest of the file can tell.
    """

    def __init__(self, context: Context, look: abc.Callable[[str], Look] | None = None) -> None:
        self._context, self._filling, self._channel = context, context.filling, context.channel
        self._speakers = Speakers(context.speakers)
        mapping = context.mapping
        self._renamed = {column: field for field, column in (mapping.columns if mapping else {}).items()}
        self._ignored = frozenset(mapping.ignore) if mapping else frozenset()
        forms: dict[str, Any] = mapping.dates if mapping else {}
        self._dates = {
            name: Dates(name, context.zone, forms.get(name), look(name) if look else None)
            for name in ("started_at", "ended_at", "at")
        }

    def interaction(self, given: dict[str, Any], row: int) -> Interaction:
        """The record. Raises RowError for an object that is none."""
        if self._renamed:
            given = {self._renamed.get(key, key): value for key, value in given.items()}
        turns = self.turns(given, row)
        name = next((given[key] for key in IDS if given.get(key) not in (None, "")), None)
        if name is None:
            raise RowError("The conversation has no id", "key 'id'", "Give each conversation an id.")
        started = self._dates["started_at"].read(given.get("started_at"), row)
        if started is None and turns:
            started = min((turn.at for turn in turns if turn.at is not None), default=None)
        texts = {key: self._text(given, key) for key in self._texts(given)}
        return Interaction(
            interaction_id=name if type(name) is str else str(name),
            channel=self._text(given, "channel") or self._channel,
            started_at=started,
            ended_at=self._dates["ended_at"].read(given.get("ended_at"), row),
            turns=turns,
            attributes=self._attributes(given),
            **texts,
        )

    def _texts(self, given: dict[str, Any]) -> abc.Set[str]:
        return _TEXTS & (given.keys() | self._filling.keys() if self._filling else given.keys())

    def _text(self, given: dict[str, Any], key: str) -> str | None:
        value = given.get(key)
        if type(value) is str and value:
            return value
        if value is None or value == "":
            return self._filling.get(key)
        return as_text(value)

    def _attributes(self, given: dict[str, Any]) -> dict[str, str]:
        more = given.keys() - _OWN - self._ignored
        if not more and not self._filling:
            return {}
        found = {key: value for key, value in self._filling.items() if key not in _NO_ATTRIBUTES}
        for key, value in given.items():
            if key == "attributes" and isinstance(value, dict):
                found.update({name: as_text(each) for name, each in value.items() if each is not None})
            elif key in more and value is not None:
                found[key] = as_text(value)
        return found

    def turns(self, given: dict[str, Any], row: int) -> tuple[Turn, ...]:
        """The object's turns, in their order. Raises RowError naming the turn that is none."""
        turns = given.get("turns")
        if turns is None:
            turns = given.get("messages") or ()
        if not isinstance(turns, (list, tuple)):
            raise RowError(
                "The turns are not a list", "key 'turns'", "Write them as [{speaker, text, at}, …]."
            )
        if len(turns) > self._context.limits.turns:
            raise RowError(f"There are {len(turns):,} turns", "key 'turns'", "Split the conversation.")
        known, read = self._speakers.seen, self._dates["at"].read
        found = []
        for turn in turns:
            try:
                role, text, at = known[turn["speaker"]], turn["text"], turn["at"]
                person = turn["person"] if len(turn) == 4 else None
                plain = len(turn) <= 4 and type(text) is str and (person is None or type(person) is str)
            except (KeyError, TypeError):
                plain = False
            try:
                if plain:
                    found.append(Turn(role, text, None if at is None else read(at, row), person))
                else:
                    found.append(self._full_turn(turn, row))
            except RowError as error:
                where = f"turn {len(found) + 1}" + (f", {error.where}" if error.where else "")
                raise RowError(error.what, where, error.todo or "") from None
        return tuple(found)

    def _full_turn(self, given: Any, row: int) -> Turn:
        if not isinstance(given, dict):
            raise RowError("The turn is not an object", todo="Write {speaker, text, at}.")
        text = _first(given, _TEXT)
        if text is not None and not isinstance(text, str):
            raise RowError("The text is not text", "key 'text'", "Write it in quotes.")
        return Turn(
            speaker=self._speakers.role(_first(given, _SPEAKER)),
            text=text or "",
            at=self._dates["at"].read(_first(given, _AT), row),
            person=_or_none(given, "person"),
            offset_s=_number(given, "offset_s"),
            duration_s=_number(given, "duration_s"),
            quoted=_or_none(given, "quoted"),
            signature=_or_none(given, "signature"),
        )


def as_text(value: Any) -> str:
    """A JSON value as the text of an attribute. Raises RowError for one nested beyond reason."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (dict, list)):
        try:
            return orjson.dumps(value, default=str, option=orjson.OPT_NON_STR_KEYS).decode()
        except TypeError as error:
            raise RowError(f"A value cannot be kept as text: {error}", todo="Leave it out.") from None
    return str(value)


def shown(value: Any) -> str:
    """A JSON value for a list of rejects; nothing when it cannot be written as text."""
    try:
        return as_text(value)
    except RowError:
        return ""


def _first(given: dict[str, Any], keys: tuple[str, ...]) -> Any:
    return next((given[key] for key in keys if given.get(key) is not None), None)


def _or_none(given: dict[str, Any], key: str) -> str | None:
    value = given.get(key)
    return None if value is None else as_text(value)


def _number(given: dict[str, Any], key: str) -> float | None:
    found = to_number(given.get(key))
    if found is None and given.get(key) is not None:
        raise RowError(f"{str(given[key])[:60]!r} is not a number", f"key {key!r}", "Write seconds.")
    return found
