"""Who scores: names, and the accounts behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db import IntegrityError, transaction

from rapport.program.audits.errors import AuditError
from rapport.program.audits.models import Evaluator
from rapport.program.audits.selectors.evaluators import SCORING
from rapport.program.people.actor import Actor
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.models import User
from rapport.program.people.permissions import Permission
from rapport.program.people.services.log import log_change


def may_submit(actor: Actor, names: Iterable[str] = ()) -> None:
    """Raises NotAllowedError unless this person may hand in evaluations by these evaluators: own ones
    who scores, others' (filled sheets) who plans audits."""
    if actor.may(Permission.SAMPLES_PLAN):
        return
    actor.require(Permission.EVALUATIONS_SUBMIT)
    others = set(names) - set(Evaluator.objects.filter(user_id=actor.user_id).values_list("name", flat=True))
    if others:
        raise NotAllowedError(Permission.SAMPLES_PLAN, actor.name)


@transaction.atomic
def evaluator_me(actor: Actor) -> str:
    """The name under which this person scores; it is given at the first use.

    Raises NotAllowedError, or AuditError for an actor without an account.
    """
    actor.require(Permission.EVALUATIONS_SUBMIT)
    if actor.user_id is None:
        raise AuditError("Only somebody with an account scores in the pages", None, "Sign in first.")
    return evaluators_of_accounts(actor, [actor.user_id])[actor.user_id]


def evaluators_of_accounts(actor: Actor, user_ids: Sequence[str]) -> dict[str, str]:
    """The evaluator's name of each of these accounts, which may all score.

    Raises NotAllowedError, or AuditError for an account that is closed, gone or may not score.
    """
    if set(user_ids) != {actor.user_id}:
        actor.require(Permission.SAMPLES_PLAN)
    users = User.objects.filter(pk__in=user_ids, is_active=True, grants__role__in=SCORING).distinct()
    found = {str(user.pk): user for user in users}
    known = {str(one.user_id): one.name for one in Evaluator.objects.filter(user_id__in=found)}
    for user_id in user_ids:
        if user_id not in found:
            raise AuditError("Somebody chosen may not score", None, "Choose people with a role that scores.")
        if user_id not in known:
            known[user_id] = _enrol(found[user_id])
    return known


def evaluators_meant(actor: Actor, names: Sequence[str]) -> dict[str, str]:
    """Whom each of these names means: an account's address stands for the person behind it."""
    addresses = [name.strip().lower() for name in names if "@" in name]
    users = User.objects.filter(email__in=addresses, is_active=True, grants__role__in=SCORING).distinct()
    ids = {user.email: str(user.pk) for user in users}
    known = evaluators_of_accounts(actor, list(ids.values())) if ids else {}
    return {name: known[ids[key]] if (key := name.strip().lower()) in ids else name for name in names}


@transaction.atomic
def evaluator_link(actor: Actor, name: str, user_id: str) -> None:
    """Says that an evaluator known by name only is this account: their work becomes that person's.

    Raises NotAllowedError, or AuditError when either is linked already or may not score.
    """
    actor.require(Permission.SAMPLES_PLAN)
    if not User.objects.filter(pk=user_id, is_active=True, grants__role__in=SCORING).exists():
        raise AuditError("This account may not score", None, "Give it a role that scores first.")
    if Evaluator.objects.filter(user_id=user_id).exists():
        raise AuditError("This account scores under another name already", None, "Reassign the work instead.")
    if not Evaluator.objects.filter(name=name, user=None).update(user_id=user_id):
        raise AuditError(
            f"There is no evaluator {name!r} without an account", None, "Look at the name again."
        )
    log_change(actor, "evaluator.link", "evaluator", name, after={"user": user_id})


def accounts_of(names: Iterable[str]) -> Mapping[str, str | None]:
    """By evaluator's name: who they are in the interactions, where their account says so."""
    rows = Evaluator.objects.filter(name__in=set(names), user__isnull=False)
    return dict(rows.values_list("name", "user__agent_id"))


def _enrol(user: User) -> str:
    """A name of their own: theirs, or with the address where somebody else has it."""
    for name in (str(user)[:200], f"{user.name} ({user.email})"[:200], user.email[:200]):
        try:
            with transaction.atomic():
                Evaluator.objects.create(name=name, user=user)
            return name
        except IntegrityError:
            mine = Evaluator.objects.filter(user=user).first()
            if mine is not None:
                return str(mine.name)
    raise AuditError(f"{user.email} can be given no name of their own", None, "Change the name.")


def evaluators_named(names: Iterable[str]) -> dict[str, Evaluator]:
    """Evaluators by name, new ones made. Raises AuditError for an empty name."""
    wanted = sorted(set(names))
    for name in wanted:
        if not name.strip() or len(name) > 200:
            raise AuditError(
                f"An evaluator's name is needed, not {name[:20]!r}", None, "Use 1 to 200 letters."
            )
    Evaluator.objects.bulk_create([Evaluator(name=name) for name in wanted], ignore_conflicts=True)
    return {evaluator.name: evaluator for evaluator in Evaluator.objects.filter(name__in=wanted)}
