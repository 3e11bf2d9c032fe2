"""What the survey audit says of a programme: whom it asks, when, how often, by what, and what comes of it."""

from __future__ import annotations

from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.sending.plain import ALL, CONTACT, EVENT, FOLLOW_UP, RELATIONSHIP, ProgrammeFacts, Rules
from rapport.surveys.audit.length import minutes
from rapport.surveys.audit.of_survey import questions_in
from rapport.surveys.audit.programme.flaws import ProgrammeFlaw, audit_programme
from rapport.surveys.audit.programme.practice import METRICS, Practice
from rapport.surveys.model import Survey
from rapport.surveys.parse import parse_survey
from rapport.warehouse import Warehouse

SPOKEN = 0.02
"""A language of fewer customers than this share is not asked for."""
LANGUAGES = """
    SELECT lower(split_part(language, '-', 1)) AS language FROM customers WHERE coalesce(language, '') <> ''
    GROUP BY 1 HAVING count(*) >= $share * (SELECT count(*) FROM customers) ORDER BY 1"""
ABOUT = {RELATIONSHIP: True, CONTACT: False, FOLLOW_UP: False, EVENT: None}
"""Of something that happened (a renewal, a purchase) only the survey knows what it is about."""


def criticised(home: Home, actor: Actor, programme: ProgrammeFacts) -> tuple[ProgrammeFlaw, ...]:
    """Everything that is wrong with how the programme is set; nothing where its survey has no open version.
    Raises NotAllowedError."""
    from rapport.program.alerts.selectors import rules_active
    from rapport.program.sending.selectors import programmes
    from rapport.program.sending.selectors.marks import survey_text
    from rapport.program.sending.services import rules_now

    actor.require(Permission.SURVEYS_READ)
    text = survey_text(programme.plan)
    if text is None:
        return ()
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        spoken = snapshot.sql(LANGUAGES, {"share": SPOKEN}).to_pylist()
    others = {
        one.plan.by
        for one in programmes(actor)
        if one.running_since is not None and one.plan.survey == programme.plan.survey
    }
    practice = practice_of(
        programme,
        parse_survey(text),
        rules_now(),
        channels=others | {programme.plan.by},
        spoken=tuple(one["language"] for one in spoken),
        answered=rules_active(),
    )
    return audit_programme(practice)


def practice_of(
    programme: ProgrammeFacts,
    survey: Survey,
    rules: Rules,
    *,
    channels: set[str],
    spoken: tuple[str, ...],
    answered: bool,
) -> Practice:
    """The programme as the audit looks at it. `channels` are all by which this survey is asked; `answered`:
    some rule looks at answers. What holds for every programme of ours, as the way out, is no question."""
    plan = programme.plan
    relationship = ABOUT[plan.kind]
    words = [plan.subject, plan.intro, *(text for one in plan.arms for text in (one.subject, one.intro))]
    metric = next((one.type for one in survey.items if one.type in METRICS), None)
    return Practice(
        programme=programme.id,
        metric=metric,
        relationship=relationship,
        who="everybody" if plan.draw == ALL else "drawn",
        sent_by="company",
        channels=tuple(sorted(channels)),
        languages=tuple(dict.fromkeys(one.lower().partition("-")[0] for one in survey.languages)),
        customers_speak=spoken,
        hours_after=plan.delay_hours if plan.kind in (CONTACT, EVENT) else None,
        expires_hours=plan.expires_hours,
        days_between=_days(plan.kind, rules),
        reminders=plan.reminders,
        reminded="non_respondents",
        closed_loop=answered if plan.kind != FOLLOW_UP else True,
        opt_out=True,
        says_why=True,
        minutes=round(minutes(questions_in(survey)), 1),
        invitation=" ".join(one.rstrip(".!") + "." for one in words if one.strip()),
    )


def _days(kind: str, rules: Rules) -> float | None:
    """A follow-up on one's own case is held back by no days between surveys."""
    if kind == FOLLOW_UP:
        return None
    return rules.relationship_days if kind == RELATIONSHIP else rules.days
