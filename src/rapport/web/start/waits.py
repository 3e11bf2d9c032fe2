"""What waits for a person: work to score, sessions to acknowledge, praise not yet seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from rapport.program.audits.selectors import own_work, sample_counts
from rapport.program.coaching.selectors import praises, sessions
from rapport.program.judging.selectors import judging_waiting
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.reports import words

RUNNING = 3


@dataclass(frozen=True)
class Waiting:
    """One thing, and where it is done."""

    text: str
    address: str


@dataclass(frozen=True)
class Running:
    """An audit that is being scored."""

    name: str
    done: int
    asked: int
    overdue: int


def waiting_for(actor: Actor) -> tuple[Waiting, ...]:
    """What waits for this person, the nearest first."""
    return tuple(_waiting(actor))


def running_audits(actor: Actor) -> tuple[Running, ...]:
    """Samples that are not scored through, the one with most left first."""
    if not actor.may(Permission.SAMPLES_READ):
        return ()
    held = [(name, one) for name, one in sample_counts(actor).items() if one.open and one.done]
    held.sort(key=lambda pair: (-pair[1].open, pair[0]))
    return tuple(Running(name, one.done, one.asked, one.overdue) for name, one in held[:RUNNING])


def _waiting(actor: Actor) -> Iterator[Waiting]:
    if actor.may(Permission.EVALUATIONS_SUBMIT):
        mine = own_work(actor)
        if mine.open:
            late = f", {mine.overdue} overdue" if mine.overdue else ""
            yield Waiting(f"{words.plural(mine.open, 'interaction')} to score{late}", "/audit/scoring/")
    yield from _judging(actor)
    if not (actor.may(Permission.COACHING_OWN) and actor.agent_id):
        return
    for one in sessions(actor, actor.agent_id, open_only=True):
        if one.state == "held":
            text = f"A session with {one.lead} to acknowledge"
            yield Waiting(text, reverse("coaching-session", args=[one.id]))
    new = sum(one.seen_at is None for one in praises(actor, actor.agent_id))
    if new:
        yield Waiting(f"{words.plural(new, 'word')} of praise", reverse("own-work"))


def _judging(actor: Actor) -> Iterator[Waiting]:
    """What is asked for beside samples, disputes, certificates that end."""
    found = judging_waiting(actor)
    if found.tasks:
        late = f", {found.late} overdue" if found.late else ""
        asked = words.plural(found.tasks, "interaction")
        yield Waiting(f"{asked} asked for separately{late}", "/audit/scoring/")
    if found.disputes:
        late = f", {found.overdue} overdue" if found.overdue else ""
        text = f"{words.plural(found.disputes, 'dispute')} to decide{late}"
        yield Waiting(text, reverse("judging:disputes"))
    for criteria, until in found.ending:
        text = f"Your certificate for {criteria} ends on {until:%Y-%m-%d}"
        yield Waiting(text, reverse("judging:certification"))
    if found.answered:
        text = f"{words.plural(found.answered, 'dispute')} answered this week"
        yield Waiting(text, f"{reverse('judging:disputes')}?state=")
