"""How often labels of feelings are right by readings that saw none, and what their probabilities promised.

On the half of the conversations that set no word, cut or constant. What a turn shows is asked of turns drawn
by what was heard in them then (turns drawn for a threat are of no use there: much is felt in them), threats
of all turns. A feeling is right where a reader named it, as the strongest or beside it; a turning moment
where the reader saw the tone turn that way, whichever turn it was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from benchmarks.judged.answers import by_item, held_out
from benchmarks.judged.heard import annotated, judged_turns
from benchmarks.judged.said import Said, Told, told
from rapport.language.annotation import CANNOT_TELL, Annotation

FIELDS = {
    "customer_mood": "customer_mood",
    "agent_mood": "agent_mood",
    "ending": "ending",
    "impact": "change",
}
WENT = {"rising": "improved", "level": "unchanged", "falling": "worsened"}
TURNED = {"turned_better": "better", "turned_worse": "worse"}


def said(asked: Callable[[str], bool] = held_out) -> list[Said]:
    """Every label that was given to what readers judged, in these conversations."""
    return [one for one in (*_of_turns(), *_of_wholes()) if asked(one.conversation)]


def figures() -> list[Told]:
    """By label, on the half that is held out."""
    return told(said())


def _of_turns() -> Iterator[Said]:
    by_turn: dict[tuple[str, str, int | None], list[Annotation]] = defaultdict(list)
    for key, some in annotated("turns").items():
        for one in some:
            by_turn[(*key, one.turn)].append(one)
    for turn in judged_turns():
        for one in by_turn[turn.place]:
            asked = one.kind == "escalation" or (one.kind == "emotion" and turn.drawn == "emotion")
            if asked and one.label != CANNOT_TELL:
                yield _said(one, turn.place[1], turn.share(one.label))


def _of_wholes() -> Iterator[Said]:
    labels = annotated("talks")
    for (which, name), rows in by_item("talks", "set", "conversation"):
        for one in labels[which, name]:
            if one.label == CANNOT_TELL:
                continue
            answers = [_agrees(one, row) for row in rows.values()]
            if None not in answers:
                yield _said(one, name, sum(map(bool, answers)) / len(answers))


def _agrees(one: Annotation, row: dict[str, str]) -> bool | None:
    """Whether a reader says the same; None where none was asked."""
    if one.kind in FIELDS:
        answer = row[FIELDS[one.kind]]
        return None if answer == "none" else answer == one.label
    if one.kind == "course" and one.turn is None:
        return row["change"] == WENT[one.label]
    if one.kind == "course" and one.label in TURNED:
        return row["turned_to"] == TURNED[one.label]
    return None


def _said(one: Annotation, conversation: str, right: float) -> Said:
    if one.probability is None:
        raise ValueError(f"{one.kind}:{one.label} has no probability")
    return Said(f"{one.kind}:{one.label}", conversation, right, one.probability)
