"""A technician did not come, or another day is needed."""

from rapport.story.words.concern import concern

CONCERN = concern(
    "technician_visit",
    kinds="field",
    subjects="""
        Technician [did not show up|never came] on {date}
        Need to move my appointment of {weekday}
        Missed visit - {street}
    """,
    problem="""
        Your technician was supposed to come [today|on {weekday}] {window} and [nobody came|never showed up].
        I took a day off for the visit on {date} and [nobody turned up|got a text that I wasn't home, which I was].
        I need to [move|change] my appointment on {weekday}, I [can't get off work|have to be at the hospital].
        The technician was here on {date}, [drilled a hole|left after ten minutes] and it [still doesn't work|is worse than before].
        You've [moved|cancelled] my installation [twice|three times] now.
        I have a visit {weekday} {window}. Will they [really|actually] come this time?
    """,
    detail="""
        I live on the [second|third|fourth] floor, the buzzer says {last_name}.
        01: I waited from [eight|nine] in the morning.
        0134: I can't take [another day|any more days] off work.
        014: The text came from a number I can't reply to.
        It's about order {order}.
        My [landlord|building manager] has to open the cellar, so it has to be planned.
    """,
    questions="""
        01234: Which days [suit|work for] you best? => [{weekday2} would be best|Any day after {time2}|{weekday2} or {weekday}].
        [Is there|Do we have] a number where they can reach you [on the day|before they come]? => [{phone}|Yes, {phone}|My cell: {phone}].
        Is the address still {street}? => [Yes, {street}, {town}|That's right|Yes].
        01: Did anybody [ring|call] before? => [No|Nobody|Not that I heard].
    """,
    fix="""
        0134: I have {weekday2} {window} with a technician who has the part on the van. It's booked and confirmed.
        0: I've reached the technician, he is on {street} within the hour and he'll call {phone} before.
        24: Moved to {weekday2} {window}, same technician, no charge; the confirmation is in your inbox.
        5: [Yes|They will]: I've called dispatch, {weekday} {window} stands, the van is loaded and he has your number, {phone}.
    """,
    partial="""
        I've [asked|written to] dispatch.
        Somebody will [call|contact] you [about a new date|in the next days].
        013: The system shows the visit as [done|closed].
    """,
    wrong="""
        01: The technician was there and nobody opened. => I sat by the door. The camera shows nobody came.
        0124: A new visit costs {charge}. => I didn't miss it, you did. And your site says the second visit is free.
        01234: The next free day is in six weeks. => The app offers me {weekday2}.
        5: There's no visit booked for you. => I have the confirmation right here, {order}.
    """,
    next_step="""
        You'll get the technician's name and a live map by text on the morning of {weekday2}. Reference {ref}.
        If nobody has called by {time2}, text LATE to 4259 and I get an alarm.
        I'll check at {time2} on {weekday2} that they are on the way, and call you if not.
    """,
    tip="""
        In the app you can see where the technician is and even send a note about the buzzer.
        If you can get the main socket clear, the visit takes twenty minutes instead of an hour.
        Evening visits until 8 pm can be booked in the app, then you needn't take time off.
    """,
    jargon="""
        The WFM dropped the slot since the FSM ticket had no skill code.
        Your job went to jeopardy status and auto-closed as CNA.
        It's an ETF truck roll, so dispatch needs a new TOA.
    """,
    review_bad="""
        Took a day off, nobody came. Took another, nobody came.
        The text said I wasn't home. I was standing at the window.
    """,
    review_good="""
        Technician on time, friendly, tidy, explained everything.
        They missed one visit, but made it right the same day and credited it.
    """,
    second="""
        and the technician who was due on {weekday} never came
        I also need to move the visit on {weekday}
    """,
)
