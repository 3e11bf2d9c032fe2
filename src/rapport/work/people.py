"""People of a home, from the terminal: whoever holds the home's folder may do this."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapport.home import Home


@dataclass(frozen=True)
class Invited:
    """Whom was invited, and the address (behind the server's) that lets them in once."""

    email: str
    path: str
    expires_at: str


def invite(
    home: Home, email: str, roles: Sequence[str], *, name: str = "", agent_id: str | None = None
) -> Invited:
    """Invites somebody with roles like `analyst` or `team_manager:Billing`.

    Raises PeopleError for an address or role that cannot be.
    """
    from rapport.program.setup import connect

    connect(home)
    from rapport.program.people.actor import TERMINAL, Grant
    from rapport.program.people.services import invitation_send

    grants = [Grant(role, team or None) for role, _, team in (one.partition(":") for one in roles)]
    sent = invitation_send(TERMINAL, email, grants, name=name, agent_id=agent_id)
    expires = sent.expires_at.isoformat(timespec="minutes") if sent.expires_at else ""
    return Invited(email, f"/join/{sent.secret}", expires)
