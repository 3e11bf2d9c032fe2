"""Another plan or a better price."""

from rapport.story.words.concern import concern

CONCERN = concern(
    "contract",
    kinds="contract",
    subjects="""
        [Upgrade|Change] from {plan} to {new_plan}
        Contract ends in {next_month} - what can you offer?
        Question about {new_plan}
    """,
    problem="""
        My contract [ends|runs out] in {next_month}, what can you [offer|do for] me?
        I'd like to [change|switch] from {plan} to {new_plan}.
        New customers pay {new_price} for {plan} and I pay {price}. [How is that fair?|Can I have that price?]
        I want to [add|put] my [daughter's|husband's|mother's] phone on my plan.
        We don't need {speed} Mbps any more since the kids left. Is there something [smaller|cheaper]?
        I saw the offer for {new_plan} [in the app|on a poster|in your mail]. Does it [count|apply] for me?
    """,
    detail="""
        I've been with you for {years} years.
        024: {carrier} offers me the same for {new_price}.
        I mainly use it for [streaming|work|video calls with family].
        I don't want [to start 24 months again|another long contract] if it can be avoided.
        015: There are [three|four|five] of us in the house.
        I'd want to keep my number, {phone}.
    """,
    questions="""
        How many [people|devices] use it [at home|in the evening]? => [Four of us|Just me|Two, sometimes my son].
        What do you use it for [most|mainly]? => [Streaming and work|Video calls|Games, mostly my kids].
        Is the price or the speed more important [to you|here]? => [The price|Speed, honestly|Both].
        How much data do you use [a month|on the phone]? => [About 10 GB|No idea|Hardly any].
    """,
    fix="""
        0145: For what you do, {new_plan} at {new_price} is the right one. I've switched it from {date2}, same number, no fee, and the term doesn't start again.
        02: You can have {plan} at {new_price} like new customers do. I've entered it from the next bill, which saves you {credit} a month.
        015: I'd stay with {plan}: {new_plan} wouldn't be faster on your line. But I've taken {credit} a month off for your loyalty, from {date2}.
        3: The second phone is on your account as of today, it shares your data and costs {credit} a month; the SIM is in the mail.
    """,
    partial="""
        {new_plan} costs {new_price}.
        You can [change|do that] in the app.
        There are [several|a few] offers on the website.
    """,
    wrong="""
        25: That offer is for new customers only. => It says "for everybody" right there in the app.
        134: You can only change at the end of the contract. => I changed in {next_month} last year, in the middle of it.
        015: {new_plan} has no limit abroad. => The small print says 10 GB.
    """,
    next_step="""
        {new_plan} starts on {date2}, you needn't do anything; the first bill has {days} days of both and I've written the sum in the email. Reference {ref}.
        You have 14 days to change your mind, answer my email with one word.
        Think it over, the offer is saved under {ref} until {date2}.
    """,
    tip="""
        The app shows your real use per person; many families need a plan smaller than they think.
        If you bundle mobile and home, each line is {credit} cheaper, and you have both.
        You can pause the sports add-on over the summer and keep the price.
    """,
    jargon="""
        The SOC isn't eligible for the retention NBA until your EOC minus 90.
        It's a tariff migration with CLI port and MRC step-down.
        You're on the legacy rate card so the promo code stack conflicts.
    """,
    review_bad="""
        Loyal for {years} years and pay more than somebody who signs today.
        Asked for a better price, got a lecture.
    """,
    review_good="""
        {agent_first} found me a cheaper plan although I'd have paid more. That's honest.
        Changed to {new_plan} in five minutes, no tricks.
    """,
    second="""
        and is there a better price than {price}? I've been with you {years} years
        I'd also like to know what {new_plan} costs
    """,
)
