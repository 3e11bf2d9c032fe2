"""Leaving."""

from rapport.story.words.concern import concern

CONCERN = concern(
    "cancellation",
    kinds="contract",
    subjects="""
        Cancel my contract - account {account}
        [Cancellation|Notice] as of {date2}
        I want to leave Halyard
    """,
    problem="""
        I want to cancel my {plan}.
        Please cancel [everything|my contract] as of {date2}. {carrier} is [cheaper|faster|better].
        I sent my notice on {date} and [never got a confirmation|you still bill me].
        I've had enough. [After {days} calls about the same thing|After the last months] I want [out|to leave].
        My father [passed away|died] on {date} and I have to close his account, {account}.
        I'm moving abroad on {date2} and need to end the contract.
    """,
    detail="""
        0135: I don't want [an offer|to be talked round], just the confirmation.
        The contract has been running for {years} years.
        01: {carrier} takes me for {new_price} a month.
        012: I was never told about a notice period.
        Please send it in writing to {email}.
        03: If things worked I'd stay, but they don't.
    """,
    questions="""
        013: May I ask what [made you decide|the reason is]? => [The price|Too many faults|I'm moving abroad|Nobody ever solves anything].
        From which day [should it end|do you want to stop]? => [{date2}|As soon as possible|End of the month].
        013: Do you want to take your number [with you|along]? => [Yes, to {carrier}|No|Yes please].
        013: Is there anything that would [change your mind|keep you]? => [No|Not any more|If the price were {new_price}, maybe].
        4: [Do you have|Is there] a copy of the certificate [at hand|already]? => [Yes, I can mail it|I sent it on {date}|Yes, right here].
    """,
    fix="""
        013: Your contract ends on {date2}, there's no fee, the number is free to go to {carrier}, and the confirmation has just gone to {email}.
        01235: I've ended it as of {date2}, and the last bill will be {charge}. A label for the {router} is in the mail; it's free.
        4: I'm closing the account today without notice period or fee. The {charge} paid ahead goes back to the estate; you needn't send any more papers.
    """,
    partial="""
        I've [noted|passed on] your wish.
        You [have to|need to] [write a letter|send it in writing].
        013: Retention will [call you|get in touch] about it.
    """,
    wrong="""
        01235: You're bound until next year, leaving costs {charge}. => My term ended in {month}. It's on your own bill.
        Cancelling is only possible by registered mail. => There's a cancel button by law. It just doesn't work.
        013: You'd lose your number. => {carrier} says porting it is my right.
    """,
    next_step="""
        The last bill comes on {date2}; after that nothing more is taken. Your reference is {ref}.
        If a bill comes after {date2}, answer this mail and I cancel it the same day.
        013: You have until {date2} to change your mind, no questions.
    """,
    tip="""
        Save your bills before {date2}, the app closes thirty days later.
        05: If you pause instead of ending, your number and the price stay for six months; only if that helps you.
        013: {carrier} needs the code {last4}; with it the number moves within a day.
    """,
    jargon="""
        You're in-contract per the MSA so the ETC applies pro rata.
        It goes to save desk first, disposition churn-vol.
        The MNP needs a PAC before the CRM lets me cease.
    """,
    review_bad="""
        Leaving Halyard takes longer than joining. {days} calls and a letter.
        Cancelled in {month}, still billed in the next. Do I have to move to the moon?
    """,
    review_good="""
        Even leaving was pleasant. No arguing, confirmation in minutes. I may come back.
        Had to close my father's account. {agent_first} was kind and did everything.
    """,
    second="""
        and if this goes on I want to cancel, what's my notice period?
        honestly I'm thinking of moving to {carrier}
    """,
)
