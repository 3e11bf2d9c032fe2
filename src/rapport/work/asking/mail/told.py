"""What an invitation says, before it is a mail or a text message."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import quote

from rapport.home import Home
from rapport.program.sending.plain import CONTACT, FOLLOW_UP, Arm, Due, Plan
from rapport.program.sending.times import zone_of
from rapport.program.surveys.answered import Answerable
from rapport.program.surveys.tokens import ANSWER, LEAVE, OPENED, token
from rapport.records import InputError
from rapport.surveys.asked import asked
from rapport.surveys.given import readable
from rapport.surveys.model import SCALED, Item, Survey
from rapport.surveys.piping import piped
from rapport.surveys.translation import in_language
from rapport.work.asking.mail.words import nearest, words_in

LEAVE_DAYS = 400
MOST_CHOICES = 7
MOST_STEPS = 11


@dataclass(frozen=True)
class Step:
    """One answer to the first question: what it says, and where it leads."""

    words: str
    link: str
    title: str = ""


@dataclass(frozen=True)
class Told:
    """All that an invitation says, in one language, facts put in and nothing escaped. `picture` is
    the address of one that tells that the mail was opened; usually there is none."""

    language: str
    company: str
    sender: str
    subject: str
    intro: str
    question: str
    low: str
    high: str
    steps: tuple[Step, ...]
    choices: tuple[Step, ...]
    link: str
    leave_link: str
    why: str
    until: str
    picture: str = ""
    words: dict[str, str] = field(default_factory=dict)


def told(home: Home, due: Due, version: Answerable, now: datetime) -> Told:
    """Raises InputError where the home has no address that customers could come to."""
    if not home.settings.address:
        raise InputError("Customers have no address to answer at", "address", "Set address in rapport.toml.")
    language = nearest(due.language, version.survey.languages)
    survey, words = in_language(version.survey, language), words_in(language)
    plan = due.plan or Plan(survey=survey.id)
    arm = next((one for one in plan.arms if one.name == due.arm), Arm(due.arm))
    facts = {**due.facts, "company.name": home.settings.name}
    base = home.settings.address.rstrip("/")
    link = f"{base}/s/{token(ANSWER, due.invitation, due.version, due.expires_at)}"
    away = token(LEAVE, due.invitation, due.version, now + timedelta(days=LEAVE_DAYS))
    seen = token(OPENED, due.invitation, due.version, due.expires_at)
    first = next(iter(asked(survey, {}, due.facts)), None)
    company = version.sender or home.settings.name
    about = _about(due)
    subject = one_line(piped(arm.subject or plan.subject, facts)) or words[about].format(company)
    zone = zone_of(str(due.facts.get("customer.time_zone", "")), home.settings.zone)
    return Told(
        language=language,
        company=company,
        sender=one_line(plan.sender) or company,
        subject=words["reminder"].format(subject) if due.number else subject,
        intro=piped_lines(arm.intro or plan.intro or survey.intro, facts),
        question=piped(first.text, facts) if first else "",
        low=first.scale.low_label if first and first.scale else "",
        high=first.scale.high_label if first and first.scale else "",
        steps=_steps(first, link),
        choices=_choices(first, link, survey, facts),
        link=link,
        leave_link=f"{base}/s/{away}/leave",
        why=words[f"why_{about}"].format(home.settings.name),
        until=words["until"].format(f"{due.expires_at.astimezone(zone):%Y-%m-%d %H:%M %Z}"),
        picture=f"{base}/s/{seen}/opened.gif" if home.settings.mail_opened else "",
        words=dict(words),
    )


def _about(due: Due) -> str:
    """Which words say why somebody is asked. Who stands on a list need not have been in touch."""
    listed = due.plan is None and due.kind == CONTACT
    return due.kind if due.kind in (CONTACT, FOLLOW_UP) and not listed else "relationship"


def _steps(item: Item | None, link: str) -> tuple[Step, ...]:
    if item is None or item.type not in SCALED or item.scale is None:
        return ()
    scale = item.scale
    if scale.high - scale.low + 1 > MOST_STEPS:
        return ()
    ends = {scale.low: scale.low_label, scale.high: scale.high_label}
    return tuple(
        Step(str(number), f"{link}?{quote(item.id)}={number}", ends.get(number, ""))
        for number in range(scale.low, scale.high + 1)
    )


def _choices(item: Item | None, link: str, survey: Survey, facts: dict[str, str]) -> tuple[Step, ...]:
    if item is None or item.type != "single_choice" or len(item.choices) > MOST_CHOICES:
        return ()
    return tuple(
        Step(piped(one.text, facts), f"{link}?{quote(item.id)}={quote(one.id)}") for one in item.choices
    )


def one_line(text: str) -> str:
    """Text that can stand in a header: one line, no control characters."""
    return " ".join(readable(text).split())


def piped_lines(text: str, facts: dict[str, str]) -> str:
    """Facts put in; lines stay."""
    return "\n".join(piped(line, facts).strip() for line in text.strip().splitlines())
