"""How agents meet the person, by rule of the criteria."""

from rapport.story.words.phrases import bank, banks

SAID = banks({
    "acknowledgement.named_the_trouble": """
        {hours} hours of [hassle|this] [on top of a working day|when you rely on it], that's [a lot|really hard], {first}.
        [I can see|I understand] what [this does to your week|that means for you], {first}: [you plan your day around it|people count on you].
        [Chasing|Having to chase] us [for|about] this since {date} [costs you time you don't have|must wear anyone down].
        {days} days of [that|this], and [then having to explain it again|nobody tells you a thing], [I'd be upset too|no wonder you're upset].
        [That's|It's] [your money|your connection to everything] we're [talking about|dealing with], so [I see why it worries you|of course it bothers you].
    """,
    "acknowledgement.took_it_on": """
        [That's|This is] our [mistake|fault], and I'll [put it right|fix it].
        [This is|That's] [on us|for us to mend], [not on you|not your job], and [I've got it now|I'm on it].
        We [let you down|got this wrong], and [it's mine now|I'll see it through].
        [I'm sorry|I apologize]: [we should have caught that|this is ours to solve], and [I will|I'll solve it].
    """,
    "acknowledgement.ignored_feeling": """
        [Okay|Right]. [What is the problem exactly|So what's the question]?
        [Mhm|I see]. [Anything else about it|Continue].
        [Yes, well|That happens]. [Let's go on|Next].
    """,
    "human_connection.own_words": """
        [I'll|Let me] [stay with you|stick with this] until it's [done|right].
        [Right|Okay], [let's get this off your list|let's crack this together].
        [Leave it with me for a second|Give me a second], [I want to see this with my own eyes|I'd like to see for myself].
        [Aha|There it is|Got it], [that was hiding well|I was hoping it'd be something simple].
        [Funny|Strange] [one|thing], I've [never seen|rarely had] that [before|this week], [but I like puzzles|let's find out].
    """,
    "human_connection.to_this_person": """
        [And good luck|Good luck] with [the {device}|everything at {street}], {first}. [{years} years with us|And {years} years, wow], [thank you for that|that means something].
        [You said|You mentioned] the {room}; [I had the same trouble in mine|mine is just as tricky].
        [So you're in {town}|{town}], [I hope the weather's kinder there today|lovely place], {first}.
        [I hope|Let's make sure] {weekday2} [goes well for you|stays calm], [after what you told me|you've had enough excitement].
    """,
    "human_connection.scripted": """
        [Please be assured that|Kindly note that] your [inquiry|concern] is [important to us|being handled with the utmost care].
        [At Halyard|Here at Halyard] we [strive|constantly strive] to provide [excellent service|a world-class experience] [at all times|to all our valued customers].
        [Thank you for your patience and understanding in this matter|We apologize for any inconvenience this may have caused].
    """,
    "known_history.used_history": """
        I [see|can see] you [wrote|were in touch] on {date} and [what was tried then|sent us the details], so [we skip that|we start from there].
        [Your last contact|The chat] of {date} is [here|open in front of me], reference {old_ref}, [so no need to explain again|you needn't repeat it].
        [Since|As] the restart [didn't help|changed nothing] on {date}, I'll [go straight to the next step|try another way].
    """,
    "known_history.made_repeat": """
        [And what was|What was] [the account number|your account number] [again|once more]?
        [Sorry|And], [could you give me|can I have] the account number [again|one more time]?
        [I need|Please give me] your [name and number|account number] [again|once more].
    """,
    "known_history.history_missing": """
        I [can't see|don't have] [your earlier chats|the technician's notes|what my colleague wrote] here.
        [Our systems aren't connected|That's in another system], so [I don't know what was said|I can't tell what was agreed] on {date}.
        [There's nothing|I find nothing] [from {date}|about that] on my [screen|side], [unfortunately|sorry].
    """,
    "respect.blamed_customer": """
        You must have [changed a setting|done something to it|clicked on something].
        [Well, you should have|You should've] [read the terms|told us earlier|checked that before].
        [That happens|It happens] when [people|customers] [don't follow the instructions|don't read the email we send].
    """,
    "respect.talked_down": """
        [Are you sure|You're sure] it's [even plugged in|really like that]? [People often get that wrong|Most people aren't].
        [That's really not hard|It's quite simple], [you know|actually], [my grandmother can do it|even children do this].
        [Are you sure you saw that|Hm, did that really happen]? [Customers tell us all sorts of things|I doubt it].
    """,
    "respect.rude": """
        [Whatever|Look], [not my problem|I don't care]. [Then cancel|Go somewhere else].
        [Stop whining|You're getting on my nerves], [I've got other customers|I have better things to do].
        [Fine|Right], [then don't believe me|shout at somebody else]. [I'm ending this|Goodbye].
    """,
})  # fmt: skip

GREETING_PLAIN = bank("""
    [Hello|Good day|Hi], [how can I help|what can I do for you]?
    [Hello|Hi], {agent_first} [speaking|here], [how can I help|what is it about]?
    [Good day|Hello]. [Please describe your request|How may I assist you]?
    Halyard, [hello|good day].
    [Halyard support|Customer service], {agent_first}.
""")

CLOSING_PLAIN = bank("""
    [Is there|Was there] anything else?
    [Okay|Right], [bye|goodbye].
    [Have a nice day|Have a good day].
    [Thanks for contacting Halyard|Thank you for contacting us].
    [Anything else|Was that all]? [No? |]Then [bye|have a good day].
""")
