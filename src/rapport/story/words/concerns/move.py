"""Taking the contract to a new address."""

from rapport.story.words.concern import concern

CONCERN = concern(
    "move",
    kinds="contract",
    subjects="""
        Moving to {town} on {date2}
        Change of address - account {account}
        Taking my {plan} to the new house
    """,
    problem="""
        I'm moving to {street} in {town} on {date2} and want to take my {plan} with me.
        We [move|are moving] [at the end of the month|on {date2}]. [Can|Could] you have us online [from day one|from the first day]?
        I moved [last week|on {date}] and the new place [has no line|isn't online], although I told you {days} weeks ago.
        I'm moving in with my partner who [already has Halyard|has another provider], what happens to my contract?
        Is {plan} even available in {town}? We're moving there on {date2}.
    """,
    detail="""
        My contract runs for another {days} months.
        014: I'll [start a new job|work from home] there the next Monday.
        There's a socket in the {room}, the previous people had [cable|Halyard too].
        I'd like to keep my landline number.
        The new address is {street}, {town} {zip}.
        014: The movers come at {time}, so the afternoon would suit.
    """,
    questions="""
        [What's|Can you give me] the new address? => [{street}, {town} {zip}|It's {street} in {town}].
        [From which day|When] do you need it? => [{date2}|From {date2}|{weekday2} if possible].
        Is there a Halyard socket [on the wall|in the new place]? => [I think so, in the {room}|No idea|Yes, a white one].
        Do you want to keep {plan} or [look at|use the moment for] something else? => [Keep it|Same plan please|What would {new_plan} cost?].
    """,
    fix="""
        014: {plan} is available at {street}. I've booked the switch for {date2}, the old line stays on until midnight, your number moves along and there's no fee.
        01: The line at {street} exists, so no technician is needed: plug the {router} in on {date2} and it's live. It's all in the confirmation to {email}.
        04: In {town} we only reach {got} Mbps, so your contract can end without a fee or run at {new_price}. I've put both in the email, and nothing is charged until you choose.
        2: Your order hung between two teams since {date}. I've released it, the line at {street} is switched on as we speak, and the days without it aren't billed.
        3: You only need one of the two: I've ended yours as of {date2} without a fee, and your partner's line takes over your number and {plan}.
    """,
    partial="""
        I've [noted|changed] the new address.
        You can [fill in|use] the moving form on the website.
        Somebody from the moving team [will be in touch|gets back to you].
    """,
    wrong="""
        Moving costs {charge} and the contract starts again for 24 months. => Your own page says moving is free and the term stays.
        014: We don't serve {town}. => My sister lives on {street} and has Halyard.
        013: You have to give eight weeks' notice to move. => It says 14 days in the contract.
    """,
    next_step="""
        You get a checklist by email today, a text the day before, and I check the line at {time2} on {date2}. Reference {ref}.
        Nothing else to do until {date2}; if the light isn't white by {time2}, text MOVE to 4259.
        I've sent the confirmation to {email}; please look at the address once.
    """,
    tip="""
        Pack the {router} last and put it in the hand luggage, it's the first thing everybody wants.
        You can take 50 GB of mobile data for the moving week, free, I've added it.
        If you tell us who moves in after you, they get a month free and so do you.
    """,
    jargon="""
        The UPRN at the new premise isn't in the GIS, so the LFA fails.
        It's a working-line takeover with a CPWN order against the losing CP.
        Your homemove order is in pre-provisioning held at the KCI2 stage.
    """,
    review_bad="""
        Told them about our move a month ahead. Moved, no internet for {days} days.
        Moving house is stress enough without explaining it to five people.
    """,
    review_good="""
        Moved on {date}, plugged in, online. As promised.
        Best part of our move was the internet. Really.
    """,
    second="""
        and we're moving to {town} on {date2}, what do I have to do?
        I also need to change the address for {date2}
    """,
)
