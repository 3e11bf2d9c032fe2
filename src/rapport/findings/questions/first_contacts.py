"""Which contacts were the last that their concern needed, told by all contacts of the same customer.

The same rule as `language/experience/first_contact.py`, asked of a million rows at once.
"""

from __future__ import annotations

from rapport.language.concerns.model import OTHER
from rapport.language.experience.first_contact import WINDOW_DAYS
from rapport.records.annotation import CANNOT_TELL

FOLLOWED = "coalesce(map($old, $new)[actual], actual)"
"""The concern a machine read, by the name it has today: labels `$old` became `$new`."""
WINDOW_US = int(WINDOW_DAYS * 86_400_000_000)
FIRST_CONTACTS = f"""(
    SELECT *, CASE
        WHEN about IS NULL THEN NULL
        WHEN resolved = 'not_solved' THEN 0
        WHEN epoch_us(next_at) - epoch_us(started_at) <= {WINDOW_US} THEN 0
        WHEN epoch_us(newest_at) - epoch_us(started_at) >= {WINDOW_US} THEN 1
    END AS first_contact
    FROM (
        SELECT *, max(started_at) OVER () AS newest_at,
            lead(started_at) OVER (
                PARTITION BY customer_id, about ORDER BY started_at, interaction_id
            ) AS next_at
        FROM (
            SELECT *, CASE WHEN customer_id <> '' AND started_at IS NOT NULL
                AND actual NOT IN ('', '{CANNOT_TELL}', '{OTHER}') THEN {FOLLOWED} END AS about
            FROM sheet WHERE eligible
        )
    )
)"""
"""The sheet with `first_contact`: 1 where the customer did not come back about the same within the window and
it was not read as unsolved, 0 otherwise; NULL without customer, concern or time, and where it is too young to
tell. Later contacts count wherever they came: on another channel, with another team."""
