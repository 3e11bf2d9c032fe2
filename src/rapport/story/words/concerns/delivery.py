"""Something ordered has not arrived."""

from rapport.story.words.concern import concern

CONCERN = concern(
    "delivery",
    kinds="field",
    subjects="""
        Where is my order {order}?
        [Phone|Router] [not delivered|never arrived]
        Order {order} stuck since {date}
    """,
    problem="""
        I ordered a {phone_model} on {date} and it [still hasn't arrived|is nowhere to be seen].
        The tracking for order {order} hasn't moved since {date}.
        My new {router} was due on {weekday}, and I can't [work|get online] without it.
        The courier says [delivered|handed over], but I [have nothing|didn't get anything].
        You sent me the wrong [thing|item]: I ordered a {phone_model} and got a [case|charger|different one].
        The parcel with the {phone_model} came [open|crushed|with the screen cracked].
    """,
    detail="""
        023: I was home all day.
        It's a [birthday present|gift] for {weekday2}.
        045: My old phone is [broken|in pieces], so I'm without one.
        012: I paid extra for next-day.
        0123: The courier's hotline just [hangs up|plays music].
        The order confirmation went to {email}.
        3: I've asked [all my neighbors|at the corner shop], nobody took it in.
    """,
    questions="""
        [Can I have|What is] the order number? => [{order}|It's {order}|Order {order}].
        0123: Is {street} in {town} [still the right address|where it should go]? => [Yes|Yes, {street}|That's right].
        0123: Did you get a [text|card] from the courier? => [No|Nothing|A text that said "today", {days} days ago].
        01234: Would a [pick-up in the {town} shop|delivery to your work] [help|be easier]? => [If it's faster, yes|I'd rather have it here|Yes, anything].
    """,
    fix="""
        0: The parcel is stuck in the depot. I've sent a second {phone_model} by express today, order {order}, with you on {weekday2}; send the first one back free if it turns up.
        012: I've had it released: it's on the van for {weekday2} {window}, and the {charge} for express is back on your card.
        13: It was scanned to the wrong street. The {town} shop has one in stock, put aside under {last_name}, you can have it today and I cancelled the parcel.
        45: A new {phone_model} leaves today by express, order {order}, with you on {weekday2}; the courier takes the other one along, nothing to pay.
    """,
    partial="""
        0123: It's with the courier, [we can't see more than you|so you'd have to ask them].
        0123: [Please wait|Give it] [a few more days|two more days].
        0123: I've [opened|started] a trace with the courier.
        45: [You'd have to|Please] send it back first.
        45: I've [noted|reported] that it [arrived like this|isn't right].
    """,
    wrong="""
        013: It was delivered on {date}, so we have to close this. => It was signed by somebody called "M". I'm not M and nobody here is.
        012: Your order was never paid. => {price} left my account on {date}. I can see it.
        012: Express orders can't be refunded. => The page says money back when it's late. I've a picture of it.
        45: You have to claim that from the courier. => I bought it from you, not from the courier.
    """,
    next_step="""
        You get a text with the van's number on {weekday2} morning; if it hasn't come by {time2}, answer it and I refund the order at once. Reference {ref}.
        I watch the parcel myself and call {phone} on {weekday2}.
        The new tracking is in the mail to {email} within ten minutes.
    """,
    tip="""
        With a pick-up point you needn't wait in; you can set one for all parcels in the app.
        You can move your SIM to the old phone in the app meanwhile, so your number works today.
        Orders before 3 pm leave the same day, should you need another one.
    """,
    jargon="""
        The ASN never hit the 3PL's WMS so the SKU is in limbo.
        It's an exception code 41 at the hub, needs a POD trace.
        The OMS split the shipment and the backorder line is unallocated.
    """,
    review_bad="""
        {days} days late, no word from anybody. Order {order} might as well be on the moon.
        Ordered a {phone_model}, got an empty promise.
        Courier lost it, Halyard shrugged.
    """,
    review_good="""
        Parcel was lost, they sent a new one by express the same day. Impressed.
        Ordered on {weekday}, here on {weekday2}, everything in the box.
    """,
    second="""
        my order {order} hasn't arrived either
        and the {phone_model} I ordered on {date} is [still missing|late]
    """,
)
