"""Questions whose answer stands in the customer's record, or in what invited them."""

from __future__ import annotations

import re

from rapport.surveys.audit.flaw import sign

PREFILL = "Leave it out and take it from the customer's record or the interaction."
WHERE = tuple(
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), place)
    for words, place in (
        ("agent|adviser|advisor|spoke|speak|served|helped|handled|contact\\w*|call\\w*|chat\\w*|channel|"
         "wrote", "the interaction that this survey follows"),
        ("order\\w*|b[ou][ua]g?[yh]t?|buy|parcel|purchase\\w*|paid|pay|bill|item|deliver\\w*|product",
         "the order"),
        ("book\\w*|stay\\w*|nights?|room|seat|flight|flew|fly|check|appointment|visit\\w*|table",
         "the booking"),
        ("plan|tariff|subscription|contract|policy|licence|version|member\\w*|customer|account",
         "the contract"),
    )
)  # fmt: skip
"""Words of a question, and where the answer to it stands."""
SIGNS = (
    sign(r"^(?:please )?(?:full|first|last|your|family|sur)?\s?name\b(?!\s+(?:one|a|an|the|three|two))",
         PREFILL),
    sign(r"\bwhat(?:'s| is| was| are) (?:the|your) (?:e-?mail(?: address)?|phone number|account number|"
         r"address|name|postcode|"
         r"delivery address|order number|login|user ?name|job title)\b", PREFILL),
    sign(r"\b(?:which|what) of (?:our|the) (?:\w+ )?(?:plans?|tariffs?|products?|branches|stores?|shops?|"
         r"hotels?|services?|accounts?|"
         r"policies|packages?|courses?|models?)\b[^?]{0,40}\b(?:are you on|do you (?:have|use|hold|own)|"
         r"did you|have you|you)\b", PREFILL,
         r"\bprefer\b|\blike\b|\bmost useful\b"),
    sign(r"\bdid you (?:book|order|buy|pay|contact|call|reach|sign up|apply|register|"
         r"check in)\b[^?]*\b(?:through|via|online|by "
         r"(?:phone|e-?mail|post|card|chat)|in (?:a |the )?(?:store|shop|branch|app)|over the phone|"
         r"on (?:our|the) (?:web)?site)\b[^?]*"
         r"\bor\b", PREFILL),
    sign(r"\b(?:to|from|at|in) (?:which|what) (?:address|branch|store|shop|hotel|station|airport|depot|room|"
         r"ward|clinic)\b", PREFILL),
    sign(r"\bwhat (?:\w+ )?(?:did|have) we (?:repair|deliver|send|sell|sold|install|fix|ship|serve|treat|"
         r"book|bring)\w*\b", PREFILL),
    sign(r"\b(?:how many|exactly how many)\b[^?]{0,40}\b(?:did|have|do) you (?:export|create|send|make|buy|"
         r"bought|order|use|used|have|hold|"
         r"place|placed|book|booked|withdraw\w*|pay|paid|own|log|rent|borrow)\w*\b", PREFILL, r"\bwould\b"),
    sign(r"\b(?:what(?:'s| is| was)|enter|give|provide|tell us|confirm|state|type|"
         r"fill in)\b[^?]{0,30}\b(?:your )"
         r"(?:(?:full|first|last|sur|user) ?)?(?:name|e-?mail(?: address)?|phone(?: number)?|"
         r"telephone(?: number)?|"
         r"mobile(?: number)?|address|post ?code|zip(?: code)?|account(?: number| id)?|customer (?:number|"
         r"id)|"
         r"order (?:number|id)|booking (?:number|reference)|reference number|ticket (?:number|id)|"
         r"case number|"
         r"policy number|member(?:ship)? number|date of birth|country|city|state|company(?: name)?)\b",
         PREFILL),
    sign(r"^(?:your )?(?:(?:full|first|last) )?(?:name|e-?mail(?: address)?|phone(?: number)?|order number|"
         r"account number|"
         r"customer number|booking reference)\s*[:?*]?\s*$", PREFILL),
    sign(r"\b(?:when|on (?:what|which) (?:date|day)|what date|at what time)\b[^?]{0,30}\b(?:you|"
         r"your)\b[^?]{0,25}"
         r"\b(?:call|called|contact|contacted|buy|bought|purchase|purchased|order|ordered|visit|visited|stay|"
         r"stayed|"
         r"join|joined|sign(?:ed)? up|chat|chatted|write|wrote|book|booked|arrive|check(?:ed)? in)\b",
         PREFILL,
         r"\bwhen you\b"),
    sign(r"\b(?:how|by (?:which|what) (?:channel|means|way)|(?:which|what) (?:channel|method|"
         r"way))\b[^?]{0,20}\b(?:did|have) "
         r"you (?:use to )?(?:contact|reach|get in touch|call|write|order|buy|book|pay)\w*", PREFILL,
         r"\bhow (?:easy|satisfied|often|long|many|much|likely|quickly|well|difficult)\b"),
    sign(r"\b(?:which|what) (?:product|service|item|plan|model|tariff|store|branch|hotel|location|package|"
         r"subscription|version)s?\b[^?]{0,20}\b(?:did|have|do|are) you (?:currently )?(?:buy|bought|"
         r"purchased?|"
         r"order\w*|use|using|have|own|visit\w*|subscribe\w*|on|stay\w*)\b", PREFILL),
    sign(r"\b(?:who|which (?:agent|employee|person|representative|advisor|associate|"
         r"colleague))\b[^?]{0,20}\b(?:did you "
         r"(?:speak|talk|chat|deal)|served|helped|assisted|answered|took)\b", PREFILL),
    sign(r"\bname of (?:the|your) (?:agent|representative|person|advisor|employee|associate)\b", PREFILL),
    sign(r"\bhow long have you been (?:a |an )?(?:our )?(?:customer|client|member|subscriber|user|guest|"
         r"with us|using)\b",
         PREFILL),
    sign(r"\bare you (?:a |an )?(?:(?:new|existing|current|returning) (?:or (?:new|existing|returning) )?|"
         r"already a )"
         r"(?:customer|client|member|subscriber|user|guest)\b", PREFILL),
    sign(r"\bhow (?:many times|often)\b[^?]{0,20}\b(?:did|have) you (?:contact|call|order|buy|bought|visit|"
         r"log)\w*"
         r"[^?]*\b(?:us|our)\b", PREFILL),
    sign(r"\bhow much (?:did|have) you (?:pay|paid|spend|spent)\b[^?]*\b(?:us|our|order|purchase)\b",
         PREFILL),
    sign(r"\bhave you (?:ever )?(?:bought|ordered|purchased|used|contacted|called|visited|"
         r"shopped)\b[^?]*\b(?:us|our|with us|"
         r"from us)\b[^?]*\bbefore\b", PREFILL),
)  # fmt: skip
