"""Reads: who there is, who acts, and what was changed."""

from rapport.program.people.selectors.actors import actor_of, actor_of_key
from rapport.program.people.selectors.keys import keys_list
from rapport.program.people.selectors.log import log_entries
from rapport.program.people.selectors.people import invitations_open, people_list, person

__all__ = [
    "actor_of",
    "actor_of_key",
    "invitations_open",
    "keys_list",
    "log_entries",
    "people_list",
    "person",
]
