"""What only this company would say or do, by rule of the criteria."""

from rapport.story.words.phrases import bank, banks

SAID = banks({
    "empowerment.decided": """
        I can decide that [myself|right here]: {credit} [comes off your next bill|is on your account], [booked|done].
        [For the trouble|For the lost time] I've [credited|given you] {credit}, [no form needed|nobody has to sign that].
        I've just [waived the fee|taken {credit} off], [that's only fair|because that's only fair].
    """,
    "empowerment.gave_choice@line": """
        You [choose|can choose]: [a technician on {weekday2}, or a new box by mail tomorrow|I watch the line, or we swap the box to be safe]. [Which suits you|What do you prefer]?
        [Would you rather|Do you prefer to] [have a spare SIM for the laptop, or {credit} off|get the news by text, or a call]?
    """,
    "empowerment.gave_choice@money": """
        You [choose|can choose]: [the money back, or a credit that's a little higher|back to the card, or off the next bill]. [Which suits you|What do you prefer]?
        [Would you rather|Do you prefer to] [have it on the card in two days, or on the bill at once|get it in one go, or over two bills]?
    """,
    "empowerment.gave_choice@field": """
        You [choose|can choose]: [on {weekday2}, or the day after|mornings, or after five]. [Which suits you|What do you prefer]?
        [Would you rather|Do you prefer to] [get a text before, or a call|have it early, or in the evening]?
    """,
    "empowerment.gave_choice@contract": """
        You [choose|can choose]: [from today, or from the next bill|monthly, or with a term and {credit} less]. [Which suits you|What do you prefer]?
        [Would you rather|Do you prefer to] [sign here, or sleep on it until {weekday2}|have it by mail, or in the app]?
    """,
    "empowerment.needed_approval": """
        For {credit} I [need|have to get] my [supervisor's|manager's] approval[, that takes a day or two|, I'm afraid|].
        [I'm not allowed to|I can't] [decide|approve] that [myself|here], [I have to ask|it goes to a manager].
        [Let me ask|I must ask] [someone|my team lead] [whether I may give you {credit}|first]. [...|]
    """,
    "empowerment.beyond_limit": """
        You'll never [pay|have to pay] [for it again|for {plan} again], [I promise|I'll enter that].
        [I'll just|Let me just] give you [a free year|two years free], [nobody will notice|don't tell anyone].
    """,
    "education.foresaw": """
        [And before you ask|You'll probably wonder next]: [your number and email stay as they are|the TV box will want the new password, it's the same one].
        [The next bill|Your next bill] will look [odd|different] [because it covers two parts|with a line called "adjustment"], [that's normal|so don't be surprised].
        [Later|Tomorrow] you'll get [an automatic text|a mail from the system]; you can [ignore it|safely delete it], [it's part of this|it comes by itself].
        [One thing you'll notice|Don't be surprised]: [the app may still show the old state until tonight|you may get a survey about this, it takes a minute].
        [If somebody calls you about this|Should anyone call you about it], [it isn't us|don't give a code], we [never ask for your password|write first].
        [Your auto-pay|The auto-pay] [runs as before|isn't touched by this], [in case you're wondering|you needn't change it].
    """,
    "education.pushed_sale": """
        [By the way|While you're here], [{new_plan} is only {new_price}|we have a great deal on {new_plan}], [shall I book it|interested]?
        [Have you thought about|Would you like] our [insurance|TV package|security pack]? [Only|Just] [four|six|nine] dollars a month.
        [With {new_plan}|On {new_plan}] [you wouldn't have this|that wouldn't happen], [it's {new_price}, shall I switch you|want to upgrade]?
    """,
    "brand_voice.sounds_like_us": """
        Welcome aboard at Halyard, [{agent_first} at the helm|this is {agent_first}].
        [Ahoy and good day|Ahoy], {agent_first} from your Halyard crew.
        Halyard, smooth sailing starts here. I'm {agent_first}.
        [You've reached|This is] {agent_first} of the Halyard crew, [and I'm all yours|at your side].
        [Good to have you on board|All hands on deck for you], I'm {agent_first} [of Halyard|from Halyard].
    """,
    "brand_voice.lives_a_value": """
        [We promise straight talk at Halyard|Straight talk is our promise], so [to be open|honestly]: [we took too long|the cheaper plan is enough for you].
        [Nobody gets left on the pier here|We don't leave anyone on the pier], [so I call you, not the other way round|that's why I stay with it].
        [Our rule is|At Halyard it's] [pay for what you get, not a cent more|no small print], so [I took out the add-on you don't use|the days without service are free].
        [We say what we know and what we don't|No fog, as we say here]: [the first answer you got was wrong|I'd rather tell you now than surprise you later].
        [You come before the script here|We drop the script when it gets in the way], so [forget the form|I skipped three steps that make no sense for you].
        [Halyard means a rope you can trust|A promise holds here], so [my name is on this one|you have it in writing from me].
        [I won't sell you|You don't need] a bigger boat, [you're well served with what you have|{plan} is plenty for you].
    """,
    "brand_voice.careless_text": """
        [Thnaks|Thank yuo] for [you're mesage|contacting Haylard], Mr/Ms [Customer|NAME].
        [Dear Custmer|Hello {{first_name}}], [hier|here] [ist|is] the informaton.
        [Pls|plz] find [informations|the infos] [bellow|atached].
    """,
    "channel_spanning.carried_over": """
        [What you told the shop|What you said in the chat] [on {date}|last time] [is all here|came through to me], [photos included|word for word].
        I [have|see] [your email|the call] [of {date}|from before] [right here|on the same page], [so we go on from there|nothing got lost].
    """,
    "channel_spanning.offered_better@line": """
        [A photo is quicker|A picture says more]: [text it to 4259|send it here], [then I see it too|I'll look at once].
        I'm [texting|emailing] you [a picture of the right socket|the steps with pictures] [now|this second], [easier than describing it|so you have it in front of you].
    """,
    "channel_spanning.offered_better@money": """
        I'm [emailing|sending] you [the bill with the line marked|the calculation] [now|this second], [easier than reading it out|so you have it in front of you].
        [Shall I|Would you like me to] [call you instead|show it to you by screen share], [that's easier with figures|it's quicker for you]?
    """,
    "channel_spanning.offered_better@field": """
        I'm [texting|sending] you the live map [now|this second], [then you see the van yourself|so you needn't ask].
        [Shall I|Would you like me to] [have the driver call you|send it to your phone], [that's easier|it's quicker for you]?
    """,
    "channel_spanning.offered_better@contract": """
        I'm [texting|emailing] you the link [now|this second], [one tap instead of three forms|so you have it in front of you].
        [Shall I|Would you like me to] [call you for the rest|send it all to your phone], [that's easier|it's quicker for you]?
    """,
})  # fmt: skip

INVITES_OURS = bank("""
    [Where can I take you today|What can I set right for you]?
    [Tell me|So tell me], what's [up|in your way]?
    [What can I clear for you|How do we get you back on course]?
""")

HAS_READ_OURS = bank("""
    [I've read your message, let's get you back on course|I see what's in your way].
    [Let's clear this for you|I'll chart a way through this].
""")

SIGNATURE_OURS = bank("""
    [Fair winds|Smooth sailing], {agent_first}
    [With a steady hand|Always on deck for you], {agent_first}
""")

SIGNATURE_PLAIN = bank("""
    [Best regards|Kind regards|Sincerely], {agent_first}
    [Regards|Yours sincerely], Halyard Customer Service
    [Best|Thanks], {agent_first}
""")
