"""What in a conversation tells of effort, satisfaction and a solution: turn, characters, and of what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapport.language.experience.reading import ReadTurn
from rapport.language.experience.repeats import repeats
from rapport.language.experience.waits import long_waits


@dataclass(frozen=True, slots=True)
class Cue:
    """`turn` is the place in the interaction; `start` and `end` are None where the whole turn tells it."""

    label: str
    turn: int
    start: int | None = None
    end: int | None = None


EFFORT_SAID = {
    "repetition": "repetition",
    "called_before": "called_before",
    "transfer": "transfer",
    "channel_hop": "channel_hop",
    "long_wait": "long_wait",
    "confusion": "confusion",
    "refused_help": "confusion",
    "not_solved": "not_solved",
    "correction": "correction",
}
EFFORT_DONE = {
    "transfer": "transfer",
    "elsewhere": "sent_elsewhere",
    "not_understood": "not_understood",
    "refusal": "refusal",
}
SATISFACTION_SAID = {
    "thanks": "thanks",
    "praise": "praise",
    "solved": "solved",
    "not_solved": "not_solved",
    "anger": "anger",
    "displeasure": "displeasure",
    "disbelief": "disbelief",
    "exasperation": "exasperation",
    "challenge": "challenge",
    "rebuke": "rebuke",
    "haste": "haste",
    "threat": "threat",
    "resigned": "resigned",
}
RESOLVED_SAID = {
    "solved": "customer_confirms",
    "praise": "customer_pleased",
    "thanks": "customer_thanks",
    "not_solved": "customer_denies",
    "displeasure": "customer_displeased",
    "resigned": "customer_gives_up",
}
RESOLVED_DONE = {
    "done": "agent_did_it",
    "answer": "agent_answered",
    "failed": "agent_could_not",
    "refusal": "agent_refused",
    "transfer": "agent_hands_over",
    "not_understood": "agent_did_not_understand",
}
_AN_END = ("closing", "anything_else", "done")


def effort_cues(turns: Sequence[ReadTurn]) -> list[Cue]:
    """What made it hard for the customer, in the order of turns."""
    found = list(_marked(turns, EFFORT_SAID, EFFORT_DONE))
    found += [Cue("asked_again", turn.place) for turn, _ in repeats([*filter(_asks, turns)])]
    found += [Cue("said_again", turn.place) for turn, _ in repeats([*filter(_says, turns)])]
    known = {(cue.label, cue.turn) for cue in found}
    found += [
        Cue("long_wait", turn.place)
        for turn, _ in long_waits(turns)
        if ("long_wait", turn.place) not in known
    ]
    found += unanswered(turns)
    return sorted(found, key=lambda cue: (cue.turn, cue.label, cue.start or 0))


def satisfaction_cues(turns: Sequence[ReadTurn]) -> list[Cue]:
    """What the customer said that tells how they felt about it."""
    return list(_marked(turns, SATISFACTION_SAID, {}))


def resolved_cues(turns: Sequence[ReadTurn]) -> list[Cue]:
    """What tells whether it was solved: the customer's words once the company answered, what the company
    did, and how it ended."""
    first = next((place for place, turn in enumerate(turns) if turn.ours), len(turns))
    found = list(_marked(turns[first:], RESOLVED_SAID, RESOLVED_DONE))
    found += [Cue("ends_with_question", cue.turn, cue.start, cue.end) for cue in unanswered(turns)]
    last = turns[-1] if turns else None
    if last is not None and last.ours and last.has("ask") and not any(map(last.has, _AN_END)):
        found.append(Cue("ends_abruptly", last.place))
    return sorted(found, key=lambda cue: (cue.turn, cue.label))


def _asks(turn: ReadTurn) -> bool:
    """A question that one answer should be enough for: offers may be made more than once."""
    return turn.ours and turn.has("ask") and not any(map(turn.has, ("anything_else", "offer")))


def _says(turn: ReadTurn) -> bool:
    """More than agreeing or thanking, which people do all the time."""
    return not turn.ours and not any(map(turn.has, ("accept", "thanks")))


def unanswered(turns: Sequence[ReadTurn]) -> list[Cue]:
    """Questions at the end that nobody from the company answered."""
    found = []
    for turn in reversed(turns):
        if turn.ours:
            break
        if (end := turn.lower.rfind("?")) >= 0:
            start = max(turn.lower.rfind(mark, 0, end) for mark in ".!?\n") + 1
            found.append(Cue("unanswered", turn.place, start, end + 1))
    return found[::-1]


def _marked(turns: Sequence[ReadTurn], said: dict[str, str], done: dict[str, str]) -> Iterator[Cue]:
    for turn in turns:
        labels = done if turn.ours else said
        seen: set[str] = set()
        asks = turn.ours and turn.has("ask")
        for name, start, end in turn.marks:
            label = None if asks and name == "answer" else labels.get(name)  # `enter the code` asks for it
            if label is not None and label not in seen:
                seen.add(label)
                yield Cue(label, turn.place, start, end)
