"""Questions that only an unbroken rule could answer yes to."""

from __future__ import annotations

import re

from rapport.surveys.audit.flaw import asked, sign, without

EXCUSED = (
    r"\ball in all\b|\bnot at all\b|\bat all\b|\bafter all\b|\ball or some\b|\bchoose all\b|\bselect all\b|"
    r"\btick all\b|\bcheck all\b|\ball that apply\b|\ball of the following\b|\boverall\b|"
    r"\ball things considered\b|\ball those years\b|\bvery first\b"
)


def _often(text: str, match: re.Match[str]) -> str:
    rest = without(text, *match.span())
    return f"Ask how often, with answers from never to always: “{rest}”"


def _plain(text: str, match: re.Match[str]) -> str:
    return asked(without(text, *match.span()))


SIGNS = (
    sign(r"\b(?:always|never|at all times|each and every time|every (?:single )?time|without exception)\b",
         _often, r"\bnever,|\bnever or\b|\bor never\b|\balways or\b|\bfrom never\b|\bhow often\b"),
    sign(r"\b(?:every(?:one|body|thing)|each and every|every single|nobody|no one|nothing|none of|"
         r"all (?:of )?(?:your|our|the|their)|all)\b(?! (?:day|week|month|year|morning|evening)\b)",
         "Ask about a part, or how much of it.", EXCUSED + r"|\banything\b.*\bnothing\b"),
    sign(r"\b(?:completely|totally|entirely|absolutely|fully|perfectly|100 ?(?:%|per ?cent))(?!\w)", _plain,
         r"\b(?:completely|totally|fully|entirely) (?:dis)?(?:satisfied|agree)|\(|\bhow (?:completely|"
         r"fully)\b"),
)  # fmt: skip
