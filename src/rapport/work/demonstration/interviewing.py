"""A study of customers who never answer surveys: drawn, some asked, one talked to."""

from __future__ import annotations

from rapport.program.interviews.plain import Guide, Question
from rapport.work.demonstration.cast import Cast
from rapport.work.interviews.recruit import draw_study

WANTED = 8
GUIDE = Guide(
    "Those we never hear from",
    (
        Question("silence", "We ask after every contact and you never answered. Why?", ("Time?", "Trust?")),
        Question("last", "Tell me about the last time you needed us.", ("What happened then?",)),
        Question("wish", "What would you change if you worked for us for a day?"),
    ),
    opening="Good day, I am calling from Halyard, and I want to sell you nothing.",
    consent="May I take notes? Nobody sees them with your name, and you can take it back at any time.",
)
SAID = {
    "silence": "The questions come before anything is solved. When it works again I have forgotten the mail.",
    "last": "The technician came a day late. Nobody called; I waited at home.",
    "wish": "One person who stays with my case, and a message when something slips.",
}
PASSAGES = (
    ("silence", "The questions come before anything is solved", "asked too early"),
    ("last", "Nobody called; I waited at home", "left waiting"),
    ("wish", "One person who stays with my case", "one person for it"),
)


def interview(cast: Cast, schema: int) -> None:
    """A guide, a study with customers drawn at random, and what came of the first three."""
    from rapport.program.interviews.selectors import recruits
    from rapport.program.interviews.services import attempt_add, guide_save, recruit_assign, recruit_close

    lead = cast.actors["lead"]
    guide = guide_save(lead, GUIDE)
    study = draw_study(
        cast.home,
        lead,
        title="Customers who never answer",
        guide=guide,
        wanted=WANTED,
        reserves=1.0,
        by=("channel",),
        schema=schema,
        seed=cast.company.seed,
    )
    listed = recruits(lead, study)
    for place, one in enumerate(listed):
        recruit_assign(lead, one.id, cast.id("ines" if place % 2 == 0 else "tomasz"))
    talked, refused, called = (one.id for one in listed[:3])
    _talk(cast, talked)
    attempt_add(cast.actors["tomasz"], refused, "call", "refused", "No time, no interest; friendly.")
    attempt_add(cast.actors["ines"], called, "call", "no answer")
    attempt_add(cast.actors["ines"], called, "message", "call back", "After six in the evening.")
    nobody = listed[3].id
    recruit_close(cast.actors["tomasz"], nobody, "non_contact")


def _talk(cast: Cast, recruit: str) -> None:
    from rapport.program.interviews.services import (
        attempt_add,
        consent_note,
        excerpt_add,
        notes_save,
        recruit_close,
    )

    ines = cast.actors["ines"]
    attempt_add(ines, recruit, "call", "agreed")
    consent_note(ines, recruit, True)
    notes_save(ines, recruit, SAID, 0)
    for question, text, code in PASSAGES:
        excerpt_add(ines, recruit, question, text, code)
    recruit_close(ines, recruit, "complete")
