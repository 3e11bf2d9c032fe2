"""How often labels of service are right by readings that saw none, and what their probabilities promised.

Effort, satisfaction and solution of conversations, the cues of each, and behaviours, on the half of the
conversations that set no rule, with constants that this half did not set either: those that are installed are
of both halves. A verdict is right where a reader said the same, a sign where a reader found it in the turn;
`unsure` counts half. What the rules do not tell any more is not asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.judged.answers import by_item, held_out
from benchmarks.judged.fit_service import (
    FOUND,
    Asked,
    Constants,
    fitted,
    judged_interactions,
    open_half,
)
from benchmarks.judged.said import Said, Told, told
from benchmarks.judged.sources import SETS
from rapport.language.annotation import CANNOT_TELL, Annotation
from rapport.language.behaviours import prior
from rapport.language.experience import probability
from rapport.language.experience.together import ServiceAnnotator

VERDICTS = ("effort", "satisfaction", "resolved")


def said_installed(asked: Asked = held_out) -> list[Said]:
    """Every label that is given to what readers judged, in these conversations, by what is installed."""
    labels = _annotated()
    return [one for one in (*_verdicts(labels), *_signs(labels)) if asked(one.conversation)]


def said() -> list[Said]:
    """Of the half that is held out, by constants of the other half."""
    with _by(fitted(open_half)):
        return said_installed()


def figures() -> list[Told]:
    """By label, on the half that is held out."""
    return told(said())


@contextmanager
def _by(other: Constants) -> Iterator[None]:
    """These constants instead of those that are installed."""
    cues: dict[str, dict[str, float]] = {kind: {} for kind in VERDICTS}
    for sign, level in other.levels.items():
        kind, label = sign.split(":")
        if kind in cues:
            cues[kind][label] = level
    behaviours = {
        name: other.levels.get(f"behaviour:{name}", other.middles["behaviour"]) for name in prior.LIKELY
    }
    middles = {kind: other.middles[kind] for kind in VERDICTS}
    tables = (
        (probability.LADDERS, other.ladders),
        (probability.CUES, cues),
        (probability.ANY_CUE, middles),
        (prior.LIKELY, behaviours),
    )
    before = [dict(table) for table, _ in tables]
    try:
        for table, instead in tables:
            table.update(instead)  # type: ignore[call-overload]
        yield
    finally:
        for (table, _), was in zip(tables, before, strict=True):
            table.update(was)  # type: ignore[call-overload]


Labels = dict[tuple[str, str], list[Annotation]]


def _annotated() -> Labels:
    known = judged_interactions()
    found: Labels = defaultdict(list)
    for which in SETS:
        some = [one for key, one in known.items() if key[0] == which]
        for one in ServiceAnnotator().annotate(some):
            found[which, one.interaction_id].append(one)
    return found


def _verdicts(labels: Labels) -> Iterator[Said]:
    for (which, name), rows in by_item("talks", "set", "conversation"):
        for one in labels[which, name]:
            if one.turn is None and one.kind in VERDICTS and one.label != CANNOT_TELL:
                answers = [row[one.kind] == one.label for row in rows.values()]
                yield _said(one, name, sum(answers) / len(answers))


def _signs(labels: Labels) -> Iterator[Said]:
    for (which, name, turn, sign), rows in by_item("signs", "set", "conversation", "turn", "sign"):
        for one in labels[which, name]:
            if one.turn == int(turn) and f"{one.kind}:{one.label}" == sign:
                yield _said(one, name, sum(FOUND[row["answer"]] for row in rows.values()) / len(rows))


def _said(one: Annotation, conversation: str, right: float) -> Said:
    if one.probability is None:
        raise ValueError(f"{one.kind}:{one.label} has no probability")
    kind = f"{one.kind} cue" if one.kind in VERDICTS and one.turn is not None else one.kind
    return Said(f"{kind}:{one.label}", conversation, right, one.probability)
