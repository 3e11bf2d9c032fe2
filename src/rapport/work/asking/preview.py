"""What a programme would do, before it is switched on: whom it would ask of a day's contacts, whom not and
why, and when its number would be known to ±5 points."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from rapport.home import Home
from rapport.measures import sample_size
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.sending.plain import CONTACT, EVENT, RELATIONSHIP, Candidate, Looked, Mark, Plan
from rapport.records import InputError
from rapport.surveys.parse import parse_survey
from rapport.warehouse import Warehouse
from rapport.warehouse.snapshot import Snapshot
from rapport.work.asking.candidates import a_day, batches
from rapport.work.asking.planning import with_cases
from rapport.work.asking.records import names_of

USUAL_RATE = 0.15
"""Which share answers, where the home has no experience of its own: an assumption, and told as one."""
LEAST_SENT = 100
MOST = 20_000
DEVIATION = {"nps": 80.0}
"""In points, where a metric's own spread is wider than a share's; of an NPS with a third each it is 82."""
MARGIN = 5.0


@dataclass(frozen=True)
class Preview:
    """`day` is the end of the day looked at, `latest` the last contact there is where that day is past.
    `rate` is the share that answers, `own_rate` whether the home has seen it. `base` answers make ±5 points;
    `known_in_days` None: never, at this pace."""

    day: datetime
    stale: bool
    looked: Looked
    a_day: float
    rate: float
    own_rate: bool
    metric: str
    base: int
    known_in_days: int | None
    cut: bool = False


def preview_of(home: Home, actor: Actor, plan: Plan, name: str, now: datetime) -> Preview:
    """Nothing is written and nobody asked. Raises NotAllowedError; InputError where no survey is open."""
    from rapport.program.sending.selectors.marks import answer_rate, survey_text

    actor.require(Permission.SURVEYS_READ)
    text = survey_text(plan)
    if text is None:
        raise InputError(f"The survey {plan.survey} has no open version", "survey", "Publish one first.")
    names = names_of(text, plan.subject, plan.intro)
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        day = _day(snapshot, plan, now)
        volume = a_day(snapshot, plan, day)
        candidates, cut = _candidates(home, snapshot, plan, day, names)
    looked = _decided(home, plan, name, candidates, day, volume)
    sent, answered = answer_rate(name)
    rate = answered / sent if sent >= LEAST_SENT else USUAL_RATE
    metric = next((one.type for one in parse_survey(text).items if one.scale is not None), "")
    base = base_for(metric)
    daily = looked.asked * rate
    return Preview(
        day=day,
        stale=now - day > timedelta(days=1),
        looked=looked,
        a_day=volume,
        rate=rate,
        own_rate=sent >= LEAST_SENT,
        metric=metric,
        base=base,
        known_in_days=-int(-base // daily) if daily > 0 else None,
        cut=cut,
    )


def base_for(metric: str, margin: float = MARGIN) -> int:
    """How many answers make ±5 points: of a share at worst, of an NPS by its wider spread."""
    if metric in DEVIATION:
        return sample_size(margin=margin, deviation=DEVIATION[metric])
    return sample_size(margin=margin / 100)


def _day(snapshot: Snapshot, plan: Plan, now: datetime) -> datetime:
    """Now, or the time of the last contact where nothing came for a day."""
    if plan.kind not in (CONTACT, EVENT):
        return now
    table, column = ("events", "at") if plan.kind == EVENT else ("interactions", "started_at")
    latest: datetime | None = snapshot.sql(
        f"SELECT max({column}) AS latest FROM {table} WHERE {column} <= $now", {"now": now}
    ).to_pylist()[0]["latest"]
    if latest is None or now - latest < timedelta(days=1):
        return now
    return latest


def _candidates(
    home: Home, snapshot: Snapshot, plan: Plan, day: datetime, names: frozenset[str]
) -> tuple[list[Candidate], bool]:
    if plan.kind not in (CONTACT, EVENT, RELATIONSHIP):
        return [], False
    found: list[Candidate] = []
    since = day - timedelta(days=1)
    for _, some in batches(home, snapshot, plan, Mark(), day, since, names):
        found += with_cases(home, some)
        if len(found) >= MOST:
            return found[:MOST], True
    return found, False


def _decided(
    home: Home, plan: Plan, name: str, candidates: list[Candidate], day: datetime, volume: float
) -> Looked:
    from rapport.program.sending.deciding import Asking
    from rapport.program.sending.services import rules_now
    from rapport.program.sending.services.planning import decide_now

    asking = Asking(name, plan, rules_now(), day, home.settings.zone, volume)
    return decide_now(asking, candidates).looked
