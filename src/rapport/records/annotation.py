"""What reading a conversation said of it, with the words it was judged by."""

from __future__ import annotations

from dataclasses import dataclass

CANNOT_TELL = "cannot_tell"
"""The label where the words are no basis for another: an answer, never a zero."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """`kind` is what was asked (sentiment, emotion, concern, behaviour, effort, resolved, …), `label` the
    answer, `value` its number where it has one.

    `turn` counts from 0; None: the conversation as a whole. `start` and `end` are the characters of that
    turn's text it was judged by, None: all of it. `probability` is that the label is right, None where the
    model does not say. `model` names the model with its version.
    """

    interaction_id: str
    kind: str
    label: str
    model: str
    turn: int | None = None
    value: float | None = None
    probability: float | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one reader said of one interaction. `reader` names what was read for (feelings, concerns…),
    `models` every model that had a part in it. `read_from` is a mark of the words it was read from: another
    mark, another reading."""

    reading_id: str
    interaction_id: str
    reader: str
    models: tuple[str, ...]
    read_from: str
    annotations: tuple[Annotation, ...] = ()
