"""Questions whose answers help nobody but the company."""

from __future__ import annotations

from rapport.surveys.audit.flaw import sign

OWN = "Leave it out; find it in your own records, or by an audit of interactions."
SIGNS = (
    sign(r"\b(?:how|where|when) did you (?:first )?(?:see|hear|read|notice|come across|learn|find(?: out)?|"
         r"discover|get to know)\b"
         r"[^?]{0,30}\b(?:us|advert\w*|ads?|company|shop|store|brand|website|offers?|campaign|clinic|hotel|"
         r"restaurant|service|school|"
         r"university|firm|workshop)\b", OWN, r"\bhow easy\b|\bfind (?:what|the|your)\b"),
    sign(r"\bdid (?:the|our|your|any|one of our) [\w -]{3,30}? (?:tell you about|mention|offer you|wear|"
         r"leave you (?:a|an|our)|"
         r"hand you (?:a|an|our)|greet you (?:with|by|using)|use (?:the|our|your)|thank you for|"
         r"ask you (?:to|for|whether|if)|"
         r"introduce|give (?:you )?(?:her|his|their) name|say (?:the|our|hello|goodbye)|read out|quote|"
         r"recommend (?:our|an?)|"
         r"point out (?:our|the)|invite you)\b", OWN),
    sign(r"\b(?:annual|yearly|monthly|total|it|training|travel|software) budget\b|\bbudget for\b|"
         r"\bhow many (?:people|staff|"
         r"employees) (?:does|do|work)\b", "Ask only when the answer changes what you do for them."),
    sign(r"\b(?:how|where) did you (?:first )?(?:hear|learn|find out) (?:about|of)\b", OWN),
    sign(r"\bwhich (?:of our )?(?:advert\w*|ads?|campaigns?|commercials?|promotions?|newsletters?|"
         r"social media)\b", OWN),
    sign(r"\bdid (?:the|our|your) (?:agent|advisor|representative|associate|employee|colleague|rep|staff|"
         r"cashier|waiter|server|"
         r"technician|consultant|operator|person)\b[^?]{0,30}\b(?:introduce|greet|use your name|say (?:hello|"
         r"thank|goodbye)|thank you|"
         r"mention|offer(?:ed)? (?:you )?(?:other|additional|further|an? )|ask (?:you )?(?:if|whether|for)|"
         r"verify|read|smile|"
         r"wear|upsell|promote|tell you about (?:our|the)|invite you)", OWN),
    sign(r"\b(?:aware (?:of|that)|familiar with|know (?:about|that)|heard (?:of|about))\b[^?]{0,40}\b(?:our|"
         r"we)\b", OWN),
    sign(r"\bhow much (?:more )?would you (?:be (?:willing|prepared) to )?(?:pay|spend)\b", OWN),
    sign(r"\b(?:interested in|like to (?:hear|learn|receive|know) (?:more )?about|want to (?:hear|"
         r"receive))\b[^?]{0,40}\b(?:our|offers?|"
         r"products?|promotions?|news(?:letters?)?)\b", "Do not sell in a survey; ask for consent apart from "
         "it."),
    sign(r"\b(?:household|annual|yearly|monthly) income\b|\bhow (?:many employees|big is your (?:budget|"
         r"company))\b|"
         r"\bmarital status\b|\bwhat is your (?:income|salary|budget|occupation|job title|religion|"
         r"ethnicity)\b",
         "Ask only when the answer changes what you do for them, and let them skip it."),
    sign(r"\b(?:would|will|could) you (?:be willing to )?(?:leave|write|post|give) (?:us )?(?:a |"
         r"an )?(?:\w+ )?review\b",
         "Do not ask for reviews inside a survey."),
    sign(r"\b(?:follow|like) us on\b", "Leave it out of the survey."),
)  # fmt: skip
