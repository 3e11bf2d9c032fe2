"""A charge the customer does not expect."""

from rapport.story.words.concern import concern

CONCERN = concern(
    "billing",
    kinds="money",
    subjects="""
        [Wrong charge|Unexpected charge|Overcharged] of {charge} on my [{month} bill|bill]
        Bill for account {account} is wrong
        What is this {charge}?
        Charged twice in {month}
    """,
    problem="""
        There's a charge of {charge} on my {month} bill that I [don't recognize|never agreed to|can't explain].
        My bill [went up|jumped] from {price} to {total} [without any warning|and nobody told me].
        I've been [charged twice|billed two times] for {month}, {price} on the {day} and again two days later.
        I was promised {new_price} a month on {plan} and you [took|charged me|are billing me] {price}.
        You charged me a late fee of {charge}, but I [paid on time|am on auto-pay|paid on {date}].
        I returned the old {router} on {date} and you still [bill|charge] me {charge} for it.
        There's a {charge} "[setup|service|activation] fee" on my account, and I was told [there'd be none|it was waived].
    """,
    detail="""
        I've been a customer for {years} years and [always paid on time|never missed a payment].
        13: I have the [email|confirmation] from {date} where it says {new_price}.
        0136: That's the [second|third] month [in a row|running].
        The card is the one ending in {last4}.
        I already [wrote about this|called about this] on {date} and was told it'd be [fixed|gone].
        24: My bank says the payment [went out|cleared] on {date}.
    """,
    questions="""
        01456: [Which line of the bill|Under which heading] is it? => [It says "one-off charges"|Page two, under adjustments|It just says "{charge}, service"].
        [Do you have|Can you give me] the invoice number? => [Yes, {order}|It's {order}|Hang on... {order}].
        Which card [is it paid with|do you pay with]? => [The one ending {last4}|My Visa, {card}|It's {card}].
        013: Did you [change|add] anything on your plan [since {date}|last month]? => [No, nothing|Nothing at all|Not that I know of].
    """,
    fix="""
        06: The {charge} was a fee that should have been waived when you took {plan}. I've removed it, you get {charge} back on the card ending {last4} by {date2}, and it can't come back because I took the code off your account.
        2: The payment was taken twice because of a retry on our side. The second {price} is on its way back, three working days, and I've sent the confirmation by email.
        13: The promised price was never entered. I've set {new_price} from this month to the end of the contract and credited the {charge} you paid too much.
        5: The {router} is booked in as returned on {date}. I've cancelled the {charge} and the balance is now zero.
        4: The payment of {date} was booked to an old invoice, so the system thought you were late. I've moved it, the {charge} fee is gone and the reminder is cancelled.
        01: The {charge} was an add-on that was booked by mistake on {date}. I've ended it, and the {charge} is back on the card ending {last4} by {date2}.
    """,
    partial="""
        I've [put in|raised] a request about the {charge}.
        I can see the charge [here|on the account].
        You [should|will probably] get something back on [one of the next bills|a later bill].
    """,
    wrong="""
        13: That's the yearly price adjustment, everybody gets it. => The adjustment is in April and capped at three percent. This is {charge}.
        056: The {charge} is a tax, we can't take it off. => It's not under taxes. It says "service fee" in your own words.
        We can only credit charges from the last 30 days. => Your bill says I've got 90 days to dispute it.
    """,
    next_step="""
        You'll see the credit on the bill of {date2}; I've set a reminder to check it and will email you that day. Reference {ref}.
        The new bill is in the app in about an hour. If it doesn't show {price}, answer the email I just sent and it comes straight to me.
        I've written down what we agreed under {ref} and sent you a copy.
    """,
    tip="""
        In the app under Bills you can set an alert for anything above {price}, so a surprise like this reaches you before the money leaves.
        If you move the bill date after your payday you never risk the late fee; I can do that now.
        The bill has a plain-words view now: tap any line and it says what it's for.
    """,
    jargon="""
        It's a pro-rata OCC from the MRC proration when the SOC rolled over.
        The ARPU credit didn't cascade because the adjustment reason code was NBA-14.
        Your dunning cycle ran before the lockbox posted, so the LPF triggered.
    """,
    review_bad="""
        Check your bill. Every month. {charge} here, {charge} there, and hours on the phone to get it back.
        Promised {new_price}, charged {price}. [Classic|Shameful].
        Double billed in {month}, still waiting for the refund.
    """,
    review_good="""
        Had a wrong charge of {charge}. {agent_first} found it, took it off and explained why. Five minutes.
        Billing mistake, fixed on the spot, with a written confirmation. Can't ask for more.
    """,
    second="""
        there's [also|still] a {charge} fee on the bill I don't understand
        my last bill was [higher|more] than the {price} we agreed
    """,
)
