"""Questions that a customer is in no position to answer."""

from __future__ import annotations

from rapport.surveys.audit.flaw import sign

LATER = (
    "Ask later, once it could be tried: “Is it working as it should?” – or look at whether they came back."
)
AUDIT = "Leave it to the audit; ask what it was like for them."
COMPARED = "Ask what they expected, or compare with a survey of others' customers."
SIGNS = (
    sign(r"\b(?:compare[sd]?|comparing|measure up)\b[^?]{0,40}\b(?:with|to|against)\b[^?]{0,40}\b(?:others?|"
         r"the rest|competit\w+|"
         r"market|industry|rivals?|average)\b", COMPARED, r"\byou(?:'ve| have) (?:used|tried|stayed|had)\b"),
    sign(r"\b(?:genuine|original|certified) (?:parts|materials?|ingredients)\b|\bmeets? (?:the|all|our|"
         r"its) [\w' ]{0,20}(?:specifications?|"
         r"standards?|requirements|norms)\b|\bin the right order\b|\bsteril\w+\b|\b(?:treats?|"
         r"treated) (?:everybody|everyone|all) "
         r"(?:equally|alike|the same)\b|\b(?:medically|legally|clinically) \w+\b|\bright (?:diagnosis|dose|"
         r"dosage|medicine|treatment)\b|"
         r"\bbehind the scenes\b|\bhygiene (?:rules|standards)\b|\bsafety (?:checks?|rules|standards)\b",
         AUDIT),
    sign(r"\b(?:was|were|is|has|have|did|do|are)\b[^?]{0,40}\b(?:(?:issue|problem|request|question|concern|"
         r"enquiry|inquiry|"
         r"query|matter|complaint|case|reason for (?:your )?(?:call|contact))s?\b[^?]{0,25}\b(?:resolved?|"
         r"solved?|"
         r"fixed|settled|sorted|closed|dealt with)|(?:resolve|solve|fix|settle)d?\b[^?]{0,25}\b(?:issue|"
         r"problem|request|question|"
         r"concern|enquiry|inquiry|query|matter|complaint)s?)\b", LATER,
         r"\bhow (?:satisfied|easy)\b|\bstill (?:working|open)\b|\bsince\b|\bdays? (?:ago|later)\b"),
    sign(r"\b(?:follow(?:ed|s)?|comply|complied|adhered?|in (?:line|accordance) with|"
         r"according to)\b[^?]{0,40}\b(?:procedures?|process(?:es)?|"
         r"polic(?:y|ies)|guidelines?|regulations?|rules?|standards?|protocols?|script|training)\b", AUDIT),
    sign(r"\b(?:was|were|is|are|did|how)\b[^?]{0,50}\b(?:accurate|accurately|correct|correctly|accuracy|"
         r"truthful|up[- ]to[- ]date|"
         r"technically)\b", AUDIT + " They cannot tell whether what they heard was right.",
         r"\bname\b|\border (?:correct|accurate)\b|\bbill\b|\binvoice\b|\bdelivered\b"),
    sign(r"\b(?:well[- ]trained|properly trained|trained|qualified|competent|experienced|expertise)\b",
         AUDIT),
    sign(r"\b(?:compared (?:to|with)|better than|worse than|relative to|"
         r"versus)\b[^?]{0,40}\b(?:other (?:companies|providers|"
         r"firms|suppliers|businesses|banks|agents)|(?:our )?competit(?:ors?|ion)|industry|market|"
         r"average)\b", COMPARED),
    sign(r"\b(?:in|over|within|during) the next (?:\w+ )?(?:\d+|two|three|five|six|twelve|ten|"
         r"few)? ?(?:months|years?)\b",
         "Nobody knows so far ahead: ask what they mean to do next, or watch what they do.",
         r"\brecommend\b"),
    sign(r"\b(?:what would|how would) (?:other|most) (?:people|customers|users)\b|\bdo (?:other|most|"
         r"your) (?:people|customers|"
         r"users|colleagues|neighbours|neighbors)\b", "Ask about their own view only."),
    sign(r"\b(?:how well|did|does|do)\b[^?]{0,25}\b(?:our|the) (?:internal|back[- ]office|departments?|"
         r"teams?|systems?|it)\b"
         r"[^?]{0,30}\b(?:communicat\w+|work(?:ed)? together|coordinat\w+|collaborat\w+)\b", AUDIT),
    sign(r"\bdo everything (?:they|he|she|we) could\b|\btried (?:their|his|her) best\b", AUDIT),
    sign(r"\bwhy (?:was|were|did|is|are|do) (?:our|the|your) (?:system|order|delivery|parcel|account|payment|"
         r"site|website|app|bill)\b",
         "They cannot know why; ask what happened."),
)  # fmt: skip
