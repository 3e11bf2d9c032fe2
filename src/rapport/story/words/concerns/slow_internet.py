"""The internet is slow or drops out."""

from rapport.story.words.concern import concern

CONCERN = concern(
    "slow_internet",
    kinds="line",
    subjects="""
        [Internet|Broadband|Wi-Fi] [keeps dropping|very slow] since {weekday}
        Paying for {speed} Mbps and getting {got}
        [Slow speeds|Terrible speeds|Dropouts] at {street}
        Connection problems again - account {account}
    """,
    problem="""
        My [internet|broadband|connection] has been [really slow|crawling|painfully slow] since {weekday}.
        The [wifi|Wi-Fi|internet] [keeps dropping|cuts out|drops] every [twenty minutes|half hour|ten minutes or so] and I [work from home|have two kids doing homework|run my business from here].
        I pay for {speed} Mbps on {plan} and [the speed test shows|I just measured|I'm getting] {got}.
        Every [evening|night] around {time} the [connection|broadband] [dies|goes to nothing|slows to a crawl].
        Video calls [freeze|break up|cut out] all the time, and it has been [like this|going on] for {days} days now.
        We've had [nothing but dropouts|no decent signal|terrible internet] in the {room} since the {router} was [installed|swapped|delivered].
        The light on my {router} goes [orange|amber|red] and then everything [drops|stops|disconnects].
        I can't [stream anything|load a page|join a meeting] without it [buffering|stalling|dropping], and the bill is {price} a month.
    """,
    detail="""
        I've already [restarted|rebooted|unplugged] the {router} [three times|twice|more times than I can count].
        It's the same on my {device} and on [my phone|the TV|my partner's tablet].
        Wired it's [a bit better|no better|the same], so I don't think it's just the wifi.
        134567: It started on {date}, right after the [storm|work you did on our street|update].
        My neighbor on {street} has [the same thing|no problem at all], for what it's worth.
        I've got screenshots of the speed tests if you [want|need] them.
        I missed [an interview|a client call|a deadline|a doctor's video appointment] because of it [yesterday|on {weekday}].
    """,
    questions="""
        [What color is|Can you tell me] the light on the front of the {router} [right now|at the moment]? => It's [orange|solid orange|blinking white|amber].
        Is that over [Wi-Fi|wireless] or [with a cable|wired]? => [Wifi mostly|Wireless|Both, I tried a cable too].
        [Which devices are affected|Does it happen on every device]? => [All of them|My {device} and both phones|Pretty much everything in the house].
        [When did it start|How long has this been happening]? => [Since {date}|About {days} days|It started on {weekday}].
        Where in the [house|home] is the {router}? => [In the {room}, behind the TV|In the {room}|Downstairs in the {room}].
    """,
    fix="""
        I [found|can see] noise on the line from {date}; I've moved you to a clean port and your speed now reads {speed} Mbps at the socket.
        13457: Your {router} was stuck on a crowded channel. I've moved it to a free one and pushed the update, and the test I just ran shows {speed} Mbps.
        0237: There was a wrong speed profile on your line after the {date} work. I've corrected it, and I'm reading {speed} Mbps from here.
        1456: The log shows the {router} [overheating|restarting itself] since {date}. A replacement goes out today, order {order}, and arrives {weekday2}.
    """,
    partial="""
        I've [reset|refreshed] the line from here.
        [Try restarting|Please restart] the {router} and see [how it goes|if it gets better].
        It [looks fine|tests okay] from our side [at the moment|right now].
    """,
    wrong="""
        01247: The {plan} plan only promises {got} Mbps, so that speed is normal. => My contract says {speed} Mbps. I have it in front of me.
        3467: Speeds are not guaranteed in the evening, so there's nothing to repair. => Your own website says the minimum applies around the clock.
        0256: The {router} doesn't support {speed} Mbps, you'd have to buy a new one. => You sent me this router for exactly this plan.
    """,
    next_step="""
        If it drops again before {weekday2}, text FAULT to 4259 with your reference {ref} and a technician is booked without you having to explain again.
        I'll check your line myself on {weekday2} [at|around] {time} and text you the result.
        The line is watched for the next 48 hours; you'll get a text on {weekday2} either way.
    """,
    tip="""
        [A small thing that helps|One tip]: keep the {router} [off the floor|away from the TV], a shelf can add a third to the range.
        You can see the crowded channels yourself in the My Halyard app under Home, so you can switch before an important call.
        A cable to the desk you work at keeps meetings steady even when everybody streams.
    """,
    jargon="""
        Your SNR margin is below the DLM threshold, so the DSLAM has re-banded your profile.
        It's likely a DFS event on the 5 gig radio or your CPE failing over to PPPoE keepalive.
        I'm seeing uncorrectables on the upstream, T3 timeouts, that sort of thing.
    """,
    review_bad="""
        {speed} Mbps on paper, {got} in real life. [{days} days of dropouts|A week of dropouts] and nobody [owns|fixes] it.
        [Internet drops every evening|Unusable after {time}]. I've rebooted the {router} more often than I've slept.
        Can't work from home on this connection. [Avoid|Think twice].
    """,
    review_good="""
        Had a speed problem, [one call|one chat] and it was [gone|sorted]. {speed} Mbps ever since.
        Fast, steady, and when it did drop {agent_first} found the fault in minutes.
    """,
    second="""
        my wifi [also drops|has also been slow] in the {room} most evenings
        the internet is [slower than it should be|crawling at night] too
    """,
)
