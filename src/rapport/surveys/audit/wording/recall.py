"""Questions beyond what people remember."""

from __future__ import annotations

from rapport.surveys.audit.flaw import sign

NEAR = "Ask about the last contact, right after it; take counts from your own records."
LONG = (
    r"(?:(?:3|6|9|12|18|24|three|six|nine|twelve|few|several|couple of) months|(?:two |three |five |2 |3 |5 |"
    r"10 |ten )?years?|"
    r"half[- ]year|quarter|\d{2,} (?:weeks|days))"
)
SIGNS = (
    sign(r"\b(?:think|cast your mind|go) back to\b|\b(?:decades|ages|long) ago\b|\ball those years\b|"
         r"\b(?:each|every one) of your\b"
         r"[^?]{0,30}\b(?:this|last) (?:year|month|quarter|season|winter|summer)\b|\bsince last (?:year|"
         r"summer|winter|spring|autumn|fall|"
         r"january|christmas)\b|\bbetween (?:january|february|march|april|may|june|july|august|september|"
         r"october|november)\b[^?]{0,5}and\b|"
         r"\bin (?:19|20)\d\d\b", NEAR),
    sign(rf"\b(?:over|in|during|within|for|throughout) (?:the )?(?:past|last|previous) {LONG}\b", NEAR,
         r"\bintend\b"),
    sign(r"\b(?:last year|a year ago|years ago|months ago|this time last year|the year before)\b", NEAR),
    sign(r"\b(?:since|when) you (?:first |originally |initially )?(?:became|joined|signed up|registered|"
         r"started|"
         r"opened your account)\b", NEAR, r"\bjust\b|\btoday\b"),
    sign(r"\b(?:the|your) (?:very )?first (?:time|contact|call|visit|order|purchase|impression)\b", NEAR),
    sign(r"\b(?:how many|number of) (?:times|calls|visits|minutes|hours|e-?mails|contacts|orders|days)\b",
         NEAR,
         r"\btoday\b|\bjust now\b|\bthis (?:call|chat|visit)\b"),
    sign(r"\bhow (?:long|many (?:seconds|minutes)) (?:exactly )?(?:did|were|was|have|had) (?:you|it|"
         r"your)\b[^?]*\b(?:wait|on hold|"
         r"take|took|last|answered)\w*", "Take the time from your own records; ask how the wait felt."),
    sign(r"\b(?:on average|typically|usually|in a typical (?:week|month|year)|per (?:month|year)|"
         r"in general)\b", NEAR,
         r"\bhow (?:important|satisfied|likely)\b"),
    sign(r"\b(?:exact(?:ly)?|precise(?:ly)?) (?:how|what|when|number|time|date|amount)\b|\b(?:exact|precise) "
         r"(?:number|time|date|amount|words)\b", "Ask roughly, or take it from your own records."),
    sign(r"\b(?:all|every one) of your (?:past|previous|earlier) \w+", NEAR),
)  # fmt: skip
