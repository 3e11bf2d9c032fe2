"""Bringing a number along, or a new SIM."""

from rapport.story.words.concern import concern

CONCERN = concern(
    "number_transfer",
    kinds="contract line contract line line contract",
    subjects="""
        Number {phone} not transferred
        SIM [not working|no service] since {date}
        Porting from {carrier}
    """,
    problem="""
        My number {phone} was supposed to [move|come over] from {carrier} on {date} and [hasn't|it didn't].
        I put the new SIM in my {phone_model} and have [no service|only emergency calls].
        I [lost|had stolen] my phone on {weekday} and need [the SIM blocked|a new SIM].
        Since the number moved, I can call out but [nobody can reach me|get no texts], not even from the bank.
        My {phone_model} only takes an eSIM, and the code you sent is ["already used"|expired].
        {carrier} says my number is released, you say it isn't. Who is right?
    """,
    detail="""
        All my bank codes come by text to that number.
        134: I've [restarted|switched off] the phone [twice|a dozen times].
        I run my [business|practice] on that number.
        14: The SIM card's number ends in {last4}.
        05: The transfer code was given on {date}.
        You can reach me on my [wife's|husband's|neighbor's] phone until it works.
    """,
    questions="""
        12: [Can you read me|What are] the last four digits on the SIM? => [{last4}|It says {last4}].
        134: Does the phone show [a signal|any bars]? => [No, it says no service|One bar, then none|SOS only].
        05: Do you have the transfer code [from {carrier}|there]? => [Yes, {order}|I gave it to you on {date}|It's {order}].
        05: [Whose name|What name] is the old contract in? => [Mine, {name}|{name}|My wife's, actually].
        2: When did you [last have|lose] it? => [On {weekday}|Around {time}|This morning, on the train].
    """,
    fix="""
        05: The names on the two contracts differed by a letter. I've corrected it, {carrier} has confirmed, and {phone} moves tonight between 2 and 4.
        13: Your SIM was never switched on after the transfer. It's on now; restart the phone once... and I see you on the network.
        2: I've blocked the lost SIM and put a new eSIM in the app; scan it and {phone} works in a minute. No charge.
        4: The code was used up by a first try that broke off. I've made a new one, it's in the app now; scan it and you're online in a minute.
    """,
    partial="""
        035: The transfer is [in progress|pending].
        035: It depends on {carrier} [now|at this point].
        13: Try the SIM in another phone.
        24: [You'd have to|Please] [order|get] a new one [in the app|in a shop].
    """,
    wrong="""
        035: Transfers take up to 30 days. => By law it's one working day. {carrier} told me so.
        124: You have to go to a shop for a new SIM. => The app just let my son do it at home.
        05: Your old number is lost once it's released. => It's ringing. I just called it.
    """,
    next_step="""
        05: You'll get a text when it's through, at the latest {weekday2} {time}; if it doesn't come I call you on the other number. Reference {ref}.
        05: Keep the old SIM in until the text comes, then swap.
        035: I've set a check for {time2}; if the number isn't reachable I open it with {carrier} myself.
        124: It's live within the hour; if it isn't by {time2}, call 4259 from any phone with {ref} and it's put right at once.
    """,
    tip="""
        035: Before the transfer, put the bank's codes on their app; then you're never locked out.
        124: With the eSIM stored in the app, a lost phone costs you five minutes.
        A SIM lock code stops anybody else from moving your number; I can set it now.
    """,
    jargon="""
        The NPAC shows conflict status on the LRN, so the SV won't activate.
        HSS has no IMSI binding for the ICCID.
        The port got a 6L reject, donor mismatch on the FOC.
    """,
    review_bad="""
        {days} days without my number. My clients think I'm out of business.
        The new SIM doesn't work, the old one is off. Thanks for nothing.
    """,
    review_good="""
        Switched from {carrier}, number moved overnight, zero hassle.
        Lost my phone abroad, had an eSIM in ten minutes. Lifesavers.
    """,
    second="""
        and my wife's number hasn't moved from {carrier} yet
        I also need a new SIM, the old one is cracked
    """,
)
