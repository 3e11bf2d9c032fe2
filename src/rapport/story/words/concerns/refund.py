"""Money that was promised has not come."""

from rapport.story.words.concern import concern

CONCERN = concern(
    "refund",
    kinds="money",
    subjects="""
        Still [waiting for|no sign of] my refund of {charge}
        Refund promised on {date} [not received|never arrived]
        Where is my {charge}?
    """,
    problem="""
        I was promised a refund of {charge} on {date} and [it never came|nothing has arrived|my bank has nothing].
        You [owe me|still owe me] {charge} for the {router} I sent back, it's been {days} weeks.
        My deposit of {charge} [was supposed to come back|should have been returned] after I left the old contract.
        The refund for order {order} [failed|bounced|was rejected], it says so in the app, and nobody [contacted me|told me why].
        I cancelled the add-on on {date} and I'm [still waiting for|still missing] the {charge}.
        Your colleague said the {charge} would be back in five days. That was on {date}.
    """,
    detail="""
        1: The tracking says the parcel [arrived|was signed for] on {date}.
        I've [checked with my bank|been through every statement], there's nothing.
        I'm a [student|pensioner|single mom], {charge} is a lot of money for me.
        This is the [third|fourth] time I'm asking.
        The account ends in {last4}, it hasn't changed.
        I was given reference {ref} last time.
    """,
    questions="""
        [Which card or account|Where] should it [go|have gone] to? => [The card ending {last4}|My card, {card}|Same account as the bill].
        1: [Do you have|Have you got] the return number [at hand|there]? => [It's {order}|Yes: {order}|{order}, I think].
        1: When [did you send it back|was the parcel sent]? => [On {date}|{date}, I have the receipt].
        Has your bank changed [since then|recently]? => [Yes, the old card expired|No, it's the same|I got a new card in {month}].
    """,
    fix="""
        02345: The refund failed because the card had expired. I've sent the {charge} to your new card just now; the bank shows it within two working days.
        1: The parcel was scanned in but never booked. I've booked it, released the {charge} myself, and you have the confirmation in your inbox.
        0245: The {charge} was stuck waiting for an approval that it didn't need. It's paid out as of this minute.
    """,
    partial="""
        I've [sent|forwarded] it to the refunds [team|department].
        It says "in process" [here|on my screen].
        Refunds can take [a while|several weeks].
    """,
    wrong="""
        Refunds take up to 90 days, so you're still in time. => The email I have says ten working days.
        1: We never received the {router}. => The carrier has your warehouse's signature from {date}.
        The {charge} was already paid on {date}. => To which account? Nothing came in. I'm looking at my statement.
    """,
    next_step="""
        If it isn't there by {date2}, answer my email with one word and I send it again the same day. Your reference is {ref}.
        I'll look at the payment on {weekday2} and call you, whatever it says.
        The bank's tracking number is {order}; with it they can find the payment at any time.
    """,
    tip="""
        If you keep a second card in the app, a refund never bounces when one expires.
        The returns page now shows each step, from the parcel to the payment.
        Refunds to the app's balance are instant, should you ever prefer that.
    """,
    jargon="""
        The ACH came back R03 so it's sitting in the suspense GL.
        The RMA wasn't reconciled against the SAP posting run.
        It's pending a level-two adjustment override in the AR queue.
    """,
    review_bad="""
        Taking money: instant. Giving it back: {days} weeks and counting.
        {charge} refund "in process" since {date}. Nobody knows anything.
        The refund failed, and the only one who noticed was me.
    """,
    review_good="""
        Refund was stuck, {agent_first} released it while I was on the line. Thank you.
        Sent the router back, money there in three days. Smooth.
    """,
    second="""
        I'm also still waiting for {charge} back from {date}
        the refund of {charge} hasn't shown up either
    """,
)
