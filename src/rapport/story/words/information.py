"""What agents find out, claim and explain, by rule of the criteria."""

from rapport.story.words.phrases import bank, banks

SAID = banks({
    "diagnosis.tested": """
        I've [just run|run] a [test|check] from here [and it shows where it goes wrong|while you were writing|and can see it].
        I've [opened|gone through] the [record|history] of the last [three months|four weeks] [line by line|to compare].
        The [test|check] I [just made|ran] [confirms|shows] [what you describe|exactly that].
    """,
    "diagnosis.named_cause": """
        [So|Okay, so] the [reason|cause] is [on our side, not yours|in our system|a mistake made here on {date}].
        I [know|can see] [why|what happened]: [it went wrong|a step was skipped] on {date} [when your order was changed|during the update].
        [It comes|This comes] from {town}, [not from anything in your home|a change there on {date}].
        [To be honest|Honestly], the cause isn't [clear|known] yet, but I know [who finds it|who will find it]: the [network|second line] team.
    """,
    "diagnosis.repeated_steps": """
        [First|To begin], [please switch it off and on again|restart everything], [thanks|please].
        [Please|Could you] [do a restart|log out and back in] [and tell me what happens|first].
        [Before anything else|First of all], [unplug it for thirty seconds|do the restart once more].
    """,
    "accuracy.wrong_source": """
        [The system|My screen] [says|shows] [something else|all is fine], and I [have to go by that|can only see that].
        [According to|In] our [list|map] there's [no such order|no fault], so [I can't say more|it can't be].
        It's [not|wrong] in our [database|own tool], [sorry|I see now], I told you what it says.
    """,
    "accuracy.loose": """
        It should be [okay|back|sorted] [by tonight, I think|in a few days or so|at some point soon, probably].
        I [guess|think] that's [around five dollars|a week, maybe two], [more or less|something like that].
        [Normally|Usually] that [works|goes through] [somehow|at some point], [I believe|I'd guess].
    """,
    "resolution.tried_together": """
        [Could|Can] you [try it|check it] [now|once], [while I'm here|so that we're both sure]?
        Let's [make sure|be certain]: [please look|have a look] [on your side|yourself] [once|now].
        [Before we finish|Before you go], does it [show|look right] on your [side|end] [too|as well]?
    """,
    "resolution.blocked_by_product": """
        [I'm afraid|Sadly] the [network|equipment] [in {town}|at your address] can't [do what was sold|deliver more than that].
        [It's|This is] a [known weakness|defect] of the [{router}|model], there's [no update|nothing better] yet.
        The [cable|line] to {street} [doesn't carry|isn't good enough for] it, [whatever we do|I'm sorry].
    """,
    "resolution.blocked_by_policy": """
        Our [rules|terms] [don't allow|forbid] [that|it] [before|until] [the third complaint|the contract ends].
        [I'd like to|I would], but [policy|the terms] [says no|won't let me] [in this case|for your plan].
        [It's|That's] [company policy|the rule]: [only after 30 days|not for existing customers], [sorry|I'm afraid].
    """,
    "guidance.one_at_a_time": """
        [One step|Let's go one step] at a time: [first, please look at the back|open the app first], [what do you see|tell me when you're there]?
        [First|Step one], [just press and hold the button for five seconds|tap on your name at the top]. [Tell me when it's done|Let me know what happens then].
        [Only this first|Just this one thing first]: [pull out the gray cable|open Settings], [and then the light should go white|then you should see your plan]. [Does it|Do you]?
    """,
    "guidance.fits_knowledge": """
        [That's the thin gray cable, like a phone cord|It's the little hole next to the power plug].
        [Think of it|It's] like [a lane on a highway that's jammed|a door number that got mixed up], [that's all|so we change it].
        [In plain words|Simply put]: your [box|phone] [can't find its way to us|was told the wrong address], and I [point it there|correct that].
    """,
    "completeness.every_question": """
        [That|So that] answers [both|all] your [questions|points], [or did I miss one|I think].
        [To your other question|And to your second point]: [yes, that's included|no, that changes nothing for you].
        [You asked|You also asked] [what it costs|how long]: [nothing at all|until {weekday2}, not longer].
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
        It's [all entered|done], [the confirmation is|I've sent it] in your inbox.
    """,
})  # fmt: skip

KIND_OF = {
    "slow_internet": "line", "outage": "line", "setup": "line", "billing": "money", "refund": "money",
    "roaming": "money", "technician_visit": "field", "delivery": "field", "move": "contract",
    "contract": "contract", "cancellation": "contract", "number_transfer": "contract",
}  # fmt: skip

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
    [Yes|Mhm], [I see it|it's blinking now|that worked].
    [One sec|Wait]... [yes|okay], [done|there].
""")

WORKS = bank("""
    [Yes|Yep], [it works|looks good|I can see it].
    [Let me see|One moment]... [yes|yes, perfect|it's there].
    [It's there|It's working], [thank you|thanks].
""")

DID_ALREADY = bank("""
    I [said|told you] I [did that already|already tried that].
    [That's|Which is] the first thing I did. [Twice|Several times].
    [Again? |]I've [done that|been through that] [three times|before I contacted you].
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
