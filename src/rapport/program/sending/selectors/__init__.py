"""Everything that reads; each checks who asks where somebody does."""

from rapport.program.sending.selectors.lists import list_left_out, lists, lists_in_doubt
from rapport.program.sending.selectors.programmes import (
    messages_in_doubt,
    programme,
    programme_versions,
    programmes,
    progress,
    rounds,
)

__all__ = [
    "list_left_out",
    "lists",
    "lists_in_doubt",
    "messages_in_doubt",
    "programme",
    "programme_versions",
    "programmes",
    "progress",
    "rounds",
]
