"""Questions with a denial in them, to which yes may mean no."""

from __future__ import annotations

import re

from rapport.surveys.audit.flaw import asked, sign, without

OPEN = r"^(?:and |so |if not, )?(?:what|which|why|where|who|please (?:tell|describe|explain))\b"
FINE = (
    r"\bwhether or not\b|\bor not\b|\bif not\b|\bwhy not\b|\bnot applicable\b|\bnot at all\b|\bnot (?:sure|"
    r"yet)\b"
    r"|\bnot only\b|\bno,|\bnot very\b|\banything\b|\bwhen (?:a|an|the|you|your) |\bcannot be skipped\b"
    r"|\bnot be able to\b|\bbut did not\b"
)
NOT = (
    r"\b(?:not|(?:do|does|did|is|are|was|were|has|have|had|can|could|would|should|wo)n't|cannot|no longer)\b"
)
UNLIKE = (
    "unclear|unhappy|unlikely|unsatisf\\w+|dissatisf\\w+|unfriendly|unhelpful|unpleasant|impossible|"
    "incomplete|"
    "incorrect|disagree|dislike|difficult|unreasonable|unnecessary|without|fail\\w*|lack\\w*"
)


def _turned(text: str, match: re.Match[str]) -> str:
    said = match.group().lower()
    kept = {"cannot": "can", "no longer": ""}.get(said, said[:-3] if said.endswith("n't") else "")
    kept = {"wo": "will", "ca": "can"}.get(kept, kept)
    return "Say it the other way round. " + asked(without(text, *match.span(), kept))


SIGNS = (
    sign(r"\b(?:do|does|did|have|has|are|is|was|were) (?:you|it|they|we|our \w+|your \w+) never\b",
         "Say it the other way round: ask how often it happens.", r"\bor never\b"),
    sign(rf"{NOT}[^?,.]*\b(?:{UNLIKE})\b", "Two denials make a riddle: say what is meant without them.",
         r"\bor dis\w+\b"),
    sign(NOT, _turned, f"{OPEN}|{FINE}|" r"n't (?:you|it|we|they|this|that)\b|\bor dis\w+\b"),
    sign(r"\b(?:agree|true|disagree)\b.*\b(?:no|never|nothing|nobody|without|fails? to|lacks?)\b",
         "Say it as a plain statement that one can agree with or not.", r"\bstrongly\b.*\bno opinion\b"),
)  # fmt: skip
