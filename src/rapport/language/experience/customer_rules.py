"""What customers say that tells how it went for them."""

# ruff: noqa: E501
# A phrase is easier to read on one line than cut in pieces.
from __future__ import annotations

from rapport.language.experience.rules import Rule, RuleSet

_NOT = r"(?:n'?t|nt| not)"
_MANY = r"(?:\d+|two|three|four|five|six|several|many|a few|few|a couple of|couple of|some)"
WISHED = (
    r"\b(?:i want|i need|we need|we want|please|(?:i'?d|would) (?:like|love)|can you|could you|until|unless|when will|"
    r"want to see|need to have|hoping|how can)\b(?:(?! but | now )[^.!?;]){0,50}"
)
"""Words after which something good is asked for and not told."""

EFFORT = (
    Rule(
        "repetition",
        "already just",
        r"\b(?:already|just) (?:told|said|gave|given|explained|sent|answered|mentioned|provided|asked|did|"
        r"tried|written|wrote|confirmed)\b",
    ),
    Rule(
        "repetition",
        "said told mentioned explained",
        r"\b(?:as|like) i(?:'ve)? (?:already )?(?:said|told|mentioned|explained)\b",
    ),
    Rule("repetition", "said told asked", r"\bi (?:said|told you|asked you|asked for|had said)\b"),
    Rule("repetition", "times", r"\bhow many (?:more )?times\b"),
    Rule(
        "repetition",
        "time",
        r"\b(?:the|my) (?:second|third|fourth|fifth|sixth|nth|last|\d+(?:nd|rd|th)) time\b",
    ),
    Rule(
        "repetition",
        "asking telling saying repeating repeat",
        r"\b(?:keep|kept|stop) (?:asking|telling|saying|repeating)\b|\brepeat(?:ing)? (?:myself|everything|it all)\b",
    ),
    Rule(
        "repetition",
        "read listen hear listening reading",
        r"\bdid(?:n'?t| not)? you (?:even )?(?:read|listen|hear)\b|\b(?:not|n't|nt) (?:even )?(?:listening|reading)\b",
    ),
    Rule(
        "called_before",
        "called contacted phoned rang wrote written emailed mailed messaged complained reported asked consulted",
        r"\b(?:called|contacted|phoned|rang|wrote|written|e?-?mailed|messaged|complained|reported|asked|consulted)\b"
        r".{0,40}\b(?:before|yesterday|last (?:week|month|night|time)|several|many|twice|times|earlier|days? ago|weeks? ago)\b",
    ),
    Rule(
        "called_before",
        "calling contacting time",
        r"\b(?:second|third|fourth|fifth|\d+(?:nd|rd|th)) (?:time|call|contact|email|message)\b",
    ),
    Rule(
        "called_before",
        "nobody one noone",
        r"\b(?:nobody|no ?one) (?:has |ever |is |was |will |had ){0,4}(?:repl|answer|call|respond|contact|deal|handl|solv|help|care|pick)",
    ),
    Rule(
        "called_before",
        "reply response answer heard feedback",
        r"\b(?:no|without|never (?:got|had|received)|have ?n'?t (?:heard|received|got)|not (?:heard|received))\b.{0,20}\b(?:reply|response|answer|heard|feedback|back)\b",
    ),
    Rule(
        "transfer",
        "transferred passed forwarded bounced",
        r"\b(?:been|was|got|get|being|keep|kept|getting) (?:\w+ )?(?:transferred|passed|forwarded|bounced)\b",
    ),
    Rule(
        "transfer",
        "speak talk human manager supervisor",
        r"\b(?:speak|talk) (?:to|with) (?:a |an |your |the |some)?\w* ?(?:human|person|manager|supervisor|one|body|agent|else)\b",
    ),
    Rule(
        "channel_hop",
        "phone email mail app website site online store shop branch hotline twitter chat",
        r"\b(?:tried|told|said|says|went|called|checked|looked|asked|sent)\b.{0,40}\b(?:phone|e?-?mail|app|website|site|online|store|shop|branch|hotline|twitter|chat)\b",
    ),
    Rule(
        "long_wait",
        "waiting wait waited",
        r"\b(?:still|been|am|i'm|im|was|keep|kept|have|has) (?:been )?(?:wait(?:ing|ed))\b|\bwait(?:ed|ing) (?:for |since |so |too )",
    ),
    Rule(
        "long_wait",
        "long longer hurry faster slow slowly asap",
        r"\bhow (?:much )?long(?:er)?\b|\b(?:so|too|very|taking) (?:long|slow)\b|\bhurry\b|\bfaster\b|\basap\b",
    ),
    Rule(
        "long_wait",
        "hello there anyone anybody",
        r"^\s*hello+ ?\?|\bare you (?:still )?there\b|\bany(?:one|body) there\b",
    ),
    Rule(
        "long_wait",
        "days weeks months hours year years",
        rf"\b{_MANY} (?:more )?(?:days|weeks|months|hours|years)\b.{{0,12}}(?:already|now|ago|and|still|passed|later)?",
    ),
    Rule(
        "confusion",
        "understand follow get",
        r"\b(?:do|did|can|could|still|am)(?:n'?t|nt| not)? (?:really |quite )?(?:understand|follow)\b.{0,12}|\bdon'?t get (?:it|this|that|what|why|how)\b",
    ),
    Rule(
        "confusion",
        "confused confusing confuse lost unclear sense huh",
        r"\bconfus(?:ed|ing|e)\b|\bi'?m lost\b|\bunclear\b|\b(?:no|not|n't|nt) make? ?(?:any |much )?sense\b|\bmakes no sense\b|\bhuh\b",
    ),
    Rule("confusion", "mean", r"\bwhat (?:do|did|does) (?:you|that|this|it) mean\b"),
    Rule(
        "not_solved",
        "work works working worked helping help helped use useful",
        rf"\b(?:does|do|did|is|was|still|would|has){_NOT}? ?(?:even |actually |really )?(?:not )?(?:work|help)(?:ing|ed|s)?\b.{{0,8}}(?<!it works)|\bnot (?:work|help)(?:ing|ful|ed)?\b|\bno (?:use|help)\b|\bnever works?\b|\bstopped working\b",
    ),
    Rule(
        "not_solved",
        "still",
        r"\bstill (?:not|no|can'?t|cannot|does|have|has|having|get|getting|the same|same|is|don'?t|did|say|show|unable|un|want|need|wait)",
    ),
    Rule(
        "not_solved", "same", r"\b(?:the )?same (?:problem|issue|error|thing|message|result|question|again)\b"
    ),
    Rule("not_solved", "nothing", r"\bnothing (?:happen|work|chang|help|is|was|has|came|come)"),
    Rule(
        "not_solved",
        "solved fixed resolved solve fix handled settled answered answer",
        r"\b(?:not|n't|nt|never|hasn'?t been|isn'?t|un) ?(?:been |yet |be |really |even ){0,4}(?:solved?|fix(?:ed)?|resolved|handled|settled|answer(?:ed)?)\b",
    ),
    Rule(
        "not_solved",
        "again",
        r"\b(?:broke|broken|happen(?:s|ed|ing)?|fail(?:s|ed|ing)?|crash(?:es|ed|ing)?|down|back|wrong|gone|stopped?|restart(?:s|ed)?|dropp(?:ed|ing)) (?:\w+ )?again\b",
    ),
    Rule(
        "correction",
        "no not nope",
        r"^\W*(?:no+|nope)[,.! ]+(?!i'?m (?:good|ok|fine|all)|that(?:'?s| is| was| will be|'?ll be) (?:all|it|everything|fine|ok)|thats)(?:i|it|that|not|the|my|you|for|actually|we)\b",
    ),
    Rule(
        "correction",
        "not wrong incorrect mistake meant",
        r"\bnot what i\b|\bthat'?s (?:not|wrong|incorrect)\b|\bthat is (?:not|wrong|incorrect)\b|\byou(?:'re| are) wrong\b|\bi meant\b|\bwrong (?:one|name|day|date|number|person|order|item|address)\b|\byou (?:made|got)\b.{0,12}\b(?:mistake|wrong)\b",
    ),
    Rule(
        "refused_help",
        "what why cant wont",
        r"^\W*what\W*$|\bwhy (?:not|can'?t|won'?t|would|do|does|is|are|did|should|the)\b|\bwhat do you mean\b|^\W*why\W*$",
    ),
)

MOOD = (
    Rule(
        "exasperation",
        "ugh argh arghh aargh grr grrr duh sigh jeez geez jeeze sheesh omg god goodness heavens sake ffs hellooo cmon come ugghh uggh nothing forever",
        r"\b(?:ug+h+|a+r+gh+|gr+|duh|sigh|jeeze?|geez|sheesh|omg|ffs)\b|\b(?:oh )?my (?:god|goodness)\b|\b(?:good|oh|dear) (?:god|heavens)\b|\bfor (?:god|heaven|goodness|pete|christ)'?s'? sake\b|\bc'?mon\b|\bcome on\b|\bthanks? (?:you )?for nothing\b|\b(?:taking|takes|took|waited|wait(?:ing)?) (?:for ?ever|all day|ages)\b",
    ),
    Rule(
        "challenge",
        "robot bot computer human real machine deaf blind stupid trying sure even cant cannot wont dont didnt who what else more problem",
        r"\bare you (?:even |really |just )?(?:a |an )?(?:robot|bot|computer|human|real|machine|deaf|blind|stupid|dumb|trying|crazy|new|listening|reading|able)\b|\b(?:can'?t|don'?t|won'?t|didn'?t|haven'?t|aren'?t) you\b|\bwho (?:are you|am i (?:talking|speaking|chatting))\b|\bwhat (?:else|more) do you (?:need|want)\b|\bwhat(?:'s| is) (?:your|the) problem\b|\bwhat do you (?:want|need)\b",
    ),
    Rule(
        "haste",
        "hurry snappy now immediately asap quickly faster fast",
        r"\bhurry\b|\bsnappy\b|\b(?:right )?now ?!|\bimmediately\b|\basap\b|\b(?:as )?(?:quickly|fast) (?:as|please)\b|\bfaster\b",
    ),
    Rule(
        "rebuke",
        "always never only just promised supposed lied ignore should every other know knew before kind dare how explanation apology cares responsibility",
        r"\byou(?:r people| guys| all| people)? (?:always|never|only (?:say|know|tell|repeat)|just (?:say|said|repeat|want|don'?t|ignore)|promised|were supposed|are supposed|should be|lied|ignore)|\bevery (?:single )?time\b|\bother (?:companies|brands|shops|stores|banks|providers|airlines|operators|people)\b|\bi (?:already )?(?:know|knew) (?:all )?(?:that|this)\b|\bnever (?:had|happened|been|was)\b.{0,25}\bbefore\b|\b(?:was|were|did)(?:n'?t| not| never)\b.{0,20}\bbefore\b|\bwhat kind of\b|\bhow (?:dare|could|can) you\b|\bis this (?:how|what|your)\b|\bno (?:explanation|apology|one cares|responsibility)\b",
    ),
    Rule(
        "anger",
        "angry furious mad annoyed annoying frustrated frustrating frustration upset disappointed disappointing disappointment unhappy unacceptable ridiculous outrageous disgusting disgusted terrible horrible awful worst pathetic joke shame shameful fed sick tired hate unbelievable absurd nonsense rubbish crap garbage useless stupid idiot idiots incompetent moron dumb damn hell wtf fuck fucking shit bullshit bastard suck sucks cheat cheated cheating scam fraudsters liar liars lying lie rude rip robbery garbage trash ashamed deceive deceived irresponsible",
        r"\b(?:angry|furious|mad|annoy(?:ed|ing)|frustrat(?:ed|ing|ion)|upset|disappoint(?:ed|ing|ment)|unhappy|unacceptable|ridiculous|outrageous|disgust(?:ing|ed)|terrible|horrible|awful|worst|pathetic|a joke|shame(?:ful)?|ashamed|fed up|sick (?:of|and)|tired of|hate|unbelievable|absurd|nonsense|rubbish|crap|garbage|trash|useless|stupid|idiots?|incompetent|moron|dumb|damn|hell|wtf|fuck(?:ing)?|shit|bullshit|bastard|sucks?|cheat(?:ed|ing)?|scam|liars?|lying|rude|rip[- ]?off|robbery|deceived?|irresponsible)\b",
    ),
    Rule(
        "disbelief",
        "seriously kidding joking serious really believe",
        r"\bseriously\b|\b(?:are|r) (?:yo)?u (?:kidding|joking|serious)\b|\breally ?[?!]|\bkidding me\b|\bcan(?:'?t|not) believe\b",
    ),
    Rule(
        "threat",
        "cancel leave leaving switch switching lawyer sue court complaint complain complaining report refund never again competitor ombudsman",
        r"\b(?:sue|lawyer|court|ombudsman|competitor)\b|\b(?:file|make|lodge) a complaint\b|\bcomplain(?:ing)? (?:to|about|against)\b|\bnever (?:again|buy|use|come|shop|order|fly|book)\b|\b(?:switch|switching|leaving|leave|change) (?:to|for|you|your|carrier|provider|company)\b|\breport (?:you|this|it|them) to\b|\bcancel (?:my|the|everything|this|it) (?:account|contract|subscription|service|membership)?",
    ),
    Rule(
        "demand",
        "now immediately urgent urgently emergency must need should have demand just",
        r"\b(?:right now|immediately|urgent(?:ly)?|emergency|you (?:must|have to|need to|should)|i demand|just (?:do|tell|give|answer|let|book|open|help))\b",
    ),
    Rule(
        "resigned",
        "whatever nevermind never mind forget guess well bad useless bother give",
        r"^\W*whatever\b|\bnever ?mind\b|\bforget (?:it|that|about)\b|\bi guess\b|\boh well\b|\btoo bad\b|\bdon'?t bother\b|\bi give up\b|\bwaste of (?:my )?time\b|\bi'?ll (?:go|try) (?:somewhere|elsewhere)\b",
    ),
)

CONTENT = (
    Rule(
        "thanks",
        "thanks thank thankyou thx ty tks cheers appreciate appreciated grateful tnx",
        r"\bthanks?\b(?! for (?:nothing|wasting|no))|\bthankyou\b|\bth?n?x\b|\bty\b|\btks\b|\bcheers\b|\bappreciated?\b|\bgrateful\b",
    ),
    Rule(
        "praise",
        "wow quick quickly fast great perfect awesome wonderful excellent amazing fantastic lovely brilliant super nice good cool helpful best love pleased happy glad terrific superb satisfied",
        r"(?<!not )(?<!n't )(?<!not very )(?<!no )\b(?:wow|(?:very|that was|pretty|really) (?:quick|fast|easy|kind)|great|perfect|awesome|wonderful|excellent|amazing|fantastic|lovely|brilliant|super|nice|cool|helpful|love (?:it|you|this|that)|pleased|glad|terrific|superb|satisfied|sounds? (?:good|great|nice)|very good|that'?s good|good (?:job|service|work|attitude)|best|happy (?:with|now|to))\b",
    ),
    Rule(
        "solved",
        "works work working worked fixed solved resolved sorted done received found recovered success succeeded ok fine normal",
        r"(?<!not )(?<!n't )(?<!never )(?<!if )(?<!hope )\b(?:it(?:'s| is| has| was)?|that|this|everything|now|all|problem(?: is| has been)?|issue(?: is| has been)?|already|finally|just|has been|is) (?:now |all |been |just |finally ){0,4}(?:works?|working|worked|fixed|solved|resolved|sorted|recovered|normal(?: now)?|back to normal|ok now|fine now|succeeded)\b|\bgot it(?! wrong)\b|\bthat (?:helps|did it|worked|works|will do)\b|\ball set\b|\bproblem solved\b|\bmade it\b|\bfound it\b|\bi see\b|\bworks (?:now|fine|great|well)\b",
        WISHED,
    ),
    Rule(
        "enough",
        "all nothing no nope everything set thats good",
        r"\bthat(?:'?s| is| will be| would be|'?ll be|s) (?:all|it|everything)\b|\bnothing (?:else|more)\b|\bno[,. ]+(?:thanks?|thank you|that'?s|that is|i'?m (?:good|fine|ok|all)|i am)\b|\bi'?m (?:all )?(?:set|good)\b|\b(?:thats|is) all\b",
    ),
    Rule(
        "accept",
        "ok okay okey fine alright sure yes yeah yep great right good understood understand noted k",
        r"^\W*(?:ok(?:ay|ey|ie)?|fine|alright|all right|sure|yes|yeah|yep|good|right|understood|noted|i (?:understand|see)|got it|k)\b",
    ),
    Rule(
        "goodbye",
        "bye goodbye cya later day goodnight",
        r"\b(?:good)?bye\b|\bsee (?:you|ya)\b|\bhave a (?:good|great|nice|lovely)\b|\bgood ?night\b",
    ),
    Rule("please", "please pls plz kindly", r"\b(?:please|pls|plz|kindly)\b"),
    Rule("hope", "hope hopefully wish looking", r"\bhope(?:fully)?\b|\bwish\b|\blooking forward\b"),
)

CUSTOMER = RuleSet((*EFFORT, *MOOD, *CONTENT))
