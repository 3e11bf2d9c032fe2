"""How often a rule for a behaviour is right before anybody has confirmed or corrected it.

Two readers judged turns without seeing any label (`benchmarks/judged/instructions.md`). Each number is the
share of them who found the behaviour where the rules do, drawn to that of all 215, because there are one to
twenty readings of each, and none of `own_name` and `hold_permission`. `python -m benchmarks judged` tells how
the numbers of one half come true on the other; `python -m benchmarks.judged.fit_service` prints these.
"""

from __future__ import annotations

from rapport.language.behaviours.turns import AgentTurn

LIKELY = {
    "greeting": 0.97,
    "own_name": 0.93,
    "empathy": 0.94,
    "apology": 0.94,
    "ownership": 0.97,
    "next_step": 0.97,
    "wait_announced": 0.97,
    "hold_permission": 0.93,
    "summary": 0.91,
    "check_understanding": 0.94,
    "anything_else": 0.85,
    "closing": 0.94,
    "thanks": 0.97,
    "blame": 0.94,
    "refusal": 0.82,
}
MISSED = 0.03
"""Of turns in which no rule finds a behaviour, so many show it: readers found none in 37, which speaks for
less than one in thirteen."""
OUT_OF_PLACE = 0.5
"""A greeting after the first turns, or a closing long before the end, is so much nearer to even odds."""


def prior(label: str, one: AgentTurn) -> float:
    """Probability of the behaviour in this turn by the rules alone."""
    if not one.turn.has(label):
        return MISSED
    chance = LIKELY[label]
    if (label == "greeting" and one.order > 1) or (label == "closing" and one.left > 1):
        chance = 0.5 + (chance - 0.5) * OUT_OF_PLACE
    return chance
