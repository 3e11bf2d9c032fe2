"""Annotations of anybody's conversations, as a data frame."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rapport.language.annotation import Annotation
from rapport.language.conversation import conversations as as_records
from rapport.language.reader import Reader
from rapport.language.readers import READERS
from rapport.records.interaction import Interaction

if TYPE_CHECKING:
    import polars as pl

BLOCK = 256
COLUMNS = ("interaction_id", "turn", "kind", "label", "value", "probability", "start", "end", "model")


def annotate(
    conversations: Iterable[Interaction | Mapping[str, Any]], readers: Sequence[Reader] | None = None
) -> pl.DataFrame:
    """What each conversation was like, turn by turn, with the words that show it.

    Question it answers: how did customer and agent feel, how hard was it, was it solved, what did the agent
    do, and by which words can one see it?

    Parameters: `conversations`, dicts of `id` and `turns` (each `speaker` of customer, agent, bot or system,
    `text`, perhaps `at`) or records; `readers`, those of `rapport.language.readers` when not given.

    Returns: a Polars data frame, one row an annotation, in the order of the conversations, readers and turns:
    `interaction_id`, `turn` (from 0; null: the whole conversation), `kind` (sentiment, emotion, escalation,
    course, impact, effort, satisfaction, resolved, behaviour…), `label` (`cannot_tell` where the words are no
    basis), `value` (null where there is none), `probability` (0–1 that the label is right; null where the
    model does not say), `start` and `end` (characters of the turn's text), `model` (name and version).

    Undefined when: a conversation without turns has no rows of its turns. Where a model failed on one
    conversation there is a row of kind `unread` with the error's name.

    Raises: InputError for something that is no conversation.

    Example:
        >>> talk = {"id": "a1", "turns": [{"speaker": "customer", "text": "Thank you, it works now!"}]}
        >>> found = annotate([talk])
        >>> found.filter(found["kind"] == "sentiment")["label"].to_list()
        ['positive']
    """
    import polars as pl

    kinds = {
        "interaction_id": pl.String, "turn": pl.Int32, "kind": pl.String, "label": pl.String,
        "value": pl.Float64, "probability": pl.Float64, "start": pl.Int32, "end": pl.Int32,
        "model": pl.String,
    }  # fmt: skip
    given = as_records(conversations)
    chosen = [make() for make in READERS.values()] if readers is None else list(readers)
    rows: list[Annotation] = []
    for start in range(0, len(given), BLOCK):
        block = given[start : start + BLOCK]
        read = [reader.read(block, [""] * len(block)) for reader in chosen]
        for each in zip(*read, strict=True):
            rows.extend(one for reading in each for one in reading.annotations)
    return pl.DataFrame({name: [getattr(row, name) for row in rows] for name in COLUMNS}, schema=kinds)
