"""What goes in and out of the hooks application: frozen plain data, never models."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

TEST = "hook.test"
EVENTS = {
    "evaluation.submitted": "An evaluation was handed in, or took another's place",
    "evaluation.retracted": "An evaluation was withdrawn or replaced",
    "sample.drawn": "A sample was drawn",
    "criteria.published": "A version of criteria was published",
    "dispute.opened": "Somebody contests an evaluation",
    "dispute.decided": "A dispute was upheld or accepted",
    "report.made": "A report was made",
    "alert.fired": "A rule fired: something to make right, an opportunity or praise",
    "alert_rule.stopped": "A rule reached the most it may do a day and stopped",
    "case.opened": "A case was opened",
    "case.assigned": "A case was given to somebody",
    "case.overdue": "A case was not closed in time",
    "case.escalated": "Somebody was asked to help with a case",
    "case.followed_up": "A note, call or e-mail was kept with a case",
    "case.merged": "A case became part of another",
    "case.closed": "A case was closed",
    "case.reopened": "A closed case was taken up again",
    "case.answered": "A customer said whether it was put right",
    "survey.published": "A version of a survey was published",
    "survey.closed": "A version of a survey takes no more answers",
    "invitations.sent": "Invitations and reminders were sent: one message for those of a round",
    "invitation.bounced": "An invitation or reminder came back: nobody got it",
    "customer.opted_out": "Somebody wants to be asked no more",
    "plan.started": "A plan began",
    "plan.checked_in": "Somebody said where a plan stands this week",
    "plan.ended": "A plan was done, or dropped",
    "plan.initiative_added": "An initiative was added to a plan",
    "plan.initiative_dropped": "An initiative was dropped, or taken up again",
    "plan.step_added": "A step was added to an initiative",
    "plan.step_done": "A step was done, or is not after all",
    "coaching.planned": "A coaching session was planned",
    "coaching.held": "A coaching session was held",
    "coaching.acknowledged": "Who was coached says that the session was held as written",
    "coaching.closed": "A coaching session was closed",
    "lesson.finished": "Somebody says that they read a lesson",
    "certification.started": "Somebody began to be measured against gold",
    "certification.ended": "An attempt at certification ended: passed, failed or given up",
    "certificate.given": "Somebody has a certificate: earned or appointed",
    "certificate.revoked": "Somebody's certificates for some criteria ended",
    "praise.given": "A lead praised somebody",
    "suggestion.made": "Somebody suggested something",
    "suggestion.answered": "Somebody said what becomes of a suggestion",
    "submission.completed": "A survey was answered to its end",
    "job.ended": "Long work ended: done, failed or stopped",
}
"""What can be heard of, and what it means."""


@dataclass(frozen=True)
class HookFacts:
    """A webhook as its administrators see it; secrets are never among it. `stopped_because` is empty where
    somebody stopped it. `waiting` counts messages on their way."""

    id: str
    name: str
    address: str
    events: tuple[str, ...]
    made_by: str
    created_at: datetime
    stopped_at: datetime | None
    stopped_because: str
    failing_since: datetime | None
    rotating_until: datetime | None
    waiting: int


@dataclass(frozen=True)
class DeliveryFacts:
    """One message to one address. `state`: waiting, delivered or failed; `status` and `problem` tell of the
    last try."""

    id: int
    message: str
    kind: str
    happened_at: datetime
    state: str
    attempts: int
    try_at: datetime
    tried_at: datetime | None
    status: int | None
    spent_ms: int | None
    problem: str
    body: str


@dataclass(frozen=True)
class Due:
    """A message to be sent now. Every one of `secrets` signs it."""

    delivery: int
    attempt: int
    hook: str
    message: str
    address: str
    body: str
    secrets: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """How a try went. `gone`: the receiver wants nothing any more; `wait_s`: it asks for patience."""

    status: int | None
    spent_ms: int
    problem: str = ""
    gone: bool = False
    wait_s: float = 0.0

    @property
    def arrived(self) -> bool:
        """Whether the receiver took it."""
        return not self.problem
