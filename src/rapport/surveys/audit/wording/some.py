"""Questions that concern only some of those who are asked, or force an answer."""

from __future__ import annotations

import re

from rapport.surveys.audit.flaw import asked, sign, without

ASK = "Ask only those it concerns (`asked_if`), instead of letting everybody sort themselves."


def _only(text: str, match: re.Match[str]) -> str:
    return f"{ASK} " + asked(without(text, *match.span()))


SIGNS = (
    sign(r"^(?:if|in case|where|when) (?:you|your|applicable|relevant|so|yes|no)\b[^,?]*,", _only,
         r"^if (?:you|we) could\b|^when you (?:think|consider|look)\b"),
    sign(r"\b(?:if (?:applicable|relevant|any|you (?:have|had|did|do|were|are|used|contacted|received|"
         r"bought))|where applicable|"
         r"if it applies|if appropriate)\b", ASK, r"\bif any(?:thing|one)?\b"),
    sign(r"\byour (?:children|child|kids|baby|husband|wife|spouse|partner|pet|dog|cat|wheelchair|guide dog|"
         r"employees|pram|pushchair|walking stick|hearing aid)\b", ASK),
    sign(r"\b(?:owners|users|holders|parents|those|people|anyone|customers|guests|drivers|students|members) "
         r"(?:of|with|who|using|staying)\b[^?,:]{2,60}[:,]", ASK),
    sign(r"\bif (?:one|there|they|he|she|it|this|that|yours?|any of) [^,?]{1,40}", ASK,
         r"\bas if\b|\bif (?:it|they|there) (?:were|was) (?:to|up)\b|\bif anything\b|\bif (?:it|"
         r"this) is all right\b"),
    sign(r"\b(?:loan|courtesy|replacement|rental) (?:car|bike|phone|device|machine)\b", ASK),
    sign(r"\b(?:refund|return(?:ed|ing)?(?: of)? (?:the |your |an )?(?:item|product|order|goods)|"
         r"exchange[ds]? (?:the|an|your)|"
         r"the (?:transfer|hold music|technician's visit|callback|call back|complaint process))\b",
         ASK + " Not everybody had one."),
)  # fmt: skip
FORCED = (
    sign(r"\b(?:mandatory|compulsory|obligatory)\b|[(*\[]\s*required\b|\brequired\s*[)*:–—-]|"
         r"\brequired (?:field|question|answer)\b|\b(?:answer|field|question|reply|"
         r"comment) (?:is )?required\b|"
         r"\byou (?:must|have to|need to) (?:answer|complete|fill|write|give|comment|enter|select|choose)\b|"
         r"\b(?:cannot|can't|can not|may not) (?:be )?(?:skip\w*|left (?:blank|empty|open)|"
         r"leave \w+ (?:blank|empty)|"
         r"proceed|continue|go on|submit)\b|\b(?:not|never) be able to (?:continue|submit|proceed|go on)\b|"
         r"\bto (?:continue|proceed|go on|submit)\b[^?.]{0,20}\b(?:answer|fill|write|enter|rate|tell)\b|"
         r"\b(?:answer|fill \w+|write|rate)\b[^?.]{0,40}\b(?:before you can|in order to|to) (?:continue|"
         r"proceed|go on|submit|finish)\b|"
         r"\bno (?:blank|empty) (?:answers?|fields?)\b|\bat least \d+ (?:words|characters)\b|\ball (?:fields|"
         r"questions) (?:are|must)\b",
         "Let people pass; a forced answer is often a made-up one."),
)  # fmt: skip
