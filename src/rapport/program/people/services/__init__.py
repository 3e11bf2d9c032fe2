"""Writes: who there is, what they may do, and the log of every change."""

from rapport.program.people.services.invitations import (
    invitation_accept,
    invitation_accept_known,
    invitation_send,
    invitation_withdraw,
)
from rapport.program.people.services.keys import key_issue, key_revoke
from rapport.program.people.services.log import log_change
from rapport.program.people.services.people import person_create, person_set_active
from rapport.program.people.services.profile import person_set_agent, profile_set
from rapport.program.people.services.roles import grants_set

__all__ = [
    "grants_set",
    "invitation_accept",
    "invitation_accept_known",
    "invitation_send",
    "invitation_withdraw",
    "key_issue",
    "key_revoke",
    "log_change",
    "person_create",
    "person_set_active",
    "person_set_agent",
    "profile_set",
]
