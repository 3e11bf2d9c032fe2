"""Reads: who there is, who acts, and what was changed."""

from rapport.program.people.selectors.actors import actor_of, actor_of_key
from rapport.program.people.selectors.log import log_entries
from rapport.program.people.selectors.people import people_list

__all__ = ["actor_of", "actor_of_key", "log_entries", "people_list"]
