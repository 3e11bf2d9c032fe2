"""How likely verdicts and cues are right, where nobody at home has rated anything.

Two readers judged 210 conversations and 1,172 signs in single turns without seeing any label
(`benchmarks/judged/instructions.md`). A verdict's probability is that of its ladder on the log odds of its
value; a cue's the share of readers who found it in the turn, drawn to that of its kind (486 cues in all),
because there are one to twenty readings of each. `python -m benchmarks.judged.fit_service` prints these
numbers, from all of the readings; `python -m benchmarks judged` tells how those of one half come true on the
other.
"""

from __future__ import annotations

from math import log

from rapport.language.experience.ladder import Ladder

LABELS = {
    "effort": ("low", "medium", "high"),
    "satisfaction": ("dissatisfied", "neutral", "satisfied"),
    "resolved": ("not_solved", "cannot_tell", "solved"),
}
CUTS = {"effort": (0.25, 0.5), "satisfaction": (0.4, 0.7), "resolved": (0.4, 0.6)}
"""Which ratings of a home count as which label, as shares of their scale."""
LADDERS = {
    "effort": Ladder(1.21, -1.73, 0.82),
    "satisfaction": Ladder(1.03, -0.51, 1.26),
    "resolved": Ladder(1.16, -1.26, -0.74),
}
"""Of 163, 163 and 152 conversations, two readings of each."""
LIKELY_FROM = 0.5
"""Probability from which a cue is told, and whether it was solved: likelier than not."""
SUREST = 0.97
"""Nothing is surer that was learned from nobody at home."""
ANY_CUE = {"effort": 0.73, "satisfaction": 0.67, "resolved": 0.77}
"""Of a cue that no reading is of."""
CUES = {
    "effort": {
        "asked_again": 0.69,
        "called_before": 0.61,
        "confusion": 0.71,
        "correction": 0.58,
        "long_wait": 0.76,
        "not_solved": 0.85,
        "not_understood": 0.88,
        "refusal": 0.72,
        "repetition": 0.76,
        "said_again": 0.69,
        "sent_elsewhere": 0.81,
        "transfer": 0.75,
        "unanswered": 0.64,
    },
    "satisfaction": {
        "anger": 0.61,
        "challenge": 0.65,
        "disbelief": 0.72,
        "exasperation": 0.56,
        "haste": 0.63,
        "not_solved": 0.82,
        "praise": 0.64,
        "rebuke": 0.64,
        "resigned": 0.75,
        "solved": 0.54,
        "thanks": 0.85,
    },
    "resolved": {
        "agent_answered": 0.65,
        "agent_could_not": 0.73,
        "agent_did_it": 0.79,
        "agent_did_not_understand": 0.90,
        "agent_hands_over": 0.71,
        "agent_refused": 0.73,
        "customer_confirms": 0.63,
        "customer_denies": 0.64,
        "customer_gives_up": 0.81,
        "customer_pleased": 0.77,
        "customer_thanks": 0.89,
        "ends_abruptly": 0.91,
        "ends_with_question": 0.68,
    },
}


def cue_chance(kind: str, label: str) -> float:
    """That a turn with this cue shows it."""
    return CUES[kind].get(label, ANY_CUE[kind])


def log_odds(share: float) -> float:
    """Of a value as a share of its scale."""
    kept = min(max(share, 1e-9), 1 - 1e-9)
    return log(kept / (1 - kept))
