"""What a rule would have done: asked of the past, before it is switched on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from rapport.home import Home, open_home
from rapport.measures import Estimate, proportion
from rapport.program.alerts.definition.model import Definition
from rapport.program.alerts.definition.parse import parse_rule
from rapport.program.alerts.definition.written import rule_text
from rapport.program.alerts.plain import Hit
from rapport.program.alerts.quiet import Quiet
from rapport.program.judging.business_days import BusinessHours
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.setup import connect
from rapport.records.errors import InputError
from rapport.warehouse.manifest import read_manifest
from rapport.work.alerts.asking import Stretch, hits_of, newest_of
from rapport.work.alerts.run import business_hours, state_for
from rapport.work.results.sight import still_blind
from rapport.work.understanding.later import worked_out
from rapport.work.understanding.sheet.ask import sheet_of
from rapport.work.understanding.sheet.place import Sheet

MOST_HITS, MOST_DAYS, DAYS = 20_000, 366, 30
SHOWN = 50


@dataclass(frozen=True)
class Would:
    """One thing the rule would have fired for; `quiet`: it would have kept quiet, `justified`: what people
    found of it, where they had a case about it."""

    hit: Hit
    quiet: bool
    justified: bool | None = None


@dataclass(frozen=True)
class Preview:
    """What a rule would have done from `since` to `until`. `things` is all it is about, of which it `fires`
    for those that no quiet time covers: for so many `customers`, `twice` of them more than once. `at_once`:
    what it would fire for when it is switched on now. `stops`: on so many days it would have stopped.
    `beyond`: so many more things are not looked at, and nothing is said of them. `rows` are the newest."""

    since: datetime
    until: datetime
    things: int
    fires: int
    customers: int
    twice: int
    at_once: int
    stops: int
    beyond: int
    weeks: tuple[tuple[date, int], ...]
    rows: tuple[Would, ...]
    justified: Estimate | None
    hidden: int
    data_version: int

    @property
    def looked(self) -> int:
        """How many things were looked at."""
        return self.things - self.beyond

    @property
    def rests(self) -> int:
        """About how many of them it would have kept quiet."""
        return self.looked - self.fires


@dataclass(frozen=True)
class Past:
    """What was asked of the tables: hits with whether the rule keeps quiet about them, oldest first."""

    since: datetime
    until: datetime
    hits: tuple[tuple[Hit, bool], ...]
    total: int
    data_version: int


def preview_of(
    home: Home,
    actor: Actor,
    rule: Definition,
    days: int = DAYS,
    *,
    now: datetime | None = None,
    wait_s: float | None = None,
    rows: int = SHOWN,
) -> Preview | None:
    """What the rule would have done in the last `days` of the data; None while it is worked out.

    Raises NotAllowedError, InputError for days that cannot be.
    """
    actor.require(Permission.CASES_LEAD)
    if not 1 <= days <= MOST_DAYS:
        raise InputError(f"A preview of {days} days", "days", f"Give 1 to {MOST_DAYS}.")
    connect(home)
    sheet = sheet_of(home)
    if sheet is None:
        return None
    moment, hours = now or datetime.now(UTC), business_hours(rule)
    past: Past | None = worked_out(
        home,
        ("alert", rule_text(rule), days, now, repr(hours)),
        sheet.data_version,
        state_for(rule, read_manifest(home.warehouse_path), sheet, moment),
        f"{__name__}:ask_past",
        sheet,
        rule_text(rule),
        days,
        moment,
        hours,
        wait_s=wait_s,
    )
    return None if past is None else _told(home, actor, rule, past, moment, rows)


def ask_past(
    root: str, sheet: Sheet, text: str, days: int, now: datetime, hours: BusinessHours | None
) -> Past:
    """In this process, or in the one beside."""
    home, rule = open_home(root), parse_rule(text)
    newest = newest_of(home, rule)
    # Data that ended long ago is looked at where it ended.
    until = now if newest is None else min(now, newest + timedelta(seconds=1))
    since = until - timedelta(days=days)
    found = hits_of(home, rule, Stretch(since, until, home.settings.zone, hours), MOST_HITS, sheet)
    quiet = Quiet(rule.quiet_days)
    hits = tuple((one, not quiet.passes(one.customer_id, one.at)) for one in found.hits)
    return Past(since, until, hits, found.total, found.data_version)


def _told(home: Home, actor: Actor, rule: Definition, past: Past, now: datetime, most: int) -> Preview:
    from rapport.program.alerts.selectors import verdicts_of_things

    fires = [hit for hit, quiet in past.hits if not quiet]
    people = Counter(one.customer_id for one in fires if one.customer_id)
    zone = home.settings.zone
    days = Counter(one.at.astimezone(zone).date() for one in fires)
    weeks = Counter(day - timedelta(days=day.weekday()) for day in days.elements())
    verdicts = verdicts_of_things(actor, fires, rule.kind)
    blind = still_blind(actor)
    seen = [pair for pair in reversed(past.hits) if pair[0].interaction_id not in blind]
    since = now - timedelta(days=rule.days_back)
    return Preview(
        past.since,
        past.until,
        things=past.total,
        fires=len(fires),
        customers=len(people),
        twice=sum(1 for many in people.values() if many > 1),
        at_once=sum(1 for one in fires if one.at >= since),
        stops=sum(1 for many in days.values() if many > rule.most_a_day),
        beyond=past.total - len(past.hits),
        weeks=_every_week(weeks, past, zone),
        rows=tuple(Would(hit, quiet, verdicts.get(hit.subject)) for hit, quiet in seen[:most]),
        justified=_justified(list(verdicts.values()), home.settings.confidence),
        hidden=len(past.hits) - len(seen),
        data_version=past.data_version,
    )


def _justified(verdicts: list[bool], confidence: float) -> Estimate | None:
    if not verdicts:
        return None
    return proportion(sum(verdicts), len(verdicts), confidence)


def _every_week(weeks: Counter[date], past: Past, zone: ZoneInfo) -> tuple[tuple[date, int], ...]:
    """Weeks in their order, also those without anything; they begin on Monday."""
    first = past.since.astimezone(zone).date()
    last = past.until.astimezone(zone).date()
    monday = first - timedelta(days=first.weekday())
    many = (last - monday).days // 7 + 1
    return tuple((day, weeks[day]) for day in (monday + timedelta(weeks=n) for n in range(many)))
