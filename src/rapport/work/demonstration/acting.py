"""What the demo's people do about it: rules that watch, cases, a plan, a lesson, a round table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from rapport.program.alerts.definition.model import Definition
from rapport.program.cases.plain import Closing
from rapport.program.front.plain import ModuleContent
from rapport.program.plans.plain import Aim, Member, PlanContent
from rapport.story.staff import TRAINED_TEAM
from rapport.warehouse import Warehouse
from rapport.warehouse.served import SERVED
from rapport.work.alerts.preview import preview_of
from rapport.work.alerts.run import run_alerts
from rapport.work.demonstration.asking import SURVEY
from rapport.work.demonstration.cast import Cast

UNHAPPY = f"""
SELECT a.customer_id, a.interaction_id, a.number FROM answers a
JOIN (SELECT interaction_id, team FROM interactions WHERE {SERVED}) i USING (interaction_id)
WHERE a.item_type = 'nps' AND a.number <= 4 AND a.customer_id IS NOT NULL
ORDER BY i.team = $team DESC, a.answered_at DESC, a.answer_id LIMIT 8
"""
REASONS = ("Wrong bill", "Promise not kept", "Wrong bill")
"""Why it went badly, of the cases that are closed."""
SOLVED = len(REASONS)


def act(cast: Cast) -> None:
    """Rules first, then what came of the newest unhappy answers, and what is done so that fewer come."""
    _watch(cast)
    _make_right(cast)
    _plan(cast)
    _teach(cast)


def _watch(cast: Cast) -> None:
    from rapport.program.alerts.definition.starters import STARTERS
    from rapport.program.alerts.definition.written import rule_text
    from rapport.program.alerts.services import rule_create, rule_previewed, rule_switch

    manager = cast.actors["manager"]
    with Warehouse(cast.home.warehouse_path).snapshot() as snapshot:
        last = snapshot.sql(f"SELECT max(started_at) AS last FROM interactions WHERE {SERVED}")["last"][
            0
        ].as_py()
    for name, rule in (("low-nps", STARTERS["low-nps"]), ("wow", _delighted(STARTERS["wow"]))):
        made = rule_create(manager, rule_text(rule), name)
        found = preview_of(cast.home, manager, rule)
        rule_previewed(manager, made, 1, found.fires if found else 0)
        rule_switch(manager, made, True)
        if rule.kind == "praise":  # of the demo's last days, whenever it is made
            run_alerts(cast.home, manager, made, now=last)


def _delighted(wow: Definition) -> Definition:
    """Praise where customers said so themselves: when this is done nothing has been read yet."""
    said = tuple(one for one in wow.conditions if one.what == "answer")
    return replace(wow, conditions=said, days_back=60)


def _make_right(cast: Cast) -> None:
    from rapport.program.cases.selectors import causes
    from rapport.program.cases.services import (
        case_call,
        case_close,
        case_open,
        causes_start,
        recovery_answered,
    )

    manager = cast.actors["manager"]
    causes_start(manager)
    reasons = {one.name: one.id for one in causes(manager)}
    for place, row in enumerate(_unhappy(cast)):
        opened = case_open(
            key=f"demo:{row['interaction_id']}",
            customer_id=row["customer_id"],
            interaction_id=row["interaction_id"],
            kind="problem",
            title="Would not recommend us",
            reason=f"Answered {row['number']:g} of 10.",
            source="rule:low-nps@1",
            urgency="high" if row["number"] <= 1 else "normal",
            facts={"team": TRAINED_TEAM} if place < SOLVED else {},
            actor=manager,
            now=cast.at(-9 + place, 10),
        )
        if opened is None or place >= SOLVED:
            continue
        case_call(manager, opened, "reached", "Apologised, and put the bill right.")
        closing = Closing(
            "solved",
            "The bill was put right and a credit was given.",
            reasons[REASONS[place]],
            True,
            "Show the next bill's sum in the chat before it ends." if place == 0 else "",
        )
        case_close(manager, opened, closing, _version(manager, opened), cast.at(-6 + place, 15))
        recovery_answered(opened, 9.0 if place else 3.0, cast.at(-3 + place, 12), recovered=bool(place))


def _version(actor: Any, case_id: str) -> int:
    from rapport.program.cases.selectors import case

    found = case(actor, case_id)
    return found.line.version if found else 0


def _unhappy(cast: Cast) -> Sequence[dict[str, Any]]:
    with Warehouse(cast.home.warehouse_path).snapshot() as snapshot:
        found: list[dict[str, Any]] = snapshot.sql(UNHAPPY, {"team": TRAINED_TEAM}).to_pylist()
    return found


def _plan(cast: Cast) -> None:
    from rapport.program.plans.services import (
        check_in,
        initiative_add,
        plan_create,
        plan_start,
        step_add,
        step_done,
    )

    manager, team = cast.actors["manager"], cast.actors["team"]
    begun = cast.second_quarter.astimezone(cast.home.settings.zone).date()
    made = plan_create(
        manager,
        PlanContent(
            "Say what happens next before the chat ends",
            "qci",
            hypothesis="Customers who know the next step need not ask again, and feel looked after.",
            cause="Completeness falls short: who does what by when is left open",
            where={"team": TRAINED_TEAM},
            others={"rest": True},
            expected_effect=3.0,
            aim=Aim(75.0, cast.in_days(120)),
            sponsor="Head of service",
            owner=manager.user_id,
            people=(Member("Mira Stone", TRAINED_TEAM, team.user_id), Member("Joan Field", "IT")),
        ),
    )
    plan_start(manager, made, begun)
    lesson = initiative_add(
        manager, made, "A lesson of ten minutes", owner=team.user_id, lead_days=14, effect=2.0
    )
    step_done(
        manager, made, step_add(manager, made, lesson, "Write it with two associates", cast.in_days(-20))
    )
    step_add(manager, made, lesson, "Speak about it in every team meeting", cast.in_days(6))
    check_in(team, made, cast.in_days(-7), "goes well", done="All of Billing have read it.")
    check_in(team, made, cast.in_days(0), "at risk", hindered="The new starters have no time for it yet.")


def _teach(cast: Cast) -> None:
    from rapport.program.cases.services import suggestion_answer, suggestion_make
    from rapport.program.front.services import module_publish, module_save, roundtable_save

    team, manager, associate = (cast.actors[who] for who in ("team", "manager", "associate"))
    lesson = ModuleContent(
        "What customers are asked, and why it counts",
        "A customer for whom it was easy comes back. One who had to ask twice tells others.",
        "Say who does what by when, before you say goodbye. Never ask for a good answer.",
        "ces",
        SURVEY,
    )
    module_publish(team, module_save(team, lesson))
    idea = suggestion_make(
        associate, "Let us see on the screen what the customer wrote in the last survey.", TRAINED_TEAM
    )
    roundtable_save(manager, "Round table with IT", cast.in_days(-2), "Two ideas, one to be tried.", (idea,))
    suggestion_answer(manager, idea, "taken", "It comes with the next release.")
