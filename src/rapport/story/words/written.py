"""How mails, tickets and reviews are framed."""

from rapport.story.words.phrases import bank, banks

DEAR = bank("""
    [Hello|Hi|Dear Halyard|Dear Sir or Madam|Good morning|To whom it may concern|Dear team],
""")

ENDS = bank("""
    [Regards|Kind regards|Best|Best regards|Thanks|Thank you|Yours sincerely],
""")

ASKS = bank("""
    [Please let me know|Tell me] [what happens next|how we solve this|when this will be fixed].
    [I expect|I'd appreciate|I look forward to] [an answer|a reply|hearing from you] [soon|this week|by {weekday2}].
    [Can you|Could you] [look into it|check this|sort this out], please?
""")

REACH = bank("""
    [You can reach me|I can be reached|Call me] [at|on] {phone}.
    [My account number is|Account:] {account}.
    [For reference|For your records]: account {account}, {street}, {town} {zip}.
    I pay with {card}, in case you need it.
    My [address|email] is {email}.
""")

DEAR_CUSTOMER = banks({
    "warm": """
        [Hello|Hi|Good morning|Dear] {first},
    """,
    "cold": """
        Dear customer,
        Dear Mr/Ms {last_name},
        Hello,
    """,
})  # fmt: skip

THANKS = bank("""
    [Thank you for|Thanks for] [writing|your message|getting in touch].
    [We have|I have] received your [message|email] [about this|of {weekday}].
    [I've read|I read] your [mail|message].
""")

ONE_QUESTION = bank("""
    [Before I go on|To get it right], [one question|a short question] [first|back].
    [So that I look in the right place|To be sure], [may I ask|tell me please].
    [I'm on it|I've opened your account]. [One thing I need to know|Just one thing]:
""")

CUSTOMER_BACK = banks({
    "good": """
        [Thank you|Thanks], [that was quick|that settles it|that's exactly what I needed].
        [Perfect|Great], [it works now|I see it on my account]. [Thanks|Thank you] {agent_first}.
        [Just confirming|Confirmed]: [all is well|it's solved]. [Appreciated|Many thanks].
    """,
    "bad": """
        [That doesn't answer my question|This doesn't help me]. [What now|And now]?
        [With respect|Sorry], [that's not a solution|nothing has changed]. [Please escalate this|I want to make a complaint].
        [Did you read my mail|Have you read what I wrote]? It's [still not solved|exactly as before].
    """,
})  # fmt: skip

TICKET_STATUS = bank("""
    Status changed [from New to Open|from Open to Pending|to In progress]
    Priority set to [Normal|High]
    Assigned to {agent}
""")

TICKET_CLOSED = bank("""
    Status changed to [Solved|Closed]
    Ticket [solved|closed] by {agent}
""")

REVIEW_REPLY = banks({
    "warm": """
        [Hello|Hi] {first}, [thank you for taking the time|thanks for telling us].
        {first}, thank you for [this|your review].
    """,
    "cold": """
        Dear reviewer, [we've received your feedback|thank you for your feedback].
        Thank you for your [comment|review].
    """,
})  # fmt: skip

REVIEW_ABOUT = bank("""
    [Customer for {years} years|With them for {years} years], {town}.
    [On|We have] {plan} [in|here in] {town}.
    [{plan}, {price} a month|{price} a month for {plan}], [for what it's worth|just so you know].
    This was [on|around] {date}, [{town} area|in {town}].
""")

STARS = bank("""
    [One star|1/5|One star is too many|0 stars if I could].
    [Disappointed|Let down|Never again|Avoid].
    [Careful|Beware].
""")

STARS_GOOD = bank("""
    [Five stars|5/5|Would recommend|Top].
    [Happy customer|Very happy|Pleasantly surprised].
    [Good service|Recommended].
""")
