"""How often a rule for a behaviour is right before anybody has confirmed or corrected it."""

from __future__ import annotations

from rapport.language.behaviours.turns import AgentTurn

LIKELY = {
    "greeting": 0.9,
    "own_name": 0.85,
    "empathy": 0.8,
    "apology": 0.85,
    "ownership": 0.75,
    "next_step": 0.7,
    "wait_announced": 0.75,
    "hold_permission": 0.85,
    "summary": 0.7,
    "check_understanding": 0.8,
    "anything_else": 0.95,
    "closing": 0.9,
    "thanks": 0.95,
    "blame": 0.7,
    "refusal": 0.8,
}
"""Judgement in round numbers, until a home's people have confirmed enough."""
MISSED = 0.03
"""Share of turns without a match that show the behaviour in other words."""
OUT_OF_PLACE = 0.5
"""Log odds divisor for a greeting after the first turns, or a closing long before the end."""


def prior(label: str, one: AgentTurn) -> float:
    """Probability of the behaviour in this turn by the rules alone."""
    if not one.turn.has(label):
        return MISSED
    chance = LIKELY[label]
    if (label == "greeting" and one.order > 1) or (label == "closing" and one.left > 1):
        chance = 0.5 + (chance - 0.5) * OUT_OF_PLACE
    return chance
