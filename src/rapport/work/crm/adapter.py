"""Adapters to CRMs: ours, or one found by its name among the entry points `rapport.crm`.

An adapter is a function `(home, customer_id, facts) -> Written`. It writes the facts of one customer, is
called again with the same ones after a failure, raises nothing, and answers what became of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import entry_points
from typing import Any

from rapport.home import Home
from rapport.records import InputError

GROUP = "rapport.crm"
OURS = "http"


@dataclass(frozen=True)
class Written:
    """`problem` empty: the CRM has it. `again`: worth another try."""

    problem: str = ""
    again: bool = False


Adapter = Callable[[Home, str, Mapping[str, Any]], Written]


def adapter_of(home: Home) -> Adapter:
    """The adapter that the home names. Raises InputError where nothing is installed by that name."""
    name = home.settings.crm_adapter
    if name == OURS:
        from rapport.work.crm.http import write

        return write
    found = {one.name: one for one in entry_points(group=GROUP)}
    if name not in found:
        known = ", ".join((OURS, *sorted(found)))
        raise InputError(f"There is no adapter {name!r}", "crm_adapter", f"Installed are: {known}.")
    adapter: Adapter = found[name].load()
    return adapter
