"""What customers say that tells how it went for them."""

# ruff: noqa: E501
# A phrase is easier to read on one line than cut in pieces.
from __future__ import annotations

from rapport.language.experience.rules import Rule, RuleSet

_NOT = r"(?:n'?t|nt| not)"
_MANY = r"(?:\d+|two|three|four|five|six|several|many|a few|few|a couple of|couple of|some)"
_CHANNEL = r"(?:phone|e?-?mail|app|website|web ?site|site|online|store|shop|branch|hotline|twitter|chat)"
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
        r"\b(?:he|she|they|it|who|friend|wife|husband|mother|boss)(?:'s| has| have)? ",
    ),
    Rule(
        "repetition",
        "said told mentioned explained",
        r"\b(?:as|like) i(?:'ve)? (?:already )?(?:said|told|mentioned|explained)\b",
    ),
    Rule(
        "repetition",
        "said told asked",
        r"\bi (?:said(?! (?:sure|ok|okay|yes|no)\b)|told you(?! the wrong)|asked you|had said)\b",
    ),
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
        r"[^.!?]{0,40}\b(?:before|yesterday|last (?:week|month|night|time)|several|many|twice|times|earlier|days? ago|weeks? ago)\b",
    ),
    Rule(
        "called_before",
        "calling contacting time",
        r"\b(?:second|third|fourth|fifth|\d+(?:nd|rd|th)) (?:time|call|contact|email|message)\b",
    ),
    Rule(
        "called_before",
        "nobody one noone",
        r"\b(?:nobody|no ?one) (?:has |ever |is |was |will |had ){0,4}(?:repl|answer|call|respond|contact|deal|handl|solv|help|pick)",
    ),
    Rule(
        "called_before",
        "reply response answer heard feedback",
        r"\b(?:no|without|never (?:got|had|received)|have ?n'?t (?:heard|received|got)|not (?:heard|received))\b.{0,20}\b(?:reply|response|answer|heard|feedback|back)\b(?! from (?:my|his|her)\b)",
    ),
    Rule(
        "transfer",
        "transferred passed forwarded bounced transferring passing bouncing",
        r"\b(?:i|we)(?:'ve|'m| have| had| was| were| am| are| got| get| keep| kept){0,2} (?:been |being |getting )?(?:\w+ )?(?:transferred|passed|forwarded|bounced)\b|\b(?:keep|kept|stop|then|been|being|getting|got) (?:\w+ )?(?:transferred|bounced|passed) (?:to|from|around|on|between|again)\b|\b(?:transferr|pass|bounc)(?:ed|ing) (?:me|us)\b",
        r"\b(?:money|funds?|amount|payment|balance|dollars|credits?|\$ ?[\d.,]+|has) (?:\w+ ){0,2}",
    ),
    Rule(
        "wants_person",
        "speak talk human manager supervisor",
        r"\b(?:speak|talk) (?:to|with) (?:a |an |your |the |some)?\w* ?(?:human|person|manager|supervisor|one|body|agent|else)\b",
    ),
    Rule(
        "channel_hop",
        "phone email mail app website site online store shop branch hotline twitter chat",
        rf"\b(?:i|we)(?:'ve| have)? (?:already |also |even )?(?:tried|checked|looked|asked|called|e-?mailed|wrote|written)\b[^.!?;]{{0,30}}\b(?:(?:on|in|through|via|using|by|over|at) (?:the |your |an? )?{_CHANNEL}|online|your {_CHANNEL})\b|\b(?:i|we)(?:'ve| have)? (?:already |also )?tried (?:the |your ){_CHANNEL}\b|\b(?:told|said|says|asked) (?:me |us )?to (?:go|use|try|check|call|contact|visit|e?-?mail|write|chat)\b[^.!?;]{{0,30}}\b{_CHANNEL}\b|\b(?:phone|hotline|chat|shop|store|branch)\b[^.!?;]{{0,20}}\b(?:told|said|says) (?:me|us|to)\b",
        r"\b(?:my|his|her) |\bplease ",
    ),
    Rule(
        "long_wait",
        "waiting wait waited",
        r"\b(?:still|been|keep|kept|have|has|tired of|sick of) (?:been )?wait(?:ing|ed)\b|\bwait(?:ed|ing) (?:since|so|too|forever|ages|all|over|more than)\b",
    ),
    Rule(
        "long_wait",
        "long longer slow",
        r"\bhow much longer\b|\b(?:so|too|very|taking) (?:long|slow)\b(?! (?:as|ago))",
    ),
    Rule(
        "long_wait",
        "hello there anyone anybody",
        r"^\s*hello+ ?\?|\bare you (?:still )?there\b|\bany(?:one|body) there\b",
    ),
    Rule(
        "long_wait",
        "days weeks months hours year years",
        rf"\b{_MANY} (?:more )?(?:days|weeks|months|hours|years) (?:have |has )?(?:already|now|passed|and (?:still|nothing|no|i still))\b|\b(?:wait(?:ed|ing)?|took|taken|takes|taking|on hold|delay(?:ed)?|without)\b[^.!?]{{0,25}}\b{_MANY} (?:more )?(?:days|weeks|months|hours|years)\b",
    ),
    Rule(
        "confusion",
        "understand follow get",
        r"\b(?:do|did|can|could|still|am)(?:n'?t|nt| not)? (?:really |quite )?(?:understand|follow)\b.{0,12}|\bdon'?t get (?:it|this|that|what|why|how)\b",
    ),
    Rule(
        "confusion",
        "confused confusing confuse lost unclear sense huh",
        r"\bconfus(?:ed|ing|e)\b|\bi'?m lost\b|\bunclear\b|\b(?:no|not|n't|nt) make? ?(?:any |much )?sense\b|\bmakes no sense\b|^\W*huh\b|\bhuh ?\?",
    ),
    Rule("confusion", "mean", r"\bwhat (?:do|did|does) (?:you|that|this|it) mean\b"),
    Rule(
        "not_solved",
        "still",
        r"\bstill (?:not\b(?! (?:sure|certain|bad))(?: work(?:ing|s)?\b)?|no\b|(?:can'?t|cannot)\b(?! (?:remember|decide|believe))|(?:does|has|have|is|are|do|did|was) ?n[o']?t\b|having|get(?:s|ting)?\b|(?:the )?same\b|is(?:n'?t| the)\b|says?\b|shows?\b|unable|unresolved|unsolved|broken|down\b|have n'?t|waiting)",
    ),
    Rule(
        "not_solved",
        "work works working worked helping help helped use useful",
        rf"\b(?:does|do|did|is|was|were|are|has|have|will|wo|ca|can|could){_NOT} (?:even |actually |really |been )?(?:work|help)(?:ing|ed|s)?\b|\bnot (?:work|help)(?:ing|ful|ed)?\b|\bno (?:use|help)\b|\bnever works?\b|\bstopped working\b",
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
        r"^\W*(?:no+|nope)[,.! ]+(?:it(?:'?s| is| was)|that(?:'?s| is| was) (?:not|wrong)|not (?:the|that|this|what|a|in|on|at|to|for)|i (?:said|meant|asked|told|wanted|ordered|did ?n'?t|did not)|the|my \w+ (?:is|was)|you(?:'re| are)? (?:\w+ )?(?:wrong|misunder\w+|got|made|did|said))\b",
    ),
    Rule(
        "correction",
        "not wrong incorrect mistake meant",
        r"\bnot what i (?:said|asked|meant|wanted|want|need|needed|ordered)\b|\bthat(?:'?s| is) (?:wrong|incorrect|not (?:right|correct|true|my|what|the|it|mine))\b|\byou(?:'re| are) wrong\b|\bi meant\b|\bwrong (?:one|name|day|date|number|person|order|item|address)\b|\byou (?:made|got)\b.{0,12}\b(?:mistake|wrong)\b",
        r"\b(?:sorry|oops|my mistake|mistakenly|i (?:gave|told|tell|sent|entered|typed|put)(?: you)?)\b[^.!?]{0,30}",
    ),
    Rule(
        "refused_help",
        "what why cant wont",
        r"^\W*what\W*$|\bwhy (?:not|can'?t|won'?t|(?:would|do|does|are|did|should) (?:you|i|we|they)|is (?:this|it) (?:not|so))\b|\bwhat do you mean\b|^\W*why\W*$",
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
        r"\bare you (?:even |really |just )?(?:a |an )?(?:robot|bot|computer|human|real|machine|deaf|blind|stupid|dumb|trying|crazy|new|listening|reading|able)\b|\b(?:can'?t|won'?t|didn'?t|haven'?t|aren'?t) you\b|\bdon'?t you (?:have|know|see|get|understand|read|listen|care|people)\b|\bwho (?:are you|am i (?:talking|speaking|chatting))\b|\bwhat (?:else|more) do you (?:need|want)\b|\bwhat(?:'s| is) (?:your|the) problem\b|\bwhat do you (?:want|need)\b",
    ),
    Rule(
        "haste",
        "hurry snappy now immediately asap quickly faster fast",
        r"\bhurry\b|\bsnappy\b|\b(?:right )?now ?!|\bimmediately\b|\basap\b|\b(?:as )?(?:quickly|fast) (?:as|please)\b|\bfaster\b",
    ),
    Rule(
        "rebuke",
        "always never only just promised supposed lied ignore should every other know knew before kind dare how explanation apology cares responsibility",
        r"\byou(?:r people| guys| all| people)? (?:always|never|only (?:say|know|tell|repeat)|just (?:say|said|repeat|want|don'?t|ignore)|promised|were supposed|are supposed|should be|lied|ignore)|\bevery (?:single )?time\b|\bother (?:companies|brands|shops|stores|banks|providers|airlines|operators|people)\b|\bi already (?:know|knew) (?:all )?(?:that|this)\b|\bnever (?:had|happened|been|was)\b.{0,25}\bbefore\b|\b(?:was|were|did)(?:n'?t| not| never)\b.{0,20}\bbefore\b|\bwhat kind of (?:a )?(?:service|company|customer|support|people|bank|place|business|help|joke)\b|\bhow (?:dare|could|can) you\b|\bis this (?:how|what|your)\b|\bno (?:explanation|apology|one cares|responsibility)\b",
    ),
    Rule(
        "anger",
        "angry furious mad annoyed annoying upset unacceptable ridiculous outrageous disgusting disgusted terrible horrible awful worst pathetic joke shame shameful fed sick tired hate unbelievable absurd nonsense rubbish crap garbage useless stupid idiot idiots incompetent moron dumb damn hell wtf fuck fucking shit bullshit bastard suck sucks cheat cheated cheating scam fraudsters liar liars lying lie rude rip robbery garbage trash ashamed deceive deceived irresponsible",
        r"\b(?:angry|furious|mad|annoy(?:ed|ing)|upset|unacceptable|ridiculous|outrageous|disgust(?:ing|ed)|terrible|horrible|awful|worst|pathetic|a joke|shame(?:ful)?|ashamed|fed up|sick (?:of|and tired)|tired of|hate|unbelievable|absurd|nonsense|rubbish|crap|garbage|trash|useless|stupid|idiots?|incompetent|moron|dumb|damn|hell|wtf|fuck(?:ing)?|shit|bullshit|bastard|sucks?|cheat(?:ed|ing)?|scam|liars?|lying|rude|rip[- ]?off|robbery|deceived?|irresponsible)\b",
    ),
    Rule(
        "displeasure",
        "frustrated frustrating frustration disappointed disappointing disappointment unhappy dissatisfied displeased",
        r"\b(?:frustrat(?:ed|ing|ion)|disappoint(?:ed|ing|ment)|unhappy|dissatisfied|displeased)\b",
    ),
    Rule(
        "disbelief",
        "seriously kidding joking serious really believe",
        r"^\W*seriously\b|\bseriously ?[?!]|\b(?:are|r) (?:yo)?u (?:kidding|joking|serious)\b|\breally ?[?!]|\bkidding me\b|\bcan(?:'?t|not) believe\b",
    ),
    Rule(
        "threat",
        "cancel leave leaving switch switching lawyer attorney sue court complaint complain complaining report refund never again competitor ombudsman close closing",
        r"\b(?:i|we)(?:'ll| will| shall|'m going to| am going to|'m gonna|'d rather| have to| may| might| want to| am about to|'m about to|'m| am) (?:\w+ ){0,3}?(?:sue|complain(?:ing)? (?:to|about)|(?:file|make|lodge) a complaint|switch(?:ing)? (?:to|my|providers?|banks?|carriers?|compan)|leav(?:e|ing) (?:you|your|this (?:company|bank|provider))|report (?:you|this|it) to|clos(?:e|ing) my account|tak(?:e|ing) (?:this|you) to court|cancel (?:my|the) (?:account|contract|subscription|membership))\b|\bmy (?:lawyer|attorney) will\b|\b(?:hear|call|talk) (?:from|to|with) my (?:lawyer|attorney)\b|\b(?:see you|meet) in court\b|\bnever (?:again|(?:buy|use|come|shop|order|fly|book|bank)(?:ing)? (?:\w+ ){0,3}again)\b",
    ),
    Rule(
        "demand",
        "now immediately urgent urgently emergency must need should have demand just",
        r"\b(?:right now|immediately|urgent(?:ly)?|emergency|you (?:must|have to|need to|should)|i demand|just (?:do|tell|give|answer|let|book|open|help))\b",
    ),
    Rule(
        "resigned",
        "whatever nevermind never mind forget guess well bad useless bother give",
        r"^\W*whatever\b|\bnever ?mind\b|\bforget (?:it|that|about)\b|\bi guess (?:not\b|forget|there'?s (?:no|nothing)|i'?ll (?:have|need|just)|that'?s (?:it|that)|so\b)|\boh well\b|(?<!not )\btoo bad\b|\bdon'?t bother\b|\bi give up\b|\bwaste of (?:my )?time\b|\bi'?ll (?:go|try) (?:somewhere|elsewhere)\b",
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
        r"(?<!not )(?<!n't )(?<!not very )(?<!no )\b(?:wow|(?:very|that was|pretty) (?:quick|fast|easy|kind)|great(?! (?:day|evening|night|weekend|one|time|week)\b)|perfect|awesome|wonderful|excellent|amazing|fantastic|lovely|brilliant|super|nice(?! (?:day|evening|night|weekend|one|time|week)\b)|cool|helpful|love (?:it|you|this|that)|pleased|glad|terrific|superb|satisfied|sounds? (?:good|great|nice)|very good|that'?s good|good (?:job|service|work|attitude)|you(?:'re| are|r|) (?:all )?the best|best (?:service|support|help)|happy (?:with|now))\b",
    ),
    Rule(
        "solved",
        "works work working worked fixed solved resolved sorted done received found recovered success succeeded ok fine normal",
        r"(?<!not )(?<!n't )(?<!never )(?<!if )(?<!hope )(?<!will )(?<!would )(?<!does )(?<!have )(?<!the )\b(?:it(?:'s| is| has| was)?|everything|now|all|problem(?: is| has been)?|issue(?: is| has been)?|already|finally|just|has been|is) (?:now |all |been |just |finally ){0,4}(?:works?|working|worked|fixed|solved|resolved|sorted|recovered|normal(?: now)?|back to normal|ok now|fine now|succeeded)\b|\bgot it(?! wrong)\b|\bthat (?:helps|helped|did it|worked|fixed it|solved it|will do)\b|\b(?:that|this) (?:is|was|has been) (?:fixed|solved|resolved|sorted)\b|(?<!are )(?<!'re )\ball set\b|\bproblem solved\b|\bmade it\b|\bfound it\b|\bworks (?:now|fine|great|well)\b",
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
