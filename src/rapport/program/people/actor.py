"""Who asks: what selectors and services check before they answer or act."""

from __future__ import annotations

from dataclasses import dataclass, field

from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import ROLES, WIDEST_FIRST, Permission, Sight


@dataclass(frozen=True)
class Grant:
    """A role somebody holds; `team` is the one it is held for, None where the role is not about teams."""

    role: str
    team: str | None = None


@dataclass(frozen=True)
class Actor:
    """Somebody who acts, with what they may do. `agent_id` is who they are in the interactions.

    `scopes` narrows the permissions of a key of the API; None means everything the roles allow.
    """

    name: str
    grants: tuple[Grant, ...] = ()
    user_id: str | None = None
    agent_id: str | None = None
    scopes: frozenset[Permission] | None = field(default=None)

    @property
    def permissions(self) -> frozenset[Permission]:
        """What all roles together allow, narrowed by the key's scopes."""
        allowed = frozenset[Permission]().union(*(ROLES[one.role].permissions for one in self.grants))
        return allowed if self.scopes is None else allowed & self.scopes

    def may(self, permission: Permission) -> bool:
        """Whether the act is allowed at all; how far it reaches, `sight` says."""
        return permission in self.permissions

    def require(self, permission: Permission) -> None:
        """Raises NotAllowedError unless the act is allowed."""
        if not self.may(permission):
            raise NotAllowedError(permission, self.name)

    def sight(self, permission: Permission) -> Sight:
        """How far the act reaches: the widest of the roles that allow it."""
        self.require(permission)
        seen = {ROLES[one.role].sight for one in self.grants if permission in ROLES[one.role].permissions}
        return next(one for one in WIDEST_FIRST if one in seen)

    def teams(self, permission: Permission) -> frozenset[str] | None:
        """The teams that the act reaches; None means all. Empty when it reaches own work only."""
        if self.sight(permission) is Sight.ALL:
            return None
        return frozenset(
            one.team
            for one in self.grants
            if one.team is not None
            and ROLES[one.role].sight is Sight.TEAMS
            and permission in ROLES[one.role].permissions
        )


TERMINAL = Actor("terminal", (Grant("administrator"),))
"""Whoever can run the command on the home's folder can read all of it anyway."""
