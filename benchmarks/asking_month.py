"""A month of the simulated company: contacts, invitations, reminders, answers, alerts, cases, follow-ups.

`python -m benchmarks asking_month` (50,000 customers). The clock is given to every step; nothing is patched.
"""

from __future__ import annotations

import resource
import tempfile
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.asking_customers import BOND, SURVEY, Customers
from benchmarks.figure import Figure
from rapport.home import Home
from rapport.measures import nps, rake
from rapport.program.people.actor import TERMINAL
from rapport.program.sending.caps import Ask, held_back
from rapport.program.sending.plain import Due, Plan, Rules
from rapport.story import Company, index_of
from rapport.warehouse import Warehouse
from rapport.work.asking.outcome import Handed

SEED, CUSTOMERS, FIRST_DAY, DAYS = 7, 50_000, 40, 30
HOURS = (10, 16)
RULE = "rule: hard\nkind: problem\nall:\n- answer: {item: nps, at_most: 5}\nmost_a_day: 10000\n"
SOLVES_AFTER = timedelta(days=1)


@dataclass
class Played:
    """What a month came to."""

    home: Home
    customers: Customers
    invited: int = 0
    reminded: int = 0
    answered: int = 0
    cases: int = 0
    closed: int = 0
    recovered: int = 0
    broken: list[str] = field(default_factory=list)
    begging: set[str] = field(default_factory=set)
    truth: float = 0.0
    plain: float = 0.0
    weighted: float = 0.0
    seen: dict[str, datetime] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)


def run() -> list[Figure]:
    """The month at 50,000 customers, with what it found."""
    with tempfile.TemporaryDirectory() as folder:
        begin, busy = time.perf_counter(), time.process_time()
        played = play(Path(folder) / "home")
        seconds = time.perf_counter() - begin
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
        honest = len(played.begging - played.customers.beggar_ids())
        found = len(played.begging & played.customers.beggar_ids())
        return [
            Figure(f"a month at {CUSTOMERS:,} customers", seconds, "s", wanted="< 120"),
            Figure("  of it this process computed", time.process_time() - busy, "s"),
            *(Figure(f"  of it {name}", one, "s") for name, one in played.seconds.items()),
            Figure("invitations", played.invited, ""),
            Figure("reminders", played.reminded, ""),
            Figure("answers", played.answered, ""),
            Figure("cases opened by low scores", played.cases, ""),
            Figure("cases closed, whose customers were asked", played.closed, ""),
            Figure("customers who said it was put right, or not", played.recovered, ""),
            Figure("caps broken", len(played.broken), "", wanted="0"),
            Figure("begging agents found", found, f"of {len(played.customers.beggars)}"),
            Figure("honest agents suspected", honest, "", wanted="0 in 19 of 20 months"),
            Figure("NPS had everybody answered", played.truth, "points"),
            Figure("NPS of those who answered", played.plain, "points"),
            Figure("the same, weighted", played.weighted, "points", wanted="nearer to the truth"),
            Figure("peak resident memory", peak, "GiB"),
        ]


def play(root: Path, customers: int = CUSTOMERS, days: int = DAYS, seed: int = SEED) -> Played:
    """Plays it through in a new home."""
    company = Company(seed, round(customers / 0.55))
    bounds = [company.first_of_day(FIRST_DAY + day) for day in range(days + 1)]
    asked = Customers(company, bounds[0], bounds[-1])
    played = Played(_home(root, company, FIRST_DAY), asked)
    for day in range(days):
        midnight = begin_of(company, FIRST_DAY + day)
        _timed(played, "storing contacts", _store, played.home, asked, bounds[day], bounds[day + 1])
        for hour in HOURS:
            _tick(played, midnight + timedelta(days=1, hours=hour))
    last = begin_of(company, FIRST_DAY + days + 15)
    _timed(played, "looking at it", _looked_at, played, last)
    return played


def _home(root: Path, company: Company, first: int) -> Home:
    from rapport.program.setup import connect
    from rapport.work.init import init_home

    home = init_home(root, "Halyard")
    connect(home)
    _programmes(begin_of(company, first))
    with Warehouse(home.warehouse_path).write() as writer:
        writer.upsert("customers", company.customers())
    return home


def begin_of(company: Company, day: int) -> datetime:
    """When a day of the story begins."""
    return company.calendar.start + timedelta(days=day)


def _programmes(begin: datetime) -> None:
    """Surveys, programmes and a rule for alerts, all switched on."""
    from rapport.program.alerts.services import rule_create, rule_previewed, rule_switch
    from rapport.program.sending.services import programme_create, programme_switch, rules_set
    from rapport.program.surveys.services import survey_create, version_publish
    from rapport.work.asking.recovery import recovery_begin

    for name, text in (("after-contact", SURVEY), ("relationship", BOND)):
        survey_create(TERMINAL, name, text)
        version_publish(TERMINAL, name, 1)
    rules_set(TERMINAL, Rules(per_minute=100_000, weekdays=tuple(range(7))))
    contact = Plan("after-contact", reminders=1, remind_after_hours=24.0)
    bond = Plan("relationship", kind="relationship", delay_hours=0.0, expires_hours=336.0, draw="share",
                share=0.2)  # fmt: skip
    for name, plan in (("contact", contact), ("bond", bond)):
        programme_create(TERMINAL, name=name, title=name, plan=plan, now=begin)
    recovery_begin(TERMINAL, begin)
    for name in ("contact", "bond", "recovery"):
        programme_switch(TERMINAL, name, on=True, now=begin)
    rule = rule_create(TERMINAL, RULE)
    rule_previewed(TERMINAL, rule, 1, 0)
    rule_switch(TERMINAL, rule, True)


def _store(home: Home, asked: Customers, begin: int, end: int) -> None:
    with Warehouse(home.warehouse_path).write() as writer:
        writer.upsert("interactions", asked.contacts(begin, end))


def _tick(played: Played, now: datetime) -> None:
    from rapport.work.alerts.run import run_alerts
    from rapport.work.asking.planning import plan_by
    from rapport.work.asking.recovery import recoveries_due
    from rapport.work.asking.sending import send_by
    from rapport.work.surveys.publish_submissions import publish_submissions

    sent: list[Due] = []

    def hand(due: Due, _now: datetime) -> Handed:
        sent.append(due)
        return Handed("sent")

    _timed(played, "planning", plan_by, played.home, now)
    _timed(played, "sending", send_by, played.home, now, hand=hand, most=1_000_000, at_once=500)
    played.invited += sum(due.number == 0 for due in sent)
    played.reminded += sum(due.number > 0 for due in sent)
    _timed(played, "answering", _answer, played, sent, now)
    _timed(played, "publishing", publish_submissions, played.home)
    if now.hour == HOURS[0]:
        _timed(played, "alerts and cases", run_alerts, played.home, TERMINAL, now=now)
        _timed(played, "alerts and cases", _close, played, now)
    played.recovered += _timed(played, "recovery", recoveries_due, played.home)


def _answer(played: Played, sent: list[Due], now: datetime) -> None:
    """Those who answer do within minutes, so that the next step knows."""
    from django.db import transaction

    from rapport.program.surveys.answered import Given
    from rapport.program.surveys.models import Invitation
    from rapport.program.surveys.services.submissions import submission_put

    about = dict(
        Invitation.objects.filter(programme="contact", sent_at=now).values_list("pk", "interaction_id")
    )
    reminded = [due.invitation for due in sent if due.number]
    about |= dict(Invitation.objects.filter(pk__in=reminded).values_list("pk", "interaction_id"))
    with transaction.atomic():
        for due in sent:
            given = _given(played, due, about.get(due.invitation, ""))
            if given is None:
                continue
            at = now + timedelta(minutes=5)
            submission_put(
                Given(
                    key=due.invitation.hex,
                    version=due.version,
                    channel="email",
                    answers=given,
                    received_at=at,
                    invitation_id=due.invitation,
                    started_at=now,
                    completed_at=at,
                )
            )
            played.answered += 1


def _given(played: Played, due: Due, interaction: str) -> dict[str, Any] | None:
    if due.programme == "contact":
        return played.customers.reply(index_of(interaction), due.number > 0)
    drawn = due.invitation.int % 100
    if due.programme == "recovery":
        return {"settled": "yes_settled" if drawn < 30 else "not_settled"} if drawn < 50 else None
    return {"nps": 6 + drawn % 5} if drawn < 20 else None


def _close(played: Played, now: datetime) -> None:
    from rapport.program.cases.models import Case
    from rapport.program.cases.plain import Closing
    from rapport.program.cases.services import case_close

    played.cases = Case.objects.count()
    closing = Closing(resolution="solved", cause=None, justified=True)
    for pk, version in list(Case.objects.exclude(state=Case.CLOSED).values_list("pk", "version")):
        if played.seen.setdefault(str(pk), now) <= now - SOLVES_AFTER:
            case_close(TERMINAL, str(pk), closing, version, now)
            played.closed += 1


def _looked_at(played: Played, last: datetime) -> None:
    from rapport.program.surveys.models import Invitation
    from rapport.work.asking.signs import signs

    columns = ("customer_id", "key", "sent_at")
    asked: dict[str, list[Ask]] = {}
    for customer, key, at in Invitation.objects.filter(sent_at__isnull=False).values_list(*columns):
        asked.setdefault(customer, []).append(Ask(key.partition(":")[0], at, key=key))
    played.broken = [customer for customer, asks in asked.items() if broken(asks)]
    start = played.customers.company.calendar.start
    played.begging = {one.agent for one in signs(played.home, TERMINAL, start, last).found}
    played.truth, played.plain, played.weighted = _bias(played)


def broken(asks: list[Ask]) -> bool:
    """Whether somebody was asked more often than the rules allow, in the order in which it was."""
    inorder = sorted(asks, key=lambda one: one.at)
    rules = Rules()
    return any(held_back(one.kind, one.at, inorder[:n], rules) for n, one in enumerate(inorder))


def _bias(played: Played) -> tuple[float, float, float]:
    """The NPS of all contacts that could be asked about, of those who answered, and of these weighted by
    what is known of everybody: team, who came back, what agents noted as solved. Without agents who beg,
    as their signs say."""
    who, rows = played.customers, played.customers.counted
    staff = who.company.staff
    honest = rows & ~np.isin([staff.identifier(one) for one in who.s.agent.tolist()], list(played.begging))
    with Warehouse(played.home.warehouse_path).snapshot() as snapshot:
        found = snapshot.sql(
            "SELECT interaction_id, number FROM answers WHERE item = 'nps' AND survey LIKE 'after-contact@%'"
        ).to_pylist()
    given = {index_of(one["interaction_id"]) - who.start: one["number"] for one in found}
    answered = [row for row in given if honest[row]]
    known = {"team": who.s.team.astype(str), "again": np.where(who.again, "again", "first"),
             "status": who.status}  # fmt: skip
    margins = {name: _sizes(column[honest]) for name, column in known.items()}
    weights = rake({name: column[answered] for name, column in known.items()}, margins)
    values = [given[row] for row in answered]
    plain, weighted = nps(values), nps(values, weights=weights)
    truth = nps(who.felt.nps[honest])
    return tuple(float(one.value or 0.0) for one in (truth, plain, weighted))  # type: ignore[return-value]


def _sizes(column: Any) -> dict[str, float]:
    names, counts = np.unique(column, return_counts=True)
    return dict(zip(names.tolist(), map(float, counts), strict=True))


def _timed(played: Played, name: str, work: Any, *given: Any, **more: Any) -> Any:
    begin = time.perf_counter()
    found = work(*given, **more)
    played.seconds[name] = played.seconds.get(name, 0.0) + time.perf_counter() - begin
    return found
