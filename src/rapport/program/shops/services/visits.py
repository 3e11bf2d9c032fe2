"""What becomes of a visit: a draft, a report, a cancellation, files."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from rapport.program.audits.services.evaluators import evaluators_of_accounts
from rapport.program.judging.services.ask import Asked, tasks_ask
from rapport.program.judging.tasks import SHOP, TARGETED
from rapport.program.people.actor import TERMINAL, Actor
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission
from rapport.program.people.services import log_change
from rapport.program.shops.errors import ShopError
from rapport.program.shops.models import ShopPlan, Visit, VisitFile
from rapport.program.shops.plain import File, Report
from rapport.program.shops.services.plans import SHOPPING, accounts_with
from rapport.records.interaction import shop_id

MOST_FILES = 12
SOURCE = SHOP


@transaction.atomic
def visit_draft(actor: Actor, visit_id: str, typed: Mapping[str, str], number: int) -> int:
    """Keeps what a shopper has typed so far → the number of this state.

    Raises NotAllowedError for somebody else's visit, or ShopError when another window has saved since
    `number`, or the report was sent.
    """
    visit = own_visit(actor, visit_id)
    if visit.state != Visit.PLANNED:
        raise ShopError("The report was sent already", None, "Load the page to see it.")
    if visit.draft_number != number:
        raise ShopError(
            "This report was changed in another window", None, "Copy what you typed, then load the page."
        )
    visit.draft = {str(key)[:40]: str(value)[:200_000] for key, value in list(typed.items())[:20]}
    visit.draft_number = number + 1
    visit.save(update_fields=["draft", "draft_number"])
    return int(visit.draft_number)


@transaction.atomic
def visit_report(actor: Actor, visit_id: str, report: Report) -> str:
    """Stores a report, or a corrected one, and asks the plan's scorers for scores → the interaction's id.

    The shopper never scores their own visit. Raises NotAllowedError, ShopError for a plan that is closed
    or a visit that was cancelled.
    """
    visit = own_visit(actor, visit_id)
    check_open(visit)
    first = visit.reported_at is None
    visit.state, visit.reported_at = Visit.REPORTED, visit.reported_at or timezone.now()
    visit.happened_at, visit.minutes = report.happened_at, report.minutes
    visit.agent, visit.team = report.agent.strip()[:200], report.team.strip()[:200]
    visit.transcript, visit.remarks = report.transcript, report.remarks
    visit.expenses, visit.draft = report.expenses, {}
    visit.interaction_id = shop_id(visit_id)
    visit.save()
    _ask_for_scores(visit)
    action = "shop.report" if first else "shop.correct"
    log_change(actor, action, "visit", str(visit.pk), after={"interaction": visit.interaction_id})
    return str(visit.interaction_id)


def _ask_for_scores(visit: Visit) -> None:
    plan = visit.plan
    others = [one for one in plan.scorers if one != str(visit.shopper_id)]
    if plan.criteria is None or not others:
        return
    wanted = min(2 if plan.double else 1, len(others))
    start = visit.position % len(others)
    chosen = [others[(start + step) % len(others)] for step in range(wanted)]
    # Whoever planned the visits chose the scorers; the shopper only sets it going.
    names = evaluators_of_accounts(TERMINAL, chosen)
    tasks_ask(
        TARGETED,
        plan.criteria,
        [
            Asked(str(visit.interaction_id), names[one], f"Mystery shop: {plan.title}", visit.position)
            for one in chosen
        ],
        source=(SOURCE, str(visit.pk)),
    )


@transaction.atomic
def visit_cancel(actor: Actor, visit_id: str, because: str) -> None:
    """Ends a visit that did not happen, with the reason. Its shopper or who plans may."""
    visit = _visit(visit_id)
    if str(visit.shopper_id) != actor.user_id:
        actor.require(Permission.SHOPS_PLAN)
    else:
        actor.require(Permission.SHOPS_REPORT)
    if visit.state != Visit.PLANNED:
        raise ShopError("Only a planned visit can be cancelled", None, "Load the page again.")
    if not because.strip():
        raise ShopError("The reason is missing", "because", "Say why it did not happen.")
    visit.state, visit.cancelled_because = Visit.CANCELLED, because.strip()[:300]
    visit.save(update_fields=["state", "cancelled_because"])
    log_change(actor, "shop.cancel", "visit", str(visit.pk), after={"because": visit.cancelled_because})


@transaction.atomic
def visit_reassign(actor: Actor, visit_id: str, shopper: str) -> None:
    """Gives a planned visit to another shopper."""
    actor.require(Permission.SHOPS_PLAN)
    visit = _visit(visit_id)
    if visit.state != Visit.PLANNED:
        raise ShopError("Only a planned visit can be given to another", None, "Load the page again.")
    before = str(visit.shopper_id)
    (visit.shopper_id,) = accounts_with([shopper], SHOPPING)
    visit.save(update_fields=["shopper_id"])
    log_change(
        actor, "shop.reassign", "visit", str(visit.pk), before={"shopper": before}, after={"shopper": shopper}
    )


@transaction.atomic
def file_add(actor: Actor, visit_id: str, file: File, sha256: str) -> None:
    """Notes a file that lies in the folder of shops already. Raises NotAllowedError, ShopError."""
    visit = own_visit(actor, visit_id)
    check_open(visit)
    if visit.files.count() >= MOST_FILES:
        raise ShopError(f"A visit has {MOST_FILES} files at most", "files", "Remove one first.")
    VisitFile.objects.create(
        pk=file.id,
        visit=visit,
        name=file.name[:200],
        media_type=file.media_type,
        size=file.size,
        sha256=sha256,
    )
    after = {"type": file.media_type, "size": file.size}
    log_change(actor, "shop.file_add", "visit", str(visit.pk), after=after)


@transaction.atomic
def file_remove(actor: Actor, visit_id: str, file_id: str) -> None:
    """Forgets a file of a visit."""
    visit = own_visit(actor, visit_id)
    check_open(visit)
    try:
        gone, _ = visit.files.filter(pk=file_id).delete()
    except ValidationError:
        gone = 0
    if not gone:
        raise ShopError("There is no such file", None, "Load the page again.")
    log_change(actor, "shop.file_remove", "visit", str(visit.pk))


def check_open(visit: Visit) -> None:
    """Raises ShopError unless a report can be sent or corrected."""
    if visit.plan.state != ShopPlan.RUNNING:
        raise ShopError("The plan is closed", visit.plan.title, "Ask whoever plans to open it again.")
    if visit.state == Visit.CANCELLED:
        raise ShopError("This visit was cancelled", visit.cancelled_because, "Ask for another one.")


def own_visit(actor: Actor, visit_id: str) -> Visit:
    """The person's own visit, locked. Raises NotAllowedError for somebody else's and for none."""
    actor.require(Permission.SHOPS_REPORT)
    visit = _visit(visit_id)
    if str(visit.shopper_id) != actor.user_id:
        raise NotAllowedError(Permission.SHOPS_REPORT, actor.name)
    return visit


def _visit(visit_id: str) -> Visit:
    try:
        found: Visit | None = (
            Visit.objects.select_for_update(of=("self",))
            .select_related("plan__criteria")
            .filter(pk=visit_id)
            .first()
        )
    except (ValidationError, ValueError):
        found = None
    if found is None:
        raise ShopError("There is no such visit", None, "Look at your list.")
    return found
