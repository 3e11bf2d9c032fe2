"""People: who there is, what they may do, who was asked to join."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from rapport.program.people.actor import Grant
from rapport.program.people.errors import PeopleError
from rapport.program.people.permissions import ROLES, Permission, Sight
from rapport.program.people.selectors import invitations_open, people_list, person
from rapport.program.people.services import (
    grants_set,
    invitation_send,
    invitation_withdraw,
    person_set_active,
    person_set_agent,
)

TEAM_ROLES = tuple(role.name for role in ROLES.values() if role.sight is Sight.TEAMS)


def people(request: HttpRequest) -> HttpResponse:
    """The list of people."""
    return _people(request)


@never_cache
@require_POST
def invite(request: HttpRequest) -> HttpResponse:
    """Invites somebody and shows, this once, the address that lets them in."""
    given = request.POST
    try:
        sent = invitation_send(
            request.actor,
            given.get("email", ""),
            _grants(given),
            name=given.get("name", ""),
            agent_id=given.get("agent_id", "").strip() or None,
        )
    except PeopleError as error:
        return _people(request, problem=error)
    address = request.build_absolute_uri(f"/join/{sent.secret}")
    return _people(request, sent={"address": address, "email": given["email"], "until": sent.expires_at})


@require_POST
def invitation_stop(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Withdraws an invitation."""
    invitation_withdraw(request.actor, str(invitation_id))
    messages.success(request, "The invitation is withdrawn.")
    return redirect("people")


def person_page(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """One person."""
    return _person(request, user_id)


@require_POST
def person_roles(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Makes these roles the person's."""
    try:
        grants_set(request.actor, str(user_id), _grants(request.POST))
    except PeopleError as error:
        return _person(request, user_id, error)
    messages.success(request, "The roles are saved.")
    return redirect("person", user_id=user_id)


@require_POST
def person_agent(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Says which agent the person is."""
    try:
        person_set_agent(request.actor, str(user_id), request.POST.get("agent_id", ""))
    except PeopleError as error:
        return _person(request, user_id, error)
    messages.success(request, "Saved.")
    return redirect("person", user_id=user_id)


@require_POST
def person_active(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Closes the account or opens it again."""
    try:
        person_set_active(request.actor, str(user_id), request.POST.get("active") == "yes")
    except PeopleError as error:
        return _person(request, user_id, error)
    messages.success(request, "Saved.")
    return redirect("person", user_id=user_id)


def _grants(given: QueryDict) -> list[Grant]:
    """The roles ticked; a role about teams once for each team named, divided by commas."""
    found = []
    for role in given.getlist("role"):
        if role in TEAM_ROLES:
            teams = [team.strip() for team in given.get(f"teams_{role}", "").split(",")]
            found += [Grant(role, team) for team in teams if team] or [Grant(role)]
        else:
            found.append(Grant(role))
    return found


def _people(
    request: HttpRequest, *, problem: PeopleError | None = None, sent: dict[str, object] | None = None
) -> HttpResponse:
    manages = request.actor.may(Permission.PEOPLE_MANAGE)
    facts = {
        "people": people_list(request.actor),
        "invitations": invitations_open(request.actor) if manages else [],
        "manages": manages,
        "roles": ROLES,
        "team_roles": TEAM_ROLES,
        "problem": problem,
        "sent": sent,
        "given": request.POST if problem else {},
        "ticked": request.POST.getlist("role") if problem else [],
    }
    return render(request, "settings/people.html", facts, status=400 if problem else 200)


def _person(request: HttpRequest, user_id: UUID, problem: PeopleError | None = None) -> HttpResponse:
    found = person(request.actor, str(user_id))
    if found is None:
        raise Http404
    held = [grant.role for grant in found.grants]
    teams = ", ".join(grant.team for grant in found.grants if grant.team)
    facts = {
        "person": found,
        "manages": request.actor.may(Permission.PEOPLE_MANAGE),
        "roles": ROLES,
        "team_roles": TEAM_ROLES,
        "ticked": request.POST.getlist("role") if problem else held,
        "teams": teams,
        "problem": problem,
    }
    return render(request, "settings/person.html", facts, status=400 if problem else 200)
