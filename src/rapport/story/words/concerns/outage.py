"""No service at all."""

from rapport.story.words.concern import concern

CONCERN = concern(
    "outage",
    kinds="line",
    subjects="""
        No [internet|service|phone line] at {street} since {time}
        [Outage|Everything is down] in {town}?
        Line dead since {weekday}
    """,
    problem="""
        We have [no internet at all|no service whatsoever|nothing, everything is dead] since {time}.
        Is there an outage in {town}? [Nothing works here|Everything went down] around {time}.
        My [line|broadband] has been [dead|down] since {weekday} and [nobody tells us anything|the app says all is well].
        Both the [internet and the landline|TV and the internet] [went off|stopped] at {time} and have not come back.
        [All lights on|The] {router} [are off except power|shows a red light] and I have [no connection|no internet] since this morning.
        My whole [street|building] on {street} is [offline|without internet], that's {hours} hours now.
    """,
    detail="""
        I [take card payments|have an exam online|am on call for the hospital], I can't be without it.
        Mobile signal is [poor|weak] here, so I can't even [use my phone instead|tether].
        It [came back for five minutes|flickered on] at {time} and went again.
        The status page [says no known problems|has not been updated since yesterday].
        My mother's alarm [button|pendant] runs over that line.
        This is the [second|third] time since {date}.
    """,
    questions="""
        Are any of the lights on the {router} [lit|on]? => [Just the power light|Power is green and the rest is off|Only a red one].
        Is the power [okay|on] [in the rest of the house|everywhere else]? => [Yes, everything else works|Yes, it's only the internet].
        [Could you check|Have you checked] that the cable to the wall is [in firmly|plugged in]? => [I've checked, it's in|Yes, twice|Just pushed it in again, nothing].
        [Do your neighbors have|Does anybody next door have] the same problem? => [Yes, next door too|The whole building|I haven't asked].
    """,
    fix="""
        A cable was cut on {street} at {time}. The crew is there now, service returns by {time2} today.
        It's a failed card in the {town} cabinet. It has been swapped, your line came up while we were talking.
        024: Your line was switched off by mistake during the work on {date}. I've switched it back on, you should see a white light within two minutes.
    """,
    partial="""
        There is [an outage|a known issue] in your area.
        Our [engineers|technicians] are [aware|looking into it].
        It should be back [soon|at some point today].
    """,
    wrong="""
        There's no outage in {town}, so it must be your own equipment. => Your crew is literally standing on {street} with the cabinet open.
        Outages under 72 hours aren't compensated. => Your terms say a credit after {hours} hours. Section 9.
        Service was restored at {time}. => It's still dead. I'm looking at it.
    """,
    next_step="""
        You'll get a text at {time2} with where the repair stands, even if there is no news; your reference is {ref}.
        I've put your number on the list for repair updates, and if it isn't back by {time2} I call you myself.
        If the light isn't white by {time2}, reply to the text with NO and a technician comes {weekday2} {window}.
    """,
    tip="""
        Until then your mobile has 20 GB extra for tethering, I've just switched that on at no charge.
        In the My Halyard app you can set an alert for {town}, so you hear about a fault before you notice it.
        A backup SIM for the {router} keeps you online when a cable is cut; business customers get it free.
    """,
    jargon="""
        It's an LOS on the PON, the OLT shows the ONT as dying gasp.
        The BNG dropped the session and RADIUS isn't reauthenticating.
        We've a P1 open against the agg node, NOC has it with the tier-two field force.
    """,
    review_bad="""
        {hours} hours without service and the status page said everything was fine.
        Outage number three since {date}. [No information, no credit|Nobody picks up].
        Down again. My shop can't take cards when Halyard has a bad day.
    """,
    review_good="""
        Cable cut on our street, and they texted me every hour until it was back. That's how it's done.
        Outage handled well: told when it would be back, and it was. Credit without asking.
    """,
    second="""
        we also had [no service|an outage] on {date} and never heard why
        the line also went dead for {hours} hours on {weekday}
    """,
)
