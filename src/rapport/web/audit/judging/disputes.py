"""Disputes: raised, looked at, decided."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rapport.program.people.permissions import Permission
from rapport.records import InputError
from rapport.web.audit.judging.frame import chosen_criteria, known_criteria, page
from rapport.web.base.sheet import every, sheet, wants_sheet
from rapport.web.config.home_of import served_home
from rapport.work.judging.disputes import dispute_rates
from rapport.work.scoring.by_definition import criteria_by

GROUP = "disputes"
SHEET = (
    "interaction_id", "state", "element", "reason", "raised_by", "raised_at", "answer_due_at", "evaluator",
    "criteria", "qci", "reviewer", "decided_at", "decided_by", "outcome", "rescored_qci", "rescored_at",
)  # fmt: skip
RECENT = timedelta(days=21)


@require_GET
def disputes(request: HttpRequest) -> HttpResponse:
    """Those one may see; for who may contest also what can be contested."""
    from rapport.program.judging.selectors import contestable_list
    from rapport.program.judging.selectors import disputes as listed
    from rapport.program.judging.selectors.disputes import REASONS, STATES

    actor = request.actor
    decides = actor.may(Permission.DISPUTES_DECIDE)
    state = request.GET.get("state", "waiting" if decides else "")
    if wants_sheet(request):
        rows = every(lambda mark: listed(actor, state=state, before=mark), lambda one: one.id)
        return sheet("disputes", SHEET, map(vars, rows))
    found = listed(actor, state=state, before=request.GET.get("after"))
    recent = []
    if actor.may(Permission.DISPUTES_RAISE):
        recent = contestable_list(actor, datetime.now(UTC) - RECENT)
    facts = {
        "disputes": found,
        "more": found[-1].id if len(found) == 50 else None,
        "state": state,
        "states": STATES,
        "reasons": REASONS,
        "recent": recent,
        "decides": decides,
        "now": datetime.now(UTC),
    }
    return page(request, "disputes", GROUP, facts)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Contests an evaluation; what was typed stays when it cannot be."""
    from rapport.program.audits.selectors import evaluation_facts
    from rapport.program.judging.selectors import contestable
    from rapport.program.judging.selectors.disputes import REASONS
    from rapport.program.judging.services import dispute_raise

    actor, given = request.actor, request.POST or request.GET
    evaluation, problem = given.get("evaluation", ""), None
    if contestable(actor, evaluation) is None:
        raise Http404
    if request.method == "POST":
        said = [given.get(name, "") for name in ("element", "reason", "text")]
        try:
            made = dispute_raise(actor, evaluation, *said, served_home().settings.zone)
        except InputError as error:
            problem = error
        else:
            messages.success(request, "Your dispute is raised. Somebody else than the evaluator decides it.")
            return redirect("judging:dispute", made)
    seen = evaluation_facts(actor, evaluation)
    if seen is None:
        raise Http404
    facts = {
        "here": "disputes",
        "seen": seen,
        "scored": _scored(request, seen.definition, seen),
        "typed": given,
        "reasons": REASONS,
        "problem": problem,
    }
    return page(request, "dispute_new", GROUP, facts, 400 if problem else 200)


@require_GET
def dispute(request: HttpRequest, dispute_id: str) -> HttpResponse:
    """One dispute: what was scored, what is said against it, what came of it."""
    return _dispute(request, dispute_id)


@require_POST
def take(request: HttpRequest, dispute_id: str) -> HttpResponse:
    """Begins to look at it."""
    from rapport.program.judging.services import dispute_take

    dispute_take(request.actor, dispute_id)
    return redirect("judging:dispute", dispute_id)


@require_POST
def decide(request: HttpRequest, dispute_id: str) -> HttpResponse:
    """Upholds the evaluation, or has it scored again."""
    from rapport.program.judging.services import dispute_accept, dispute_uphold

    request.actor.require(Permission.DISPUTES_DECIDE)
    outcome = request.POST.get("outcome", "")
    try:
        if request.POST.get("decision") == "accept":
            dispute_accept(request.actor, dispute_id, outcome, request.POST.get("rescorer", ""))
            messages.success(request, "Accepted: the interaction is scored again, blind.")
        else:
            dispute_uphold(request.actor, dispute_id, outcome)
            messages.success(request, "The evaluation is upheld; the associate reads your answer.")
    except InputError as error:
        return _dispute(request, dispute_id, error)
    return redirect("judging:dispute", dispute_id)


@require_POST
def reassign(request: HttpRequest, dispute_id: str) -> HttpResponse:
    """Asks somebody else to score again."""
    from rapport.program.judging.services import dispute_reassign

    dispute_reassign(request.actor, dispute_id, request.POST.get("rescorer", ""))
    return redirect("judging:dispute", dispute_id)


@require_POST
def withdraw(request: HttpRequest, dispute_id: str) -> HttpResponse:
    """Takes one's own dispute back."""
    from rapport.program.judging.services import dispute_withdraw

    dispute_withdraw(request.actor, dispute_id)
    messages.success(request, "The dispute is withdrawn.")
    return redirect("judging:dispute", dispute_id)


@require_GET
def rates(request: HttpRequest) -> HttpResponse:
    """How often evaluations are contested, and how often rightly."""
    criteria = chosen_criteria(request)
    people, elements = dispute_rates(served_home(), request.actor, criteria)
    facts = {
        "chosen": criteria,
        "criteria": known_criteria(request),
        "people": people,
        "elements": elements,
        "titles": criteria.titles if criteria else {},
    }
    return page(request, "dispute_rates", GROUP, facts)


def _dispute(request: HttpRequest, dispute_id: str, problem: InputError | None = None) -> HttpResponse:
    from rapport.program.audits.selectors import evaluation_facts
    from rapport.program.judging.selectors import dispute as look
    from rapport.program.judging.selectors import rescorers
    from rapport.program.judging.selectors.disputes import REASONS, STATES

    actor = request.actor
    found = look(actor, dispute_id)
    if found is None:
        raise Http404
    seen = evaluation_facts(actor, found.evaluation)
    again = evaluation_facts(actor, found.rescored) if found.rescored else None
    decides = actor.may(Permission.DISPUTES_DECIDE)
    facts = {
        "here": "disputes",
        "dispute": found,
        "seen": seen,
        "again": again,
        "scored": _scored(request, found.criteria, seen, found.element) if seen else (),
        "scored_again": _scored(request, found.criteria, again, found.element) if again else (),
        "reasons": REASONS,
        "states": STATES,
        "decides": decides and not found.own and not (seen and seen.mine),
        "rescorers": rescorers(actor, dispute_id) if decides else (),
        "waiting": found.state in ("open", "under_review"),
        "late": found.answer_due_at < datetime.now(UTC),
        "typed": request.POST,
        "problem": problem,
    }
    return page(request, "dispute", GROUP, facts, 400 if problem else 200)


def _scored(
    request: HttpRequest, definition: str, seen: object, element: str = ""
) -> list[dict[str, object]]:
    """Each element (or one) with its score, the rules seen and the comment, in words."""
    criteria = criteria_by(request.actor, definition)
    values = {one.metric: one.value for one in seen.values}  # type: ignore[attr-defined]
    made = {one.element: one for one in seen.decisions}  # type: ignore[attr-defined]
    rows = []
    for each in criteria.elements:
        decision = made.get(each.name)
        if decision is None or element not in ("", each.name):
            continue
        fired = [each.rule(rule).text or rule for rule, count in decision.rules.items() if count]
        rows.append(
            {
                "name": each.name,
                "title": each.title,
                "score": values.get(f"element:{each.name}"),
                "not_applicable": decision.not_applicable,
                "fired": fired,
                "comment": decision.comment,
            }
        )
    return rows
