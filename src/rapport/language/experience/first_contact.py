"""Whether a contact settled its concern, by the customer not coming back for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from rapport.records.errors import InputError

WINDOW_DAYS = 7.0


def first_contact_resolved(
    customers: Sequence[str | None],
    concerns: Sequence[str | None],
    times: Sequence[datetime | None],
    as_of: datetime,
    resolved: Sequence[bool | None] | None = None,
    *,
    window_days: float = WINDOW_DAYS,
) -> list[bool | None]:
    """Contacts after which the customer did not come back with the same concern.

    Question it answers: was this contact the last that its concern needed?

    Definition: True when the same customer had no further contact on the same concern within `window_days`
    after this one, False when there was one. With `resolved`, a contact whose concern was judged unsolved is
    False as well.

    Base: contacts with customer, concern and time, at least as old as the window. Missing (None): contacts
    without one of these, and contacts younger than the window that had no further one yet: too new to tell.

    Parameters: one row a contact: `customers`, `concerns`, `times` (UTC); `as_of` the end of observation;
    `resolved` True, False or None (cannot tell).

    Returns: a list of True, False or None, one a row.

    Raises: InputError for columns of unequal length, or a window that is not above 0.

    Do not: compare companies that name concerns differently: coarser concerns make more contacts a return.

    Validated against: brute force over all pairs of contacts.

    Example:
        >>> day = lambda d: datetime(2026, 3, d)
        >>> first_contact_resolved(["a", "a", "b"], ["bill"] * 3, [day(1), day(5), day(3)], day(31))
        [False, True, True]
    """
    if not window_days > 0:
        raise InputError(f"a window of {window_days} days", "window_days", "give a number of days above 0")
    judged = [None] * len(customers) if resolved is None else list(resolved)
    if not len(customers) == len(concerns) == len(times) == len(judged):
        raise InputError("columns of unequal length", "contacts", "give one row a contact in each")
    window = timedelta(days=window_days)
    histories: dict[tuple[str, str], list[tuple[datetime, int]]] = {}
    for row, (customer, concern, at) in enumerate(zip(customers, concerns, times, strict=True)):
        if customer and concern and at is not None and at <= as_of:
            histories.setdefault((customer, concern), []).append((at, row))
    found: list[bool | None] = [None] * len(judged)
    for history in histories.values():
        history.sort()
        for place, (at, row) in enumerate(history):
            following = history[place + 1][0] if place + 1 < len(history) else None
            again = following is not None and following - at <= window
            if again or judged[row] is False:
                found[row] = False
            elif as_of - at >= window:
                found[row] = True
    return found
