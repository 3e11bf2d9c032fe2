"""How long an interaction took and how long its customer waited, from its turns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapport.records.interaction import Interaction, Turn


@dataclass(frozen=True, slots=True)
class Timing:
    """Facts that follow from an interaction's turns; durations in seconds, None when unknown.

    `abandoned`: nobody said anything. `eligible`: an agent did, so there is something to score.
    `handle_s`: from the start of the interaction to its end; without an end, the span of its timed turns.
    A *wait* runs from the first customer turn that no agent has answered yet (from where it ends, when
    its duration is known) to the agent's next turn; bots and the system do not end a wait.
    `first_reply_s`, `mean_reply_s` and `longest_wait_s` are the first, the mean and the longest of the
    waits that ended. A wait whose times are missing or run backwards is left out of all three.
    """

    turn_count: int
    customer_turns: int
    agent_turns: int
    abandoned: bool
    eligible: bool
    handle_s: float | None
    first_reply_s: float | None
    mean_reply_s: float | None
    longest_wait_s: float | None


def timing(interaction: Interaction) -> Timing:
    """The timing of one interaction. Pure; the order of the turns is taken as given."""
    turns = interaction.turns
    speakers = [turn.speaker for turn in turns]
    agent_turns = speakers.count("agent")
    clock = _clock(turns)
    first, mean, longest = _summary(_waits(turns, clock)) if agent_turns else (None, None, None)
    return Timing(
        turn_count=len(turns),
        customer_turns=speakers.count("customer"),
        agent_turns=agent_turns,
        abandoned=not turns,
        eligible=agent_turns > 0,
        handle_s=_handle(interaction, clock),
        first_reply_s=first,
        mean_reply_s=mean,
        longest_wait_s=longest,
    )


def _clock(turns: Sequence[Turn]) -> list[float | None]:
    """One time line for all turns: wall-clock times where any turn has one, else recording offsets."""
    origin = next((turn.at for turn in turns if turn.at is not None), None)
    if origin is None:
        return [turn.offset_s for turn in turns]
    return [None if turn.at is None else (turn.at - origin).total_seconds() for turn in turns]


def _waits(turns: Sequence[Turn], clock: Sequence[float | None]) -> list[float]:
    waits: list[float] = []
    asked = None
    waiting = False
    for turn, at in zip(turns, clock, strict=True):
        if turn.speaker == "customer" and not waiting:
            waiting, asked, spoken = True, at, turn.duration_s or 0.0
        elif turn.speaker == "agent" and waiting:
            waiting = False
            if asked is not None and at is not None and at >= asked:
                waits.append(max(0.0, at - asked - spoken))
    return waits


def _summary(waits: Sequence[float]) -> tuple[float | None, float | None, float | None]:
    if not waits:
        return None, None, None
    return waits[0], sum(waits) / len(waits), max(waits)


def _handle(interaction: Interaction, clock: Sequence[float | None]) -> float | None:
    started, ended = interaction.started_at, interaction.ended_at
    if started is not None and ended is not None:
        return (ended - started).total_seconds() if ended >= started else None
    times = [at for at in clock if at is not None]
    if len(times) < 2:
        return None
    ends = [
        at + turn.duration_s
        for turn, at in zip(interaction.turns, clock, strict=True)
        if turn.duration_s and at is not None
    ]
    return max(*times, *ends) - min(times)
