"""How a survey is run, as plain data."""

from __future__ import annotations

from dataclasses import dataclass

WHO = ("everybody", "drawn", "chosen_by_staff", "volunteers")
SENT_BY = ("company", "employee")
REWARDS = ("none", "for_answering", "for_high_scores")
REMINDED = ("everybody", "non_respondents")
LEFT_OUT = ("complaints", "unsolved", "cancelled", "abandoned", "short")
"""Contacts that some leave out; who had them is often unhappy."""
METRICS = ("nps", "csat", "ces", "psat")


@dataclass(frozen=True)
class Practice:
    """What is known of how a survey is run; None and empty where nothing is said, and nothing is judged.

    `hours_after` a contact it is sent, `hours_until_known` what it asks about can be known at the earliest;
    `left_out` contacts after which nobody is asked; `invitation` the words that go out."""

    programme: str = ""
    metric: str | None = None
    relationship: bool | None = None
    who: str | None = None
    sent_by: str | None = None
    staff_see_who: bool | None = None
    pay_by_score: bool | None = None
    reward: str | None = None
    left_out: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    customers_speak: tuple[str, ...] = ()
    hours_after: float | None = None
    hours_until_known: float | None = None
    expires_hours: float | None = None
    days_between: float | None = None
    reminders: int | None = None
    reminded: str | None = None
    closed_loop: bool | None = None
    opt_out: bool | None = None
    says_why: bool | None = None
    anonymous_promised: bool | None = None
    staff_see_answers: bool | None = None
    minutes: float | None = None
    invitation: str = ""
