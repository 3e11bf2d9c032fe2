"""What people said of machine labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import Count, Max, Q, QuerySet

from rapport.program.audits.models import Evaluator
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.reading.models import Check, Opened
from rapport.program.reading.plain import APART, SCORING, SKIPPED, CheckFacts, Drawn, Question, Said


def check_facts(actor: Actor, check_id: str) -> CheckFacts | None:
    """One of the actor's own checks; None where there is none. Raises NotAllowedError."""
    actor.require(Permission.READINGS_CHECK)
    if actor.user_id is None:
        return None
    try:
        row = _standing().filter(pk=check_id, user_id=actor.user_id).first()
    except ValidationError:
        return None
    return None if row is None else _facts(row)


def checks_of(kinds: Sequence[str], drawn: str | None = None) -> list[CheckFacts]:
    """Every standing check of these kinds (`drawn`: that came up this way), the oldest first: for learning
    and counting, on nobody's behalf."""
    rows = _standing().filter(kind__in=list(kinds))
    rows = rows if drawn is None else rows.filter(drawn=drawn)
    return [_facts(row) for row in rows.order_by("at", "pk")]


def checks_mark(kind: str, drawn: str) -> tuple[int, datetime | None]:
    """What tells one state of these standing checks from another: how many, and when the newest came."""
    found = _standing().filter(kind=kind, drawn=drawn).aggregate(n=Count("pk"), newest=Max("at"))
    return found["n"], found["newest"]


def checks_since(kinds: Sequence[str], since: datetime | None) -> int:
    """How many answers that can teach came after `since`: those of the random half do not."""
    rows = _standing().filter(kind__in=list(kinds), verdict__in=("right", "wrong"))
    rows = rows.exclude(drawn__in=APART)
    found: int = (rows if since is None else rows.filter(at__gt=since)).count()
    return found


def checks_counted(actor: Actor) -> dict[tuple[str, str, str], int]:
    """How many standing checks there are by kind, way of drawing and verdict. Raises NotAllowedError."""
    actor.require(Permission.READINGS_CHECK)
    rows = _standing().values_list("kind", "drawn", "verdict").annotate(n=Count("pk"))
    return {(kind, drawn, verdict): n for kind, drawn, verdict, n in rows}


def asked_before(actor: Actor, kinds: Sequence[str]) -> set[Question]:
    """The questions of these kinds that a review need not ask this person: somebody answered them, or this
    person left them to others or took their answer back. Raises NotAllowedError."""
    actor.require(Permission.READINGS_CHECK)
    left_by_others = (Q(verdict=SKIPPED) | Q(undone_at__isnull=False)) & ~Q(user_id=actor.user_id)
    rows = Check.objects.filter(kind__in=list(kinds)).exclude(drawn=SCORING).exclude(left_by_others)
    return {
        Question(name, kind, None if turn < 0 else turn, about)
        for name, kind, turn, about in rows.values_list("interaction_id", "kind", "turn", "about")
    }


def own_count(actor: Actor) -> int:
    """How many questions of reviews this person has answered or left. Raises NotAllowedError."""
    actor.require(Permission.READINGS_CHECK)
    if actor.user_id is None:
        return 0
    found: int = _standing().filter(user_id=actor.user_id).exclude(drawn=SCORING).count()
    return found


def drafts_opened(actor: Actor, work: str) -> frozenset[str]:
    """The elements whose drafts this person looked at in a piece of work. Raises NotAllowedError."""
    actor.require(Permission.EVALUATIONS_SUBMIT)
    if actor.user_id is None:
        return frozenset()
    rows = Opened.objects.filter(work=work, user_id=actor.user_id)
    return frozenset(rows.values_list("element", flat=True))


def readings_seen(actor: Actor) -> frozenset[str]:
    """The interactions of which this person looked at what was read or drafted: no questions at random.
    Raises NotAllowedError."""
    actor.require(Permission.READINGS_CHECK)
    if actor.user_id is None:
        return frozenset()
    rows = Opened.objects.filter(user_id=actor.user_id)
    return frozenset(rows.values_list("interaction_id", flat=True))


def machine_seen(actor: Actor, interaction_id: str) -> bool:
    """Whether this person was shown anything a machine said of an interaction: drafts in any work, what was
    read, or its answer in a review, even to an answer taken back. Raises NotAllowedError."""
    actor.require(Permission.EVALUATIONS_SUBMIT)
    if actor.user_id is None:
        return False
    own = {"interaction_id": interaction_id, "user_id": actor.user_id}
    return bool(Opened.objects.filter(**own).exists() or Check.objects.filter(**own).exists())


def machine_seen_before(actor: Actor, asked: Iterable[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """Of these (interaction, evaluator by name) those in which the evaluator was shown anything a machine
    said of it, as `machine_seen` tells; without an account nobody is shown any. Raises NotAllowedError."""
    if not actor.may(Permission.SAMPLES_PLAN):
        actor.require(Permission.EVALUATIONS_SUBMIT)
    wanted = frozenset(asked)
    names = {name for _, name in wanted}
    accounts = dict(
        Evaluator.objects.filter(name__in=names, user__isnull=False).values_list("user_id", "name")
    )
    found: set[tuple[str, str]] = set()
    for model in (Opened, Check) if accounts else ():
        rows = model.objects.filter(user_id__in=accounts).values_list("interaction_id", "user_id")
        found |= {(interaction, accounts[user]) for interaction, user in rows.distinct().iterator()}
    return wanted & found


def _standing() -> QuerySet[Check]:
    return Check.objects.filter(undone_at=None)


def _question(row: Check) -> Question:
    return Question(row.interaction_id, row.kind, None if row.turn < 0 else row.turn, row.about)


def _facts(row: Check) -> CheckFacts:
    return CheckFacts(
        id=str(row.pk),
        question=_question(row),
        said=Said(row.label, row.model, row.probability),
        drawn=Drawn(row.drawn, row.inclusion_probability),
        answer=row.answer,
        verdict=row.verdict,
        agent_id=row.agent_id,
        by=row.by,
        at=row.at,
    )


def own_answers(actor: Actor, interaction_id: str, kind: str) -> dict[tuple[int | None, str], str]:
    """What this person said of an interaction: (turn, about) → the answer. Raises NotAllowedError."""
    actor.require(Permission.READINGS_CHECK)
    if actor.user_id is None:
        return {}
    rows = _standing().filter(interaction_id=interaction_id, kind=kind, user_id=actor.user_id)
    return {(None if row.turn < 0 else row.turn, row.about): row.answer for row in rows}
