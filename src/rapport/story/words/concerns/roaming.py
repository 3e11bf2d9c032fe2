"""Mobile use abroad and what it costs."""

from rapport.story.words.concern import concern

CONCERN = concern(
    "roaming",
    kinds="money line contract money line line",
    subjects="""
        {charge} for roaming in {country}
        No [signal|data] in {country}
        Roaming charges - {phone}
    """,
    problem="""
        I came back from {country} and [find|have] {charge} roaming on my bill.
        I'm in {country} [right now|at the moment] and my data [doesn't work|stopped].
        I fly to {country} on {date2}. What [does it cost|will I pay] to use my phone there?
        I bought the travel pass for {country} and was [still charged|billed on top] {charge}.
        I got a text that my data is blocked in {country}, and I [need maps|have to be reachable].
        My [daughter|son] is in {country} on an exchange and has no [service|data] on {phone}.
    """,
    detail="""
        0: I had data roaming switched off.
        13: The travel pass was bought on {date}, I have the text.
        03: I used it for maps and two messages, that's all.
        I'm on a {phone_model}.
        14: We're here until {date2}.
        14: The hotel wifi is [awful|useless], so I can't call.
    """,
    questions="""
        145: Which [phone|model] is it? => [A {phone_model}|{phone_model}, bought from you].
        03: [When|On which days] were you [there|in {country}]? => [From {date}, for {days} days|{days} days, back on {date}].
        145: Is data roaming [switched on|on] in the settings? => [Yes|It was off|It is now, still nothing].
        0134: [Did you get|Do you have] the text when you landed? => [Yes|No text at all|One, about the weather].
        2: How long will you be there? => [A week|{days} days|Until {date2}].
        2: What will you use [it for|your phone for mostly]? => [Maps and messages|Work, so quite a lot|Just calls home].
    """,
    fix="""
        3: The pass was active a day too late because of our clock. I've taken off the {charge} entirely, and the next bill is {price}.
        145: I've opened {country} for your number and reset the profile. Switch flight mode on and off once... I can see you on the local network now.
        2: With {plan}, {country} is covered: 10 GB, then it slows and never costs more. I've set a limit of {credit} on top so there's no surprise.
        0: You were billed the day rate although {plan} covers {country}. I've taken off the {charge} and set a ceiling, so it can't happen again.
    """,
    partial="""
        Roaming in {country} depends on the [zone|partner network].
        You can [buy a pass|see the prices] in the app.
        145: I've [reset|refreshed] your SIM.
    """,
    wrong="""
        123: {country} isn't in the pass. => It's the second country on your list. I'm reading it.
        03: The {charge} comes from the foreign network, we can't change it. => It says "Halyard day rate" on the bill.
        145: You have to be back home to activate roaming. => I did it abroad last year, by chat.
    """,
    next_step="""
        145: You'll have a text within five minutes when it's live; if not, write here on the hotel wifi, reference {ref}.
        03: The credit is on the bill of {date2} and I've emailed you the calculation.
        2: The pass starts by itself when you land, and you get a text at 50, 80 and 100 percent.
    """,
    tip="""
        2: Download the maps for {country} over wifi before you go, that's most of the data.
        In the app under Travel you can set a ceiling, beyond it nothing is ever charged.
        Calls over wifi count as calls from home, wherever you are.
    """,
    jargon="""
        The HLR has an ODB flag and the VPLMN isn't steering.
        It's TAP file latency, IOT discount wasn't rated.
        Your APN is missing the roaming PDP context.
    """,
    review_bad="""
        {charge} for three days in {country}, with the pass. Unbelievable.
        Stranded in {country} without data and help only "in office hours".
    """,
    review_good="""
        Phone worked in {country} from the first minute, and not a cent extra.
        Roaming bill was wrong, gone after one message.
    """,
    second="""
        and does my plan work in {country}? I fly on {date2}
        there was also a roaming fee of {charge} from {country}
    """,
)
