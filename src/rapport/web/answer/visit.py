"""Somebody who came to answer: by which address, to which survey, and whether it still takes anything."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from rapport.program.surveys.answered import Answerable, Entrance, SoFar
from rapport.program.surveys.errors import TokenError
from rapport.program.surveys.selectors.answering import answerable, entrance, invited, so_far
from rapport.program.surveys.selectors.submissions import GRACE, OPEN_FORM
from rapport.program.surveys.tokens import ANSWER, DOOR, door_token, read_token
from rapport.surveys.model import Survey
from rapport.surveys.translation import in_language
from rapport.web.answer.stamp import Stamp

LONGEST = 20


@dataclass(frozen=True)
class Visit:
    """What an address leads to. `token` is its last part; `entrance` None: an invitation."""

    key: str
    token: str
    version: Answerable
    expires_at: datetime
    now: datetime
    invitation: uuid.UUID | None = None
    entrance: Entrance | None = None
    is_own: bool = True
    """Whether the address they came by is this form's alone."""

    @property
    def address(self) -> str:
        """Of the form."""
        if self.entrance is None:
            return f"/s/{self.token}"
        return f"/f/{self.entrance.id}/{self.token}"

    @property
    def channel(self) -> str:
        """Of the way in; of an invitation, its row knows."""
        return self.entrance.kind if self.entrance else "link"

    def facts(self) -> Mapping[str, Any]:
        """What is known of who came."""
        if self.entrance is not None:
            return self.entrance.facts
        found = invited(self.invitation) if self.invitation else None
        return found.facts if found else {}

    def so_far(self) -> SoFar | None:
        """What was handed in up to now."""
        return so_far(self.key)

    def over(self, begun_at: datetime | None) -> str:
        """Why nothing is taken (`over`, `expired`), or "": a form begun in time is taken for a day more."""
        ends = {"expired": self.expires_at, "over": self.version.closed_at}
        if self.entrance is not None and self.entrance.ends_at is not None:
            ends["over"] = min(filter(None, (self.entrance.ends_at, ends["over"])))
        for why, end in ends.items():
            in_time = begun_at is not None and end is not None and begun_at < end and self.now <= end + GRACE
            if end is not None and end <= self.now and not in_time:
                return why
        return ""

    def begun(self, found: SoFar | None) -> Stamp:
        """The stamp of a screen that is shown now."""
        before = found.started_at if found else None
        return Stamp(before or self.now, self.now)

    def asked_in(self, request: HttpRequest, before: str = "") -> Survey:
        """The survey in the language chosen, else the one begun in, else the browser's, else its own."""
        survey = self.version.survey
        chosen = request.POST.get("lang") or request.GET.get("lang") or before
        return in_language(survey, language_of(survey, chosen, request.headers.get("Accept-Language", "")))


def visit_invited(text: str) -> Visit:
    """By an invitation's address. Raises TokenError for one that is not ours, or long over."""
    now = datetime.now(UTC)
    token = read_token(text, ANSWER, now - GRACE)
    return Visit(
        token.subject.hex, text, _version(token.version), token.expires_at, now, invitation=token.subject
    )


def visit_door(door: str, text: str = "") -> Visit:
    """By a way in; without an address of a form of its own: a new one. Raises TokenError."""
    now = datetime.now(UTC)
    found = entrance(door)
    if found is None:
        raise TokenError("This address is not one of ours", None, "Use the address as it was sent.")
    if not text and found.version is None:
        raise TokenError("This survey is closed", None, "Nothing more is asked of you.")
    own = bool(text)
    text = text or door_token(found.version or 0, now + OPEN_FORM)
    token = read_token(text, DOOR, now - GRACE)
    version = _version(token.version)
    if version.survey.id != found.survey_id:
        raise TokenError("This address is not one of ours", None, "Use the address as it was sent.")
    return Visit(token.subject.hex, text, version, token.expires_at, now, entrance=found, is_own=own)


def language_of(survey: Survey, chosen: str, accepted: str) -> str:
    """The best of the survey's languages for who chose this one, and whose browser asks for those."""
    wanted = [chosen[:LONGEST]] + [one for one, _ in parse_accept_lang_header(accepted[:500])]
    known = {one.lower(): one for one in survey.languages}
    for one in filter(None, wanted):
        base = one.lower().partition("-")[0]
        near = next((name for low, name in known.items() if low.partition("-")[0] == base), None)
        if (hit := known.get(one.lower()) or known.get(base) or near) is not None:
            return hit
    return survey.language


def _version(number: int) -> Answerable:
    found = answerable(number)
    if found is None:
        raise TokenError("This address is not one of ours", None, "Use the address as it was sent.")
    return found


def seconds_since(moment: datetime, now: datetime) -> float:
    """How long a screen was looked at; an hour at most: nobody reads for longer."""
    return round(max(0.0, min((now - moment) / timedelta(seconds=1), 3600.0)), 1)
