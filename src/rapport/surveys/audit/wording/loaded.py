"""Questions that take something for granted, or stir."""

from __future__ import annotations

import re

from rapport.surveys.audit.flaw import asked, sign, without

CHARGED = (
    "abysmal|appalling|atrocious|awful|catastroph\\w*|disaster\\w*|disgraceful|disgusting|dreadful|greedy|"
    "hideous|horrible|horrific|horrendous|incompetent|lazy|nightmar\\w*|outrageous|pathetic|ridiculous|"
    "rip[- ]?off|scandalous|shameful|shocking|stupid|terrible|unacceptable|unfair|useless|wasteful|wretched"
)


def _calm(text: str, match: re.Match[str]) -> str:
    return asked(without(text, *match.span()))


SIGNS = (
    sign(r"\bhow badly\b|\bspoil(?:ed|t|s)?\b|\bruin(?:ed|s)?\b|\bordeal\b|\bchao(?:s|tic)\b|\bfiascos?\b|"
         r"\bmess(?:ed)?\b|"
         r"\bshambles\b|\bmiser(?:y|able)\b|\bpain(?:ful)?ly\b|\bat least (?:apologise|apologize|try|say|"
         r"offer)\b|\bendless\b|"
         r"\bbotched\b|\bneglect(?:ed)?\b|\brip(?:ped)? (?:you )?off\b|\bplagued?\b|\bburden\b", _calm,
         r"\bpainful (?:was|is|or)\b"),
    sign(r"\bwhat (?:was it that |is it that )?(?:made|makes|drove|drives|caused|led) you\b[^?]*",
         "Ask first whether it is so, then why.", r"\bif anything\b|\bscore\b|\bchoose\b|\bdecide\b|"
         r"\bgive\b"),
    sign(r"\bwhich (?:of )?(?:the |our |his |her |their |these )?[\w']*(?: [\w']+)? ?(?:mistakes?|faults?|"
         r"errors?|failures?|"
         r"shortcomings|problems?|weaknesses|flaws|delays?)\b", "Ask first whether there was any.",
         r"\bif any\b|\bnone\b"),
    sign(r"\bhow (?:annoyed|angry|upset|disappointed|frustrated|let down|worried|ashamed|betrayed) (?:were|"
         r"are|did|do|was)\b",
         "Ask how they felt, with both ends named.", r"\bor\b"),
    sign(rf"\b(?:{CHARGED})\b", _calm),
    sign(r"\bwhat (?:problems?|issues?|difficult(?:y|ies)|trouble|frustrations?|complaints?|concerns?) "
         r"(?:did|do|have|has|were|are)\b", "Ask first whether there was any, then what it was."),
    sign(r"\b(?:why|what) (?:do|did|are|were|would|is|has) [^?]{0,40}\b(?:love|like best|like most|"
         r"enjoy most|"
         r"prefer us|best about|made you happy|so satisfied)\b",
         "Ask what they think of it; some like nothing about it.", r"\bif anything\b|\bdislike\b"),
    sign(r"\bwhy (?:do|did|are|were|is|was) (?:you|our|we|the)\b[^?]*\b(?:better|best|prefer|choose us over|"
         r"dissatisfied|unhappy|disappointed)\b", "Ask first whether it is so, then why."),
    sign(r"\bhow (?:much )?(?:money|time|effort) (?:do|did|have|would) you (?:save|saved|waste|wasted|lose|"
         r"lost)\b",
         "Ask whether there was any before how much."),
    sign(r"\bhow often (?:do|did|have) you (?:suffer|struggle|waste|lose|complain|fail)\w*",
         "Ask first whether it happened."),
    sign(r"\b(?:suffer(?:ed|ing)? from|forced to|failed to|refus(?:e|ed|es) to|put up with|fed up)\b",
         "Say what happened in plain words, without blame.",
         r"\bhad to put up\b\?$"),
    sign(r"\bhow (?:has|have|did|does) [^?]{2,50}\b(?:improve|improved|benefit|benefited|help|helped|delight|"
         r"delighted)\b(?: you| your| us)?",
         "Ask whether it changed anything, for better or worse.", r"\bif at all\b|\bor worse\b"),
    sign(r"\bwhat (?:did|do) you (?:like|love|enjoy|appreciate|value) (?:the )?(?:most|best)\b",
         "Ask what stood out, good or bad; some like nothing about it.", r"\bif anything\b"),
)  # fmt: skip
