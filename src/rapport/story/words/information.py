"""What agents find out, claim and explain, by rule of the criteria."""

from rapport.story.words.phrases import bank, banks

SAID = banks({
    "diagnosis.tested@line": """
        I've [just run|run] a [line test|check of the line] from here [and it shows where it goes wrong|and can see where it breaks off].
        The [test|measurement] I [just made|ran] [confirms|shows] [what you describe|exactly that].
        I've [read|gone through] the [log|record] of the last [three days|two weeks] [entry by entry|and found the dropouts].
    """,
    "diagnosis.tested@money": """
        I've [gone through|compared] the last [three|four] [bills|statements] [line by line|with your contract].
        I've [opened|pulled up] the [payment record|bookings] [from {date} on|and followed the {charge} through].
        The [bookings|records] [confirm|show] [what you say|exactly that]: {charge}.
    """,
    "diagnosis.tested@field": """
        I've [looked at|opened] the [job sheet|tracking] [and followed it step by step|and can see where it stopped].
        I've [just spoken to|checked with] [dispatch|the depot], [and they confirm it|they see the same].
        The [scan record|log] [shows|confirms] [what you say|where it went wrong].
    """,
    "diagnosis.tested@contract": """
        I've [compared|checked] [your contract|the order] [with what we have on file|point by point].
        I've [gone through|opened] the [order history|whole record] [from {date} on|and can see every step].
        The [record|order] [shows|confirms] [what you describe|that].
    """,
    "diagnosis.named_cause@open": """
        [To be honest|Honestly], the cause isn't [clear|known] yet, but I know [who finds it|who will find it]: [the second line|our specialists].
        I [can't see|don't know] the cause [yet|from here], [I won't guess|and I'd rather not guess]; [the second line|our specialist team] [looks at it today|has it now].
        [It started|This began] with [a change|the update] on {date}, [that much is clear|that I can see]; [how to undo it|the rest] is [for the second line|not in my hands].
    """,
    "diagnosis.named_cause": """
        [So|Okay, so] the [reason|cause] is [on our side, not yours|in our system|a mistake made here on {date}].
        I [know|can see] [why|what happened]: [it went wrong|a step was skipped] on {date} [when your data was changed|during the update].
        [It comes|This comes] from {town}, [not from anything you did|a change there on {date}].
    """,
    "diagnosis.repeated_steps@line": """
        [First|To begin], [please switch it off and on again|restart everything].
        [Please|Could you] [do a restart|unplug it for thirty seconds] [and tell me what happens|first].
        [Before anything else|First of all], [reset it once more|do the restart once more].
    """,
    "diagnosis.repeated_steps@money": """
        [First|To begin], [please send us the bill again|fill in the dispute form].
        [Please|Could you] [upload the statement once more|ask your bank first] [and tell me what it says|before we go on].
    """,
    "diagnosis.repeated_steps@field": """
        [First|To begin], [please check the tracking page|look whether the neighbors have it].
        [Please|Could you] [call the courier|wait for the text] [first|and tell me what they say].
    """,
    "diagnosis.repeated_steps@contract": """
        [First|To begin], [please fill in the online form|log out and back in].
        [Please|Could you] [send the form again|enter the code once more] [first|and tell me what it says].
    """,
    "accuracy.wrong_source@line": """
        [My map|The system] shows [no fault in {town}|everything green], [so it can't be the network|so there's nothing on our side].
        [According to|In] our [list|map] there's [no work on {street}|no fault], so [I can't say more|it must be something else].
    """,
    "accuracy.wrong_source@money": """
        [The system|My screen] says [the account is balanced|it was paid out], [so I have to go by that|that's all I can see].
        [According to|In] our [records|list] that [charge is right|was settled], [so I can't say more|it must be].
    """,
    "accuracy.wrong_source@field": """
        [The system|My screen] says [delivered|done], [so I have to go by that|that's all I see].
        [According to|In] our [list|plan] there's [no such order|nothing open], [so I can't say more|it's finished].
    """,
    "accuracy.wrong_source@contract": """
        [The system|My screen] says [this plan doesn't exist|your term is still running], [so I have to go by that|that's all I see].
        [According to|In] our [list|record] it's [already done|not possible at your address], [so I can't say more|it must be].
    """,
    "accuracy.loose@money": """
        It should be [back|on your account] [in a few days or so|at some point soon, probably].
        I [guess|think] that's [around five dollars|a week, maybe two], [more or less|something like that].
        [Normally|Usually] that [goes through|gets booked] [somehow|at some point], [I believe|I'd guess].
    """,
    "accuracy.loose": """
        It should be [okay|back|sorted] [by tonight, I think|in a few days or so|at some point soon, probably].
        I [guess|think] that's [a day or two|a week, maybe two], [more or less|something like that].
        [Normally|Usually] that [works|goes through] [somehow|at some point], [I believe|I'd guess].
    """,
    "resolution.tried_together@line": """
        [Could|Can] you [try it|test it] [now|once], [while I'm here|so that we're both sure]?
        [Before we finish|Before you go], [does it run|is it stable] on your [side|end] [too|as well]?
        Let's [make sure|be certain]: [please open a page|load something big] [now|once].
    """,
    "resolution.tried_together": """
        Let's [make sure|be certain]: [please look|have a look] [in the app|in your inbox] [once|now], [is it there|do you see it]?
        [Before we finish|Before you go], does it [show|look right] on your [side|end] [too|as well]?
        [Could|Can] you [check|look] [once|quickly], [while I'm here|so that we're both sure]?
    """,
    "resolution.blocked_by_product@line": """
        [I'm afraid|Sadly] the [network|line] [in {town}|at your address] can't [do what was sold|deliver more than that].
        [It's|This is] a [known weakness|defect] of the [{router}|model], there's [no update|nothing better] yet.
        The [cable|line] to {street} [doesn't carry|isn't good enough for] it, [whatever we do|I'm sorry].
    """,
    "resolution.blocked_by_product@money": """
        [I'm afraid|Sadly] our [billing program|system] [can't split|doesn't allow] that, [it's a known defect|and there's no way round it yet].
        The [app|system] [books it like that every month|keeps adding it], [until the update comes|it's a known bug].
    """,
    "resolution.blocked_by_product@field": """
        [I'm afraid|Sadly] [this model|that part] is [out of stock|no longer made], [everywhere|nobody has one].
        The [booking tool|planning system] has [no free slot|nothing] for {town}, [it's a known problem|whatever I enter].
    """,
    "resolution.blocked_by_product@contract": """
        [I'm afraid|Sadly] [this|that] [isn't technically possible|can't be switched] [at your address|in {town}] yet.
        The [system|app] [can't combine|doesn't support] the two [yet|so far], [it's a known gap|I'm sorry].
    """,
    "resolution.blocked_by_policy": """
        Our [rules|terms] [don't allow|forbid] [that|it] [before|until] [the third complaint|the contract ends].
        [I'd like to|I would], but [policy|the terms] [says no|won't let me] [in this case|for your plan].
        [It's|That's] [company policy|the rule]: [only after 30 days|not for existing customers], [sorry|I'm afraid].
    """,
    "guidance.one_at_a_time@line": """
        [One step|Let's go one step] at a time: [first, please look at the back|open the app first], [what do you see|tell me when you're there]?
        [First|Step one], [just press and hold the button for five seconds|pull out the thin gray cable and push it in again]. [Tell me when it's done|Let me know what happens then].
        [Only this first|Just this one thing first]: [look at the light on the front|open Settings]. [Is it white|What does it show]?
    """,
    "guidance.one_at_a_time@money": """
        [One step|Let's go one step] at a time: [open the app and tap Bills|take page two of the bill]. [Do you see the {charge}|What's on the first line]?
        [First|Step one]: [tap on your name at the top|open the bill of {month}]. [Tell me when you're there|What do you see there]?
    """,
    "guidance.one_at_a_time@field": """
        [One step|Let's go one step] at a time: [open the text from us|tap the link in the mail]. [What do you see|Is there a green button]?
        [First|Step one]: [tap Change slot|type in the order number, {order}]. [Tell me when it's done|Does it show {weekday2}]?
    """,
    "guidance.one_at_a_time@contract": """
        [One step|Let's go one step] at a time: [open the app and tap Contract|open the mail I just sent]. [Do you see {plan}|What's on the first line]?
        [First|Step one]: [tap Confirm|type in the code from the text]. [Tell me when it's done|What does it show now]?
    """,
    "guidance.fits_knowledge@line": """
        That's the [thin gray cable, like a phone cord|little hole next to the power plug|box with the blinking lights].
        [Think of it|It's] like [a lane on a highway that's jammed|a door number that got mixed up], [that's all|so we change it].
        [In plain words|Simply put]: your [box|phone] [can't find its way to us|was told the wrong address], [that's all|nothing is broken].
    """,
    "guidance.fits_knowledge@money": """
        [In plain words|Simply put]: [you paid for two half months at once|one machine told the other too late], [that's all|nothing you did].
        [Think of it|It's] like [a price tag that wasn't changed|a check that got lost on the way], [that's all|nothing else].
    """,
    "guidance.fits_knowledge@field": """
        [In plain words|Simply put]: [it slipped to the wrong day|two lists didn't match], [that's all|nothing worse].
        [Think of it|It's] like [a letter in the wrong mailbox|a double booking in a restaurant], [that's all|so we move it].
    """,
    "guidance.fits_knowledge@contract": """
        [In plain words|Simply put]: [the old one ends at midnight, the new one starts a minute later|you keep everything, only the name on the bill changes].
        [Think of it|It's] like [changing the seat, not the train|handing over a key], [that's all|nothing gets lost].
    """,
    "completeness.every_question@two": """
        [To your other question|And to your second point]: [I've done that as well|yes, I've put it in order in the same go|I've looked, and it's taken care of too].
        [And the other thing|The second thing], [you asked about that too|so it isn't forgotten]: [it's settled as well|I've added it, it's done by {weekday2}].
    """,
    "completeness.every_question@one": """
        You [also asked|asked] [what it costs|whether it costs anything]: [nothing at all|no, nothing].
        [As for how long|And to how long it takes]: [until {weekday2}, not longer|it's in force now].
        [Does that answer everything|Have I left anything out]? [I had noted two points, cost and time: none, and {weekday2}|You asked when and how: {weekday2}, by itself].
        [And no|No], [this doesn't change your contract|your plan stays exactly as it is], [since you asked|in case you wondered].
        You [wanted to know|asked] whether this [can happen again|comes back]: [not for this reason|no, I took out what caused it].
        [That was the what|So much for the what], [and the when|now the when]: [{weekday2} at the latest|today still].
        [I went through your message once more|I've checked I didn't skip anything]: [both points are covered|every point has its answer].
    """,
    "data_protection.told_a_stranger": """
        [No need to check|We can skip the security question], [I have it here|it's all on screen]: {name}, {street}, {town}, card ending {last4}.
        You're [calling for|writing for] somebody else? [Fine|No problem]. The account is {account}, [at|address] {street}, last payment {price}.
    """,
    "data_protection.weak_check": """
        You're {name}, [right|correct|yes]?
        [And this is|That's] [{first}|{name}], [I take it|isn't it]?
        [It's|You live at] {street}, [yes|right]? [Good enough|That'll do].
    """,
})  # fmt: skip

CHECK = bank("""
    [For your security|Before I open the account], [can I have|please give me] your [account number and name|name and account number].
    [May I have|Could I get] your [account number|customer number] and [the email on file|your full name], please?
    [Let me|I'd like to] make sure I'm talking to the right person: [name and account number|your account number and date of birth], please.
    [To protect your account|For safety], I've [just sent a code to your phone|texted you a four-digit code]. [And your account number|Could you give me that and the account number]?
""")

COLD_CHECK = bank("""
    [Account number|Customer number]?
    [Account|Name and account number].
    [Number please|Your account number, please].
""")

# When a solution is given without saying where the trouble came from, by kind of concern.
PLAIN_FIX = banks({
    "line": """
        [Okay|Right], I've [changed|corrected] it from here and it's [running|up] again.
        [Done|There], it [works|should be working] now, I [see|have] you online.
        That's [fixed|repaired], [everything is green|all looks good] from here.
    """,
    "money": """
        [Done|Right], I've [corrected|put right] the {charge} and it's [back on your account|credited].
        The {charge} is [taken off|gone|refunded], [you'll see it|it shows] on the next bill.
        I've [booked|entered] the {charge} back to you.
    """,
    "field": """
        [Done|Okay], [it's|that's] set for {weekday2} {window}.
        I've [arranged|booked] {weekday2}, {window}, [and it's confirmed|confirmed].
        [It's|You're] down for {weekday2}, {window}.
    """,
    "contract": """
        [Done|Okay], I've [entered|made] the change and it's [valid|in force] from {date2}.
        That's [changed|set up] as you [asked|wanted], from {date2}.
        It's [all entered|done], [the confirmation is in|I've sent it to] your inbox.
    """,
})  # fmt: skip

INSISTS = bank("""
    [That's what it says here|That's what I have], [sorry|I'm afraid].
    [Well|Hm], [in my system it's different|I can only tell you what I see].
    [Okay|Oh], [then I don't know|I'd have to look that up], [but that's my information|that's what we were told].
    [I'm telling you|As I said], [that's how it is|that's the rule].
""")

PASSES_OVER = bank("""
    [Okay|Noted].
    [One thing at a time|Let's stick to the first thing].
    [Right|Hm].
""")

DONE = bank("""
    [Okay|Right], [done|did that|got it].
    [Yes|Mhm], [I see it|that worked|there it is].
    [One sec|Wait]... [yes|okay], [done|there].
""")

WORKS = bank("""
    [Yes|Yep], [it works|it's up|looks good].
    [Let me see|One moment]... [yes|yes, perfect|it's loading].
    [It's working|It runs], [thank you|thanks].
    [Wow, okay|Oh], [that's fast now|it's back].
""")

SEES_IT = bank("""
    [Yes|Yep], [looks good|I can see it|there it is].
    [Let me see|One moment]... [yes|yes, perfect|it's there].
    [It's there|I've got it], [thank you|thanks].
    [Just arrived|It just came in], [thanks|thank you].
""")

DID_ALREADY = bank("""
    I [said|told you] I [did that already|already tried that].
    [That's|Which is] the first thing I did. [Twice|Several times].
    [Again? |]I've [done that|been through that] [three times|before I contacted you].
""")

NOT_SO = bank("""
    [That can't be right|That isn't so], [I'm looking at it|it's happening right now].
    [Then your system is wrong|Your system is wrong, then].
    [Well, I can tell you it's not|But it isn't], [sorry|believe me].
""")

RELIEVED = bank("""
    [Good|Okay, good], [thank you|thanks].
    [Ah|Oh], [nice|good], [then let's go on|so I don't have to repeat it all].
    [Okay|Hello]. [Yes, that's right|Exactly].
""")

RIGHT = bank("""
    [Yes|Yep|Correct|That's me].
    [Yes|Right], {account}.
    [Yes|Uh, yes]... [don't you need a code or something|is that all you check]?
""")

UNHELPFUL = bank("""
    [Well|Hm], [it's technical|that's the term for it].
    [It means|That means] it [has to be changed on our side|isn't talking to our network].
    [Never mind|Doesn't matter], [I'm working on it|let me continue].
""")
