"""A round of mystery shops of the demo: planned, one visit reported and scored, the others to come."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from rapport.criteria import Decision
from rapport.program.audits.plain import Submission
from rapport.program.shops.plain import PersonaFacts, PlanFacts, Report
from rapport.work.demonstration.cast import Cast
from rapport.work.judging.facts import facts_of
from rapport.work.shops.draw import draw_visits
from rapport.work.shops.report import send_report

VISITS = 6
MOVER = PersonaFacts(
    "Ruth, who moves house",
    customer_type="Family",
    emotional_state="rushed",
    story="Moves in three weeks with two children; the last provider was two months late.",
    knows="Has read that a move is free within the city.",
    wants="To know on which day the internet works in the new flat.",
)
SENIOR = PersonaFacts(
    "Walter, first router",
    customer_type="Senior",
    emotional_state="worried",
    story="His daughter ordered broadband for him. He is afraid to break something.",
    knows="Nothing of routers; owns a tablet.",
    wants="Somebody who stays with him until it works.",
)
TALK = """\
Agent: Halyard, good day. What is it about?
Me: We move on the first, and I need to know when the internet works there.
Agent: Three weeks and two children, then one thing less to worry about. Where do you move to?
Me: Elm Street 4, second floor.
Agent: The line is there. I book the change for the first, between eight and ten, and you keep your router.
Me: And if it does not work that morning?
Agent: Then you call this number, and I send you a card for the phone until it does. I put that in a mail now.
Me: Good. That is all, thank you.
Agent: Have a good move, and greet the children."""


def shop(cast: Cast) -> None:
    """Two personas, a plan with a scenario for each, visits drawn for two people, the first one reported."""
    from rapport.program.shops.selectors import own_visits
    from rapport.program.shops.services import persona_save, plan_create, task_add

    lead = cast.actors["lead"]
    mover, senior = (persona_save(lead, one) for one in (MOVER, SENIOR))
    plan = plan_create(
        lead,
        PlanFacts(
            "Moving and setting up",
            cast.in_days(1),
            cast.in_days(21),
            brief="Call as the persona, and never say that it is a test. Write it down at once.",
            channels=("call", "chat"),
            fee=Decimal(12),
            criteria=cast.criteria.definition,
            scorers=(cast.id("ines"), cast.id("tomasz")),
        ),
    )
    task_add(lead, plan, mover, "A move with a date", "When will it work there?", {}, {"concern": "move"})
    task_add(lead, plan, senior, "The first router", "Stay with me.", {}, {"concern": "setup"})
    shoppers = (cast.id("shopper"), cast.id("lead"))
    draw_visits(cast.home, lead, plan, visits=VISITS, shoppers=shoppers, seed=cast.company.seed)
    shopper = cast.actors["shopper"]
    first = min(own_visits(shopper), key=lambda one: one.position)
    happened = datetime.now(UTC) - timedelta(hours=3)
    send_report(cast.home, shopper, first.id, Report(happened, TALK, minutes=6, team="Orders and Delivery"))
    _scored(cast)


def _scored(cast: Cast) -> None:
    """Whoever is asked scores the visit: a good call, in which nobody explained what the change costs."""
    from rapport.program.judging.selectors import tasks_open
    from rapport.program.judging.services import task_submit

    good = {
        "first_contact_resolution": {"settled_now": 1},
        "acknowledgement": {"named_the_trouble": 1, "took_it_on": 1},
        "human_connection": {"own_words": 1, "to_this_person": 1},
        "empowerment": {"decided": 1},
        "completeness": {"every_question": 1},
        "brand_voice": {"sounds_like_us": 1},
    }
    decisions = {one.name: Decision(good.get(one.name, {})) for one in cast.criteria.elements}
    for who in ("ines", "tomasz"):
        actor = cast.actors[who]
        for task in tasks_open(actor):
            if task.source_kind != "shop":
                continue
            facts = facts_of(cast.home, cast.criteria, task.interaction_id)
            said = Submission(task.interaction_id, actor.name, decisions, facts.attributes)
            task_submit(actor, task.id, cast.criteria, replace(said, comment="Warm and sure of what to do."))
