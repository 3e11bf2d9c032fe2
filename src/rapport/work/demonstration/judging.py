"""People of the demo check how alike they score: calibrated, certified, contested, looked at again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from rapport.criteria import Decision
from rapport.work.demonstration.cast import Cast
from rapport.work.judging.calibrate import Wanted, calibrate
from rapport.work.judging.facts import judging_facts
from rapport.work.judging.targeted import run_rules

TOGETHER, STILL_OPEN = 22, 5
LEAD_IS_LIKE = "Priya"
"""The lead scores like the evaluator of the story who is neither strict nor lenient."""
NOTES = """\
Acknowledgement: naming the trouble counts when it is this customer's, not in words that would fit anybody.
Pace: a wait that was announced and kept is no silence, however long it was."""


def judge(cast: Cast) -> None:
    """Two calibrations, one of them settled into gold; certificates; disputes; a rule of targeted reviews."""
    fresh = cast.fresh(TOGETHER + STILL_OPEN)
    _certify(cast)
    _settle(cast, _calibrated(cast, fresh[:TOGETHER]))
    _measured_against_gold(cast)
    _still_open(cast, fresh[TOGETHER:])
    _contested(cast)
    _targeted(cast)


def _certify(cast: Cast) -> None:
    from rapport.program.judging.services import certificate_appoint

    reasons = {"lead": "Wrote the criteria with the team", "ines": "Scored all pilots, taught the others"}
    for who, reason in reasons.items():
        certificate_appoint(cast.actors["lead"], cast.id(who), cast.criteria.id, reason)


def _calibrated(cast: Cast, ids: list[str]) -> str:
    """The lead and Ines score the same, which reveals the session → its id."""
    both = (cast.id("lead"), cast.id("ines"))
    wanted = Wanted("What counts as acknowledging", both, picked=tuple(ids), due_at=cast.at(-1))
    session = calibrate(cast.home, cast.actors["lead"], wanted, cast.criteria)
    _score(cast, "ines", "Ines", "calibration")
    _score(cast, "lead", LEAD_IS_LIKE, "calibration")
    return session


def _score(cast: Cast, who: str, like: str, purpose: str, most: int | None = None) -> None:
    """Somebody does their tasks of a purpose, or the first of them."""
    from rapport.program.judging.selectors import tasks_open
    from rapport.program.judging.services import task_submit

    actor = cast.actors[who]
    tasks = tasks_open(actor, purpose)[:most]
    said = cast.judged([one.interaction_id for one in tasks], like)
    for task in tasks:
        task_submit(actor, task.id, cast.criteria, said[task.interaction_id])


def _settle(cast: Cast, session: str) -> None:
    """The group settles every interaction, and where they differ it follows the lead."""
    from rapport.program.judging.selectors import compared
    from rapport.program.judging.services import (
        consensus_record,
        consensus_sign,
        rewrite_ask,
        session_close,
        session_note,
    )

    lead, ines = cast.actors["lead"], cast.actors["ines"]
    settled = compared(lead, session)
    facts = judging_facts(cast.home, cast.criteria, [one.interaction_id for one in settled])
    for one in settled:
        said = {each.evaluator: each.decisions for each in one.scored}
        decisions = {
            name: Decision(decision.rules, decision.not_applicable)
            for name, decision in said[lead.name].items()
        }
        known = facts[one.interaction_id]
        consensus_record(lead, session, one.interaction_id, cast.criteria, decisions, known)
        consensus_sign(ines, session, one.interaction_id, cast.criteria, known)
    session_note(lead, session, NOTES)
    words = "Say what “in time” means for e-mail: people read it as one working day and as four hours."
    rewrite_ask(lead, cast.criteria, "first_reply", "answered_in_time", words, session)
    session_close(lead, session)


def _measured_against_gold(cast: Cast) -> None:
    """Tomasz scores twenty interactions that are settled; the figures decide."""
    from rapport.program.judging.services import attempt_start

    attempt_start(cast.actors["tomasz"], cast.criteria.definition, seed=cast.company.seed)
    _score(cast, "tomasz", "Tomasz", "certification")


def _still_open(cast: Cast, ids: list[str]) -> None:
    """A calibration that waits for two of three people."""
    three = (cast.id("ines"), cast.id("tomasz"), cast.id("lead"))
    wanted = Wanted("Moves between channels", three, picked=tuple(ids), due_at=cast.at(4))
    calibrate(cast.home, cast.actors["lead"], wanted, cast.criteria)
    _score(cast, "ines", "Ines", "calibration", most=3)


def _contested(cast: Cast) -> None:
    """The associate contests two evaluations, the newest ones: one waits, one is upheld. Neither changes a
    score."""
    from rapport.program.judging.selectors import contestable_list
    from rapport.program.judging.services import dispute_raise, dispute_take, dispute_uphold

    associate, lead, zone = cast.actors["associate"], cast.actors["lead"], cast.home.settings.zone
    lately = datetime.now(UTC) - timedelta(days=1)
    found = sorted(contestable_list(associate, lately), key=lambda one: (one.interaction_id, one.evaluator))
    told = (
        ("acknowledgement", "overlooked", "I did name the trouble: in my second turn I say what went wrong."),
        ("pace", "not_mine", "The system was slow that day; I said so as soon as I saw it."),
    )
    for place, (one, (element, reason, words)) in enumerate(zip(found, told, strict=False)):
        made = dispute_raise(associate, one.evaluation, element, reason, words, zone)
        if place:
            dispute_take(lead, made)
            words = (
                "The wait is the system's, and that rule says so: it costs the company points, not you. "
                "The other silence nobody announced; that one stays."
            )
            dispute_uphold(lead, made, words)


def _targeted(cast: Cast) -> None:
    """Who wants to leave is listened to apart from every sample."""
    from rapport.program.judging.services import rule_create
    from rapport.program.judging.services.targeted import RuleDraft

    lead = cast.actors["lead"]
    rule = RuleDraft(
        "Customers who leave",
        "matching",
        "The customer cancels: what led to it, and how was it met?",
        (cast.id("ines"), cast.id("tomasz")),
        where={"concern": "cancellation"},
        number=4,
        days_back=365,
        due_days=7,
    )
    run_rules(cast.home, lead, rule_create(lead, rule, cast.criteria))
