"""How agents meet the person, by rule of the criteria."""

from rapport.story.words.phrases import bank, banks

SAID = banks({
    "acknowledgement.named_the_trouble@heated": """
        {hours} hours of [hassle|this] [on top of a working day|when you rely on it], that's [a lot|really hard], {first}.
        [Chasing|Having to chase] us [for|about] this since {date} [costs you time you don't have|must wear anyone down].
        {days} days of [that|this], and [then having to explain it again|nobody tells you a thing], [I'd be upset too|no wonder you're upset].
        [I hear you|I'm with you], {first}: you [pay|paid] for something that works, and [got trouble|what you get is this].
        [That's|It's] [maddening|infuriating], {first}, [I'd say the same in your place|and you have every right to say so].
    """,
    "acknowledgement.named_the_trouble@calm": """
        [I can see|I understand] what [this does to your week|that means for you], {first}: [you plan your day around it|people count on you].
        [That's|It's] [your money|your time] we're talking about, so [I see why you ask|of course you want to know].
        [So that's been|That has been] [on your mind|hanging over you] since {date}, {first}; [let's end that|nobody should have to wonder that long].
        [With|When you've] so much [going on|to organize], {first}, [this is the last thing you need|you shouldn't have to think about us].
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
        [Leave it with me for a second|Give me a second], [I want to see this with my own eyes|I'd like to look at it myself].
        Let me [dig into|have a proper look at] [this|that], [I was hoping it'd be something simple|I'm curious myself now].
        [Funny|Strange] one, I [haven't had that before|rarely see that], [but I like puzzles|let's find out].
    """,
    "human_connection.to_this_person": """
        [And good luck|Good luck] with [the {device}|everything at {street}], {first}.
        [{years} years with us|And {years} years with us], {first}, [thank you for that|that means something].
        [So you're in {town}|{town}], [I hope the weather's kind there today|lovely place], {first}.
        [I hope|Let's hope] {weekday2} [goes well for you|is a calmer day], {first}, [after what you told me|you've had enough excitement].
        [Say hello to|All the best for] [the kids|the family], {first}, [and enjoy the quiet|may it stay quiet now].
    """,
    "human_connection.scripted": """
        [Please be assured that|Kindly note that] your [inquiry|concern] is [important to us|being handled with the utmost care].
        [At Halyard|Here at Halyard] we [strive|constantly strive] to provide [excellent service|a world-class experience] [at all times|to all our valued customers].
        [Thank you for your patience and understanding in this matter|We apologize for any inconvenience this may have caused].
    """,
    "known_history.used_history": """
        I [see|can see] you [wrote|were in touch] on {date} and [what was tried then|sent us the details], so [we skip that|we start from there].
        [Your last contact|The chat] of {date} is [here|open in front of me], reference {old_ref}, [so no need to explain again|you needn't repeat it].
        [Since|As] what we tried on {date} [didn't help|changed nothing], I'll [go straight to the next step|try another way].
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
        [Are you sure|And you're sure] it's [really like that|not your own doing]? [People often get that wrong|We hear that a lot].
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
    [Hello|Good day|Hi].
    [Hello|Hi], {agent_first} [speaking|here].
    Halyard, [hello|good day].
    [Halyard support|Customer service], {agent_first}.
""")

INVITES = bank("""
    [How can I help|What can I do for you]?
    What is it about?
    [Please describe your request|How may I assist you].
""")

HAS_READ = bank("""
    [I've read your message|I see what you wrote].
    [One moment, I'm reading|Let me read that first].
    [I'll take a look|Let me look].
""")

CLOSING_PLAIN = bank("""
    [Is there|Was there] anything else?
    [Okay|Right], [bye|goodbye].
    [Have a nice day|Have a good day].
    [Thanks for contacting Halyard|Thank you for contacting us].
    [Anything else|Was that all]? [No? |]Then [bye|have a good day].
""")
