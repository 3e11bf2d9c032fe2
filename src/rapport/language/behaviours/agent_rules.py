"""What agents say that criteria ask for or forbid, and what it did for the customer."""

# ruff: noqa: E501
# A phrase is easier to read on one line than cut in pieces.
from __future__ import annotations

from rapport.language.experience.rules import Rule, RuleSet

_DONE = r"(?:book|reserv|confirm|complet|process|cancel|chang|updat|refund|sen[td]|schedul|unlock|recover|fix|resolv|solv|transfer|credit|add|remov|activat|issu|submitt|correct|replac|restor|order|ship|adjust|approv|set up|arrang|accept|paid|open|register|clos)(?:ed|d|ted|ped)?"
_TIME = (
    r"(?:\d+|one|two|three|four|five|a few|several) ?(?:[-–to]+ ?\d+ ?)?(?:business |working )?(?:minutes?|mins?|hours?|hrs?|days?|weeks?)|"
    r"today|tomorrow|tonight|monday|tuesday|wednesday|thursday|friday|saturday|sunday|this (?:afternoon|evening|week)|next week|"
    r"by \d{1,2}|end of (?:the )?(?:day|week)|within the hour|shortly"
)

GOOD = (
    Rule(
        "greeting",
        "hello hi hey morning afternoon evening welcome greetings dear",
        r"^\W*(?:hello|hi|hey|good (?:morning|afternoon|evening|day)|welcome|greetings|dear)\b|\bwelcome to\b|\bhow (?:can|may) i (?:help|assist)\b",
    ),
    Rule(
        "own_name",
        "name im this am speaking chatting talking",
        r"\bmy name(?:'s| is) \w+|\bthis is [a-z]+ (?:from|with|at|speaking|here)\b|\b(?:i'?m|i am) [a-z]+ (?:from|with|and i)\b|\byou(?:'re| are) (?:speaking|chatting|talking) (?:to|with) \w+",
    ),
    Rule(
        "empathy",
        "understand imagine frustrating frustration sorry feel feelings worry worries concern concerned inconvenient stressful difficult upset upsetting glad shoes appreciate hear",
        r"\bi (?:can |do |completely |totally |fully |certainly |really ){0,4}(?:understand|imagine|see|appreciate) (?:how|why|that (?:you|this)|your (?:frustration|concern|worry|situation|disappointment|feelings?|position|urgency))\b|\b(?:must|can|that)(?: be| is|'s)? (?:so |very |really )?(?:frustrating|stressful|upsetting|difficult|annoying|disappointing|hard|inconvenient)\b|\bsorry (?:to hear|that you|you(?:'re| are|'ve| have)|for your)\b|\bin your (?:shoes|place)\b|\bi(?:'d| would) (?:feel|be) (?:the same|upset|frustrated)\b|\bdon'?t worry\b|\bno worries\b|\bunderstand your (?:feelings?|mood|frustration|concern)\b",
    ),
    Rule(
        "apology",
        "sorry apologise apologize apologies apology pardon regret forgive",
        r"\b(?:sorry|apologi[sz]e|apolog(?:ies|y)|pardon|we regret|i regret|forgive)\b",
    ),
    Rule(
        "ownership",
        "ill will going let leave care responsibility personally",
        r"\b(?:i(?:'ll| will| am going to|'m going to)|let me) (?:personally |now |just |go ahead and |quickly |immediately |certainly |also ){0,4}(?:check|look|take|get|make sure|fix|sort|find|arrange|handle|help|book|send|call|contact|ask|process|see|do|raise|investigate|follow|ensure|escalate|open|cancel|change|update|refund|resolve|submit|verify|search|report|verify)\b|\bleave (?:it|this) (?:with|to) me\b|\bi(?:'ll| will) take care\b|\bmy responsibility\b",
    ),
    Rule(
        "next_step",
        "will ill well youll theyll shall going",
        rf"\b(?:i|we|you|they|someone|somebody|(?:a|an|our|the|my|your) \w+)(?:'ll| will| shall| am going to| are going to|'re going to|'m going to) (?:\w+ ){{0,4}}?(?:call|contact|get|receive|hear|send|refund|arrive|deliver|ship|process|reply|respond|visit|update|resolve|fix|e?-?mail|reach|notify|notified|credit|transfer|check|follow|ring|confirm|be (?:with|in|at|called|contacted|refunded|delivered|credited|sent|notified|there|ready|processed)|come|come back)\w*\b.{{0,70}}\b(?:{_TIME})\b|\b(?:within|by|in) (?:the next )?(?:{_TIME})\b,? (?:you|i|we|someone|they|our \w+)(?:'ll| will)\b",
    ),
    Rule(
        "wait_announced",
        "moment minute second minutes seconds bear hold hang wait moments sec min while patient",
        r"\b(?:one|just a|just one|a few|a couple of) (?:quick )?(?:moments?|sec(?:ond)?s?)\b|\ba (?:quick )?(?:moment|sec(?:ond)?)\b(?= ?(?:please|while|to\b|[,.!]? ?(?:i|let|while|please)\b))|\b(?:one|a|just a|a few|couple of|\d+) (?:min(?:ute)?s?) (?:please|while|to (?:check|look|find|search|pull))|\bgive me (?:a|one|just|\d+|some|two|five)\b.{0,12}\b(?:min(?:ute)?s?|moments?|sec(?:ond)?s?|while|time)\b|\bbear with me\b|\bplease (?:hold|wait|be patient)\b|\b(?:hold|hang) on\b|\bwhile i (?:check|look|search|find|get|pull)\b",
    ),
    Rule(
        "hold_permission",
        "hold wait mind",
        r"\b(?:may|can|could|is it (?:ok|okay|alright) if) i (?:please )?(?:place|put) you on (?:a )?(?:brief |short )?hold\b|\b(?:would|do) you mind (?:holding|waiting|if i)\b|\b(?:can|could|would) you (?:please )?(?:hold|wait|bear with)\b|\bis it (?:ok|okay|alright) if i\b",
    ),
    Rule(
        "summary",
        "summarise summarize summary recap confirm so sum",
        r"^\W*(?:ok(?:ay)?,? |so,? |just ){0,4}to (?:confirm|recap|be clear)\b|\bto (?:summari[sz]e|sum up)\b|\bin summary\b|\bjust to (?:confirm|recap|be clear|clarify)\b|\bso,? (?:you|to|just|that(?:'s| is)|i have|we have|your)\b.{0,60}(?:correct|right|confirm)?\b.{0,3}\?|\bhere(?:'s| is) (?:a|the|your) summary\b",
    ),
    Rule(
        "check_understanding",
        "correct right clear sense understand understood questions helpful help answer helps",
        r"\bis (?:that|this|it|everything) (?:correct|right(?! now| away| by| on| next)|clear|ok|okay)\b|\b(?:am i|did i) (?:understand|right|get|correct)|\bdoes (?:that|this) (?:make sense|help|answer|work|sound)\b|\b(?:did|does|has) (?:that|this|it) (?:help|answer|solve|resolve|work)|\bif i understand (?:correctly|you|right)\b|\bhave i understood\b",
    ),
    Rule(
        "anything_else",
        "else other more further additional another help assist",
        r"\b(?:anything|something) (?:else|more|further)\b|\bany (?:more|other|further|additional) (?:questions?|help|assistance|concerns?|issues?|requests?|things?)\b|\bwhat else (?:can|may) i\b|\bfurther (?:help|assistance|questions)\b|\bcan i (?:help|assist) (?:you )?(?:with )?(?:anything|any other|another)\b",
    ),
    Rule(
        "closing",
        "bye goodbye day evening weekend thank thanks care",
        r"\b(?:good)?bye\b|\bhave a (?:\w+ )?(?:day|evening|night|weekend|one|week)\b|\btake care\b|\bthank(?:s| you) for (?:calling|contacting|chatting|your (?:time|call|business|support|understanding|feedback)|choosing|reaching|being)\b|\benjoy your\b",
    ),
    Rule("thanks", "thank thanks appreciate", r"\bthank(?:s| you)\b|\bappreciate\b"),
    Rule(
        "welcome",
        "welcome pleasure problem worries glad happy",
        r"\byou(?:'re| are)? (?:very |most |quite |always )?welcome\b|\bmy pleasure\b|^\W*(?:no problem|no worries)\b|\b(?:glad|happy|pleased) (?:i|we|to|that|it)\b",
    ),
)

BAD = (
    Rule(
        "blame",
        "should could fault mistake problem responsibility error supposed failed forgot neglected didnt didn must said told",
        r"\byou (?:should|could) have (?!been\b|receiv)(?:\w+ed|read|told|said|known|done|sent|paid|given|made|brought|kept|written|let)\b|\b(?:it'?s|that'?s|this is|is) your (?:own )?(?:fault|mistake|problem|responsibility|error)\b|\byou (?:were supposed|failed|forgot|neglected|didn'?t (?:read|follow|listen|pay|provide|tell))\b|\byou must have (?:done|entered|made|missed|forgotten|lost)\b|\bas i (?:already )?(?:said|told)\b|\bi already told\b",
    ),
    Rule(
        "refusal",
        "cannot cant unable policy allowed possible authorized authorised nothing able wont impossible permitted support rules",
        r"\b(?:i|we)(?:'m| am|'re| are)? (?:\w+ )?(?:can ?not|can'?t|could ?n'?t|unable|not able|won'?t|will not|not allowed|not authori[sz]ed|not permitted)\b|\b(?:our|company|the) polic(?:y|ies)\b|\bnot (?:possible|allowed|permitted|authori[sz]ed|able to)\b|\bimpossible\b|\bnothing (?:i|we) can do\b|\b(?:does|do)(?:n'?t| not) (?:support|allow|permit)\b|\bonly able to\b",
    ),
)

OUTCOME = (
    Rule(
        "failed",
        "unfortunately unavailable unsuccessful unsuccessfully failed denied declined rejected match found none available accommodate regret invalid afraid error wrong closed full incorrect sold",
        r"\bunfortunately\b|\bunavailable\b|\bunsuccessful(?:ly)?\b|\b(?:has|have|was|were|been|is) (?:\w+ )?(?:failed|denied|declined|rejected|closed)\b|\bno \w+ (?:\w+ )?(?:match|found|available)|\bnot? (?:\w+ )?(?:match|found|available|accommodate|valid)\b|\bi'?m afraid\b|\binvalid\b|\b(?:could|can|do|does|did)(?:n'?t| not) (?:find|match|see|have|exist|verify|accommodate)\b|\bsold out\b|\bfully booked\b|\bincorrect\b|\bno longer\b",
    ),
    Rule(
        "done",
        "successfully successful booked reserved confirmed completed processed cancelled canceled changed updated refunded sent scheduled unlocked recovered fixed resolved solved credited added removed activated issued submitted corrected replaced restored ordered shipped arranged done set registered opened accepted excellent approved",
        rf"\bsuccessful(?:ly)?\b|(?<!not )\b(?:is|are|was|were|been|be|now|have|has|'ve|i) (?:now |been |just |already |also |all ){{0,4}}{_DONE}\b|\b(?:is|all|'s|it'?s) done\b|\ball set\b|\b(?:booking|order|request|reservation|refund) (?:is )?confirmed\b",
    ),
    Rule(
        "answer",
        "here heres can may could need should click select go try open press dial enter choose restart check download log turn follow tap reset visit update install use send reply set following step steps https",
        r"\bhere (?:is|are|'s)\b|\byou (?:can|may|could|will need to|need to|should|just need)\b|\b(?:please|then|first|try|just|you can) (?:to )?(?:click|select|go|try|open|press|dial|enter|choose|restart|check|download|log|turn|follow|tap|reset|visit|update|install|use|send|reply|set)\b|\bfollowing\b|\bsteps?\b|\bhttps?:",
    ),
    Rule(
        "offer",
        "like want prefer shall book reserve help send order do",
        r"\b(?:would|do) you (?:still )?(?:like|want|prefer)\b|\bshall i\b|\b(?:can|should|may) i (?:book|reserve|help|send|order|do)\b",
    ),
    Rule(
        "ask",
        "? ?? ??? ?! please kindly have get give tell provide ask",
        r"\?|\b(?:please|kindly) (?:provide|enter|specify|tell|give|state|confirm|send|leave|share|supply|private|pm|dm|describe|let)\b|\b(?:may|can|could) (?:i|we|you) (?:\w+ )?(?:have|get|give|tell|provide|ask)\b",
    ),
    Rule(
        "not_understood",
        "understand rephrase sure help clarify meaning follow repeat scope",
        r"\b(?:do|did|can|could)(?:n'?t|nt| not) (?:quite |really |fully )?(?:understand|follow|get)\b|\brephrase\b|\bnot sure (?:what|i|how)\b|\b(?:could|can) you (?:please )?(?:repeat|clarify|explain)\b|\bdon'?t know what you\b",
    ),
    Rule(
        "transfer",
        "transfer transferring transferred connect connecting put putting pass passing passed redirect redirecting redirected report reported reflect reflected forward forwarded forwarding escalate escalated escalating colleague specialist department supervisor manager team",
        r"\b(?:transfer(?:r(?:ing|ed))?|connect(?:ing)?|redirect(?:ing|ed)?) (?:you|your (?:call|chat|request|case)|this (?:call|chat|case|to)|it to)\b.{0,30}|\bput(?:ting)? you (?:through|in touch)\b.{0,30}|\bpass(?:ing|ed)? (?:you|your \w+|this|it) (?:on|over|to)\b.{0,30}|\bescalat(?:ed|ing)\b|\b(?:will|'ll|to|must) escalate\b|\b(?:forward(?:ed|ing)?|report(?:ed)?|reflect(?:ed)?) (?:it|this|your|the|you)\b.{0,30}\b(?:to|on)\b",
        r"(?:would you like|do you want|did you want|if you(?:'d| would)? (?:like|prefer|wish|want)|should i|shall i|\bi can|\bwe can|can i|may i|prefer|able to|unable to|cannot|can't|happy to|option) ?[^.!?]{0,45}",
    ),
    Rule(
        "offers_transfer",
        "transfer connect escalate pass speak talk contact human agent colleague supervisor manager specialist department team person representative",
        r"\b(?:would you like|do you want|should i|shall i|i can|we can|can i|may i|i could|you(?:'d| would) (?:like|prefer|need))\b[^.!?]{0,40}\b(?:transfer|connect|escalate|pass|(?:speak|talk) (?:to|with)|contact) (?:you |this |your \w+ |it |a |an |the )?[^.!?]{0,20}\b(?:human|agent|colleague|supervisor|manager|specialist|department|team|person|representative)\b",
    ),
    Rule(
        "elsewhere",
        "call dial contact visit hotline message dm email website store pm private customer consult outlet",
        r"\b(?:please|you can|can|could|to|kindly|advise|suggest|recommend|may) (?:\w+ )?(?:call|dial|contact|visit|e?-?mail|message|dm|pm|consult|private)\b(?! your (?:own )?(?:doctor|physician|dentist|lawyer|attorney)\b).{0,40}|\bprivate (?:message|letter|chat)\b|\bhotline\b|\bby (?:phone|email)\b",
    ),
    Rule(
        "promise",
        "will ill well soon shortly back update notify inform follow feedback",
        r"\b(?:will|'ll) (?:\w+ )?(?:get back|call|contact|reply|notify|inform|follow|update|let you know|keep you|give you|look into|investigate|check|be in touch|respond|deal|handle|verify|improve|feed)\b|\bas soon as possible\b",
    ),
    Rule(
        "filler",
        "support understanding feedback attention patience",
        r"\bthank(?:s| you) for your (?:support|understanding|feedback|attention|patience|suggestions?)\b",
    ),
)

AGENT = RuleSet((*GOOD, *BAD, *OUTCOME))
BEHAVIOURS = tuple(dict.fromkeys(rule.name for rule in (*GOOD, *BAD) if rule.name != "welcome"))
