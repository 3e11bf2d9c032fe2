"""Getting new equipment to work."""

from rapport.story.words.concern import concern

CONCERN = concern(
    "setup",
    kinds="line",
    subjects="""
        Can't get the new {router} [to work|online]
        Help with [setup|installing my router]
        {router} [won't connect|blinking] after setup
    """,
    problem="""
        I got my new {router} [today|yesterday] and can't get it [to work|online|connected].
        The app says "[activation failed|device not found]" when I scan the code on the {router}.
        I've followed the [booklet|leaflet|instructions] and the light [keeps blinking|stays orange] on the {router}.
        The password printed on the {router} [doesn't work|is not accepted].
        [My {device} won't|None of my things will] connect to the new {router}, the old one was fine.
        I moved the {router} to the {room} and now it [won't come up|finds no line].
    """,
    detail="""
        I'm not [very technical|good with these things], so please be patient.
        I have about [an hour|twenty minutes] before I need it for work.
        The old one was a different [brand|model] and much simpler.
        025: I've tried [both sockets|the socket in the {room} as well].
        The serial number on the bottom is {order}.
        My [son|daughter|neighbor] tried as well and gave up.
    """,
    questions="""
        0125: [Which socket|Where] is the gray cable plugged in? => [The one marked WAN|The yellow one|Port one, I think|The blue one].
        [What does the light do|Which color does the light have]? => [Blinks white|It's orange|Blinks orange every second or so].
        [Can you see|Do you see] a network called Halyard on your {device}? => [Yes, Halyard-{last4}|Yes|No, just the neighbors'].
        [Is it|Was there] an old router still plugged in somewhere? => [Oh... yes, the old one|No, I packed it up].
    """,
    fix="""
        025: The cable needs the yellow port, not the blue one. [Perfect|There it is], I can see your {router} come up, and {speed} Mbps on the first test.
        012: The {router} had not been tied to your account. I've done that, please hold the button for five seconds... and I see you online.
        34: The label had the old password. I've set a new one, sent it to {email}, and your {device} just joined.
    """,
    partial="""
        Please [follow|go through] the booklet once more.
        It can take [up to a day|24 hours] to come up.
        I've [sent|pushed] a signal to the {router}.
    """,
    wrong="""
        025: The {router} only works in the main socket, so you'll need an electrician. => The box says any socket, and the old one ran in the {room}.
        0124: You have to keep both routers plugged in. => With both in, nothing works at all. That's why I'm asking.
        01: {plan} customers need to buy the {router} separately. => It's in my order confirmation, included.
        34: The password can't be changed, it's the one on the label. => The booklet says on page four how to change it.
    """,
    next_step="""
        Once the light is white you're done. If it blinks after {time2}, reply here and I pick it up with everything we tried, reference {ref}.
        I've booked a free visit for {weekday2} {window} in case it drops; cancel it with one tap if you don't need it.
        You'll get a text tomorrow asking if all is well; answer NO and a person calls.
    """,
    tip="""
        Take a photo of the label now, then you'll never have to crawl behind the TV for the password.
        With the guest network your visitors get online without your password, it's under Home in the app.
        If your {device} is far away, a second box can be paired with the button in ten seconds.
    """,
    jargon="""
        You need to spoof the MAC on the WAN side or set VLAN 7 tagged.
        It's in bridge mode so there's no DHCP lease, check your gateway.
        The CWMP session isn't provisioning the ACS template.
    """,
    review_bad="""
        Spent a whole evening on the {router}. The booklet is useless and the help line no better.
        Setup "in five minutes". Try five hours.
    """,
    review_good="""
        Was afraid of the setup, {agent_first} walked me through every cable. Patient and kind.
        New {router} running in ten minutes with help by chat.
    """,
    second="""
        I [also can't|never managed to] get the second box paired with the {router}
        the password on the {router} doesn't work for my {device} either
    """,
)
