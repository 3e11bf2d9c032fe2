"""Who is certified, and who ought to try again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from rapport.program.audits.models import Evaluator
from rapport.program.judging.access import require_all_judging, require_judging
from rapport.program.judging.models import Attempt as AttemptRow
from rapport.program.judging.models import Certificate
from rapport.program.judging.models import Standard as StandardRow
from rapport.program.judging.plain import Attempt, Standard, Standing
from rapport.program.judging.selectors.attempts import plain_attempts
from rapport.program.judging.selectors.own import all_scorers, own_evaluator
from rapport.program.people.actor import Actor
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission


def certified(actor: Actor, criteria_id: str | None = None) -> dict[str, datetime]:
    """Evaluators who are certified now → until when; by criteria of this id, or of any.

    For planning samples. Raises NotAllowedError for who may neither plan nor score.
    """
    if not actor.may(Permission.SAMPLES_READ):
        require_judging(actor)
    rows = _valid(timezone.now())
    if criteria_id is not None:
        rows = rows.filter(criteria_id=criteria_id)
    last = dict(rows.order_by("until").values_list("evaluator__name", "until"))
    return dict(sorted(last.items()))


def is_certified(evaluator: Evaluator, criteria_id: str) -> bool:
    """For the services of this application, which checked who asks."""
    valid = _valid(timezone.now())
    return bool(valid.filter(evaluator=evaluator, criteria_id=criteria_id).exists())


def standard(criteria_id: str) -> Standard:
    """What it takes for criteria of this id; defaults where nobody set anything. No secret to anybody."""
    row = StandardRow.objects.filter(criteria_id=criteria_id).first()
    if row is None:
        return Standard(criteria_id)
    return Standard(
        criteria_id, row.share, row.fewest, row.expires_days, row.remind_days, dict(row.tolerances)
    )


def standings(actor: Actor, criteria_id: str) -> list[Standing]:
    """Everybody who scores and where they stand, by name. Raises NotAllowedError."""
    require_all_judging(actor)
    tried = Q(attempts__criteria__criteria_id=criteria_id) | Q(certificates__criteria_id=criteria_id)
    names = set(Evaluator.objects.filter(tried).values_list("name", flat=True))
    return _standings(sorted(names | {one.name for one in all_scorers()}), criteria_id)


def own_standing(actor: Actor, criteria_id: str) -> Standing:
    """Where the actor stands. Raises NotAllowedError."""
    actor.require(Permission.EVALUATIONS_SUBMIT)
    mine = Evaluator.objects.filter(own_evaluator(actor, "")).first()
    return _standings([mine.name if mine else actor.name], criteria_id)[0]


def standing_of(actor: Actor, evaluator: str, criteria_id: str) -> Standing | None:
    """Where one evaluator stands: oneself, or anybody for who sees all; None for nobody one may see."""
    require_judging(actor)
    mine = Evaluator.objects.filter(own_evaluator(actor, "")).values_list("name", flat=True)
    if evaluator not in (actor.name, *mine):
        try:
            require_all_judging(actor)
        except NotAllowedError:
            return None
        if evaluator not in {one.name for one in all_scorers()} and not (
            Evaluator.objects.filter(name=evaluator).exists()
        ):
            return None
    return _standings([evaluator], criteria_id)[0]


def _valid(now: datetime) -> QuerySet[Certificate]:
    return Certificate.objects.filter(given_at__lte=now, until__gt=now, revoked_at=None)


def _standings(names: Iterable[str], criteria_id: str) -> list[Standing]:
    wanted, now = list(names), timezone.now()
    remind = timedelta(days=standard(criteria_id).remind_days)
    given: Mapping[str, list[Certificate]] = defaultdict(list)
    certificates = Certificate.objects.filter(
        evaluator__name__in=wanted, criteria_id=criteria_id, revoked_at=None
    )
    for one in certificates.select_related("evaluator").order_by("until"):
        given[one.evaluator.name].append(one)
    tried = AttemptRow.objects.filter(evaluator__name__in=wanted, criteria__criteria_id=criteria_id)
    last: dict[str, Attempt] = {}
    for attempt in plain_attempts(tried.order_by("started_at")):
        last[attempt.evaluator] = attempt
    return [_standing(name, given[name][-1:], last.get(name), now, remind) for name in wanted]


def _standing(
    name: str, newest: list[Certificate], attempt: Attempt | None, now: datetime, remind: timedelta
) -> Standing:
    if newest and newest[0].until > now:
        until = newest[0].until
        state = "appointed" if newest[0].kind == Certificate.APPOINTED else "certified"
        return Standing(name, state, until, until - now <= remind, attempt)
    ended = newest[0].until if newest else None
    if attempt and attempt.state == AttemptRow.RUNNING:
        return Standing(name, "in_progress", ended, False, attempt)
    if attempt and attempt.state == AttemptRow.FAILED and (ended is None or attempt.started_at > ended):
        return Standing(name, "failed", ended, False, attempt)
    return Standing(name, "expired" if newest else "not_started", ended, False, attempt)
