"""Takes in what people answer: one statement, nothing read before it.

Nobody is signed in: the page has looked at the address somebody came by, or the key of a program.
"""

from __future__ import annotations

from typing import Any

import orjson
from django.db import connection

from rapport.program.surveys.answered import Given
from rapport.program.surveys.services.in_line import in_line

COLUMNS = (
    "key", "version_id", "invitation_id", "door_id", "answers", "seconds", "known", "language", "channel",
    "started_at", "received_at", "completed_at",
)  # fmt: skip
MERGED = {
    "sqlite": "{0} = json_patch(surveys_submission.{0}, excluded.{0})",
    "postgresql": "{0} = surveys_submission.{0} || excluded.{0}",
}
HELD = {"sqlite": "%s", "postgresql": "%s::jsonb"}
JSON = ("answers", "seconds", "known")


def submission_put(given: Given) -> dict[str, Any] | None:
    """Keeps a form, or a page of one: what was handed in before under the same key is added to.

    Returns: all answers so far; None where the form was complete already (or carried on as it stood), and
    nothing changed. When this returns the answer lasts.
    """
    with in_line(), connection.cursor() as cursor:
        cursor.execute(_statement(connection.vendor), _values(given))
        rows = cursor.fetchall()
    if not rows:
        return None
    found = rows[0][0]
    answers: dict[str, Any] = orjson.loads(found) if isinstance(found, str | bytes) else found
    return answers


def _statement(vendor: str) -> str:
    merged = ", ".join(MERGED[vendor].format(one) for one in JSON)
    values = ", ".join(HELD[vendor] if one in JSON else "%s" for one in COLUMNS)
    return (
        f"INSERT INTO surveys_submission ({', '.join(COLUMNS)}) VALUES ({values}) "
        f"ON CONFLICT (key) DO UPDATE SET {merged}, language = excluded.language, "
        "received_at = excluded.received_at, completed_at = excluded.completed_at "
        "WHERE surveys_submission.completed_at IS NULL AND surveys_submission.published_at IS NULL "
        "AND surveys_submission.version_id = excluded.version_id "
        "RETURNING answers"
    )


def _values(given: Given) -> list[Any]:
    times = (given.started_at, given.received_at, given.completed_at)
    moment = connection.ops.adapt_datetimefield_value
    invitation: Any = given.invitation_id
    if invitation is not None and connection.vendor == "sqlite":
        invitation = invitation.hex
    kept = [orjson.dumps(dict(getattr(given, one))).decode() for one in JSON]
    return [
        given.key,
        given.version,
        invitation,
        given.door_id,
        *kept,
        given.language,
        given.channel,
        *map(moment, times),
    ]
