"""The tables of the people application."""

from rapport.program.people.models.access import ApiKey, Invitation, RoleGrant
from rapport.program.people.models.log import LogEntry
from rapport.program.people.models.user import User

__all__ = ["ApiKey", "Invitation", "LogEntry", "RoleGrant", "User"]
