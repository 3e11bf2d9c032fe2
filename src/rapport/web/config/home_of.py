"""The home this process serves, opened once."""

from __future__ import annotations

from functools import lru_cache

from rapport.home import Home, open_home


@lru_cache(maxsize=1)
def served_home() -> Home:
    """The home that `RAPPORT_HOME` names."""
    return open_home()
