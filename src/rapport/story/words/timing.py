"""What agents say about time, by rule of the criteria."""

from rapport.story.words.phrases import banks

SAID = banks({
    "first_reply.said_how_long": """
        This [takes|will take] about [five|ten|eight] minutes.
        Give me [about ten|roughly five|six or seven] minutes [for this|and we'll have it].
        [I reckon|I'd say] we need [ten|five|a good ten] minutes [for this|together].
        So that you can plan: [ten minutes|a quarter of an hour|five minutes], [not more|at most].
    """,
    "pace.unexplained_silence": """
        [Okay|Right]. [I'm back|So]. Where were we?
        [Hello again|Yes, still here]. [What was it|Now then].
        [Mhm|Okay|So], [yes|right].
        Sorry, was [elsewhere|doing something else].
    """,
    "pace.slow_system": """
        [My screen is|The system is] [still loading|frozen again|very slow today], [sorry|one moment].
        [The test tool|Our system] [hangs again|takes its time], I have to wait [for it|until it answers].
        I'm [afraid|sorry], the [program|system] [has to restart|has thrown me out] first.
    """,
    "pace.ahead_of_customer@line": """
        [Now unplug it, then hold reset, then log in again|Take it off, plug it back, open the app and enter the code]. [Done|Ready]?
        [Next, next: settings, network, confirm|Open settings, then network, then reset, then restart] and that's [it|that].
        And then [you click on the second one|the other menu], and after that [on save|the third one]. Okay?
    """,
    "pace.ahead_of_customer@money": """
        [So page one, page three, then the second table|You open the bill, then adjustments, then the old one, then compare]. [Okay|Clear]?
        [Log in, click Bills, then History, then Dispute|Go to Bills, then Details, then the small arrow] and that's [it|that]. [Next point|So].
    """,
    "pace.ahead_of_customer@field": """
        [Click the link in the mail, then the second one, then confirm and print|Open the tracking, then options, then the code, then send]. [Okay|Ready]?
        [Then you change the address, then the slot, then confirm twice|So first the slot, the number, the note, and confirm] and that's [it|that].
    """,
    "pace.ahead_of_customer@contract": """
        [You open Contract, then Options, then accept, then the code, then accept again|Click here, then there, then sign at the bottom]. [Done|Okay]?
        [So first the form, then the code from the text, then the second form|Form, code, second form, photo] and that's [it|that]. [Next|So].
    """,
    "first_contact_resolution.settled_now": """
        [With that|So] it's [done|finished|settled], you [don't have to|needn't] [contact us again|do anything more].
        [Everything|All of it] is done [now|as of this minute], nothing is left [open|to do].
        That's [complete|taken care of] [today|now], [no second call needed|you won't have to call again].
        [You can cross this off|Consider this one closed]: [it's all entered|every step is done], [tonight you can forget about it|no follow-up from your side].
        [Nothing more is needed from you|There's nothing left for you to do], [we've finished it together|it's finished] [right here|in one go].
    """,
    "first_contact_resolution.rest_is_ours": """
        [The rest|What's left] is [on us|our job]; you [needn't|don't have to] do [anything|a thing].
        I [take|carry] it [from here|the rest of the way], you can [lean back|forget about it].
        [From now on|From here] it's [our turn|us who have to move], not you.
        [I keep this on my desk|It stays on my list] until it's [through|confirmed], [not on yours|you can forget it].
        [Whatever is left|Anything still open] I [do|handle] [myself|with the team] by {weekday2}, [you don't have to chase it|without you asking].
    """,
    "first_contact_resolution.sent_away": """
        [That|This] can only be [done|requested] [by phone on weekdays|in writing, by letter|through the form on the website], [so please do that|you'd have to do it there].
        [I'm not allowed to|I can't] [book|do] that here, [please call again tomorrow|you'd have to call the other number].
        For that our rules say [you have to visit a shop|you must contact us again after the bill].
    """,
    "transfers.transferred": """
        [I'll|Let me] [put you through|transfer you] to [another team|my colleagues|the other department].
        That's [not us|a matter for another team], I'm [transferring|passing] you [on|over].
        [One moment|Hold on], [my colleague|the team next door] [does|handles] that.
    """,
    "transfers.cold_transfer": """
        Hello, [what is it about|how can I help|what's the problem]?
        [Good day|Hello], [I only see a number here|there's nothing on my screen], [what do you need|please start from the beginning]?
        Yes, hello? [Who am I speaking to|Name and account, please]?
    """,
})  # fmt: skip

WARM_TRANSFER = banks({
    "warm": """
        Hello {first}, {colleague} here. {agent_first} [told me everything|has filled me in], you [needn't|don't have to] start over.
        [Hi|Hello] {first}, this is {colleague}. I [have|can see] {agent_first}'s notes, [let's go on from there|so I know what you tried].
    """,
})["warm"]  # fmt: skip

ANNOUNCED_WAIT = banks({
    "wait": """
        [One minute|A moment] please, I'm [opening|checking] your [account|line].
        I'll be [quiet|away] for [a minute|two minutes] while I [check|look at] this.
        Bear with me [for a minute|a moment], I'm [looking it up|reading through it].
    """,
})["wait"]  # fmt: skip
