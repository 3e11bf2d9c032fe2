"""Words that push to a high score."""

from __future__ import annotations

from rapport.surveys.audit.flaw import sign

STOP = "Leave it out: a score that was asked for tells nothing."
BEST = (
    r"(?:10|ten|9 or 10|5|five|perfect|top|highest|full|maximum|excellent|five[- ]star|5[- ]star|"
    r"very satisfied|extremely satisfied|100)"
)
SIGNS = (
    sign(r"\b(?:bonus(?:es)?|jobs?|pay|funding|pay rise|evening off|day off|commission|"
         r"promotion)\b[^?]{0,60}\b(?:depends?|"
         r"rel(?:y|ies)|10|ten|five|5|full marks|score|rating|stars?)\b|\b(?:10|ten|five stars?|5 stars?|"
         r"full marks|top marks|perfect "
         r"score|score|rating|stars?)\b[^?]{0,60}\b(?:bonus(?:es)?|jobs?|pay|funding|day off|evening off|"
         r"commission|promotion|going)\b", STOP),
    sign(r"\b(?:live on|love|rely on|depend on|hoping for|hope for|aiming for|need|counting on|count on|"
         r"appreciate|deserves?|"
         r"earn(?:ed)?|tap|click|tick|press|hit|only)\b[^.?]{0,25}\b(?:five[- ]stars?|5[- ]stars?|full marks|"
         r"top (?:marks|scores?|box)|perfect "
         r"(?:10|ten|scores?)|all (?:10|ten|five|5)s?|a (?:10|ten)|9s? (?:and|or) 10s?|tens|highest (?:score|"
         r"mark|rating))\b", STOP,
         r"\bwhat would\b|\bwhy\b"),
    sign(r"\b(?:would |will |could )?(?:mean(?:s)? the world|make (?:our|my|her|his|their) (?:day|week|"
         r"month)|help us (?:out|a lot)|"
         r"make (?:us|me) (?:very )?happy)\b", STOP),
    sign(r"\b(?:anything|everything) (?:below|under|less than|short of)\b", STOP, r"\bexpect"),
    sign(rf"\b(?:give|giving|gave|rate|rating|score|award|leave|choose|select|mark|deserve[sd]?|"
         rf"earn(?:ed)?)\b[^?.]{{0,30}}"
         rf"\b(?:us|me|them|him|her|our team|an?|with|as|the)\b ?(?:an? |all |the |with )*{BEST}(?: (?:score|"
         rf"rating|stars?|marks?|"
         r"points?|out of (?:10|ten|5|five)))?\b", STOP,
         r"\bon a scale\b|\bwhat (?:would|could|should|can) we\b|\bwhy\b|\bhow (?:many|would you)\b|"
         r"\bwhere \d"),
    sign(r"\b(?:anything|any score|a score|scores?|less|lower) (?:less|lower|below|under|other|"
         r"of)? ?(?:than )?(?:a |an )?"
         r"(?:10|ten|9|nine|5|five|perfect)\b[^.?]*\b(?:fail\w*|counts?|considered|negative|bad|hurts?|zero|"
         r"unacceptable)\b", STOP),
    sign(r"\b(?:affects?|impacts?|influences?|determines?|decides?|helps?|depends?|"
         r"counts? towards?)\b[^.?]{0,25}\b(?:my|our|their|his|her|the "
         r"agent's) (?:bonus|job|pay|salary|performance|review|evaluation|ranking|commission|team)\b", STOP),
    sign(r"\b(?:my|our|their) (?:bonus|job|pay|performance) (?:depends|is (?:based|tied))\b", STOP),
    sign(r"\b(?:high(?:est)?|top|perfect|good|positive|5[- ]star|five[- ]star) (?:scores?|ratings?|marks?|"
         r"reviews?) "
         r"(?:help|mean|are (?:important|appreciated)|would|keep|allow|let)\w*", STOP),
    sign(r"\bwe (?:strive|aim|work hard|try) (?:for|to (?:be|earn|give|provide|deserve))\b[^.?]{0,30}\b(?:10|"
         r"ten|five|5|perfect|excellent|"
         r"very satisfied|top)\b", STOP),
    sign(r"\b(?:gift card|voucher|discount|prize|reward|coupon)\b[^.?]{0,40}\b(?:positive|good|high|five|5|"
         r"10)\b", STOP),
    sign(r"\b(?:please|kindly) (?:be (?:kind|generous|nice)|support (?:us|me|our team))\b", STOP),
    sign(r"\bif you (?:can(?:not|'t)|are unable to|would not|wouldn't) (?:give|rate)\b[^.?]*\b(?:contact|"
         r"call|tell|speak|let)\b", STOP),
)  # fmt: skip
