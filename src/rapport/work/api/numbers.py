"""One metric, for a program: the same estimates as the terminal gives, as far as the person sees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rapport import findings
from rapport.findings import Domain, MetricResult
from rapport.findings.dimensions import TIMES, canonical
from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.program.setup import connect
from rapport.records import InputError
from rapport.warehouse import Warehouse
from rapport.work.choose_audit import choose_audit
from rapport.work.estimate import HUMAN, of_machines
from rapport.work.results.sight import Seen, seen_as
from rapport.work.results.told import told_method

PEOPLE = ("agent_id", "agent_name")
PLAIN = ("team", "channel", "concern", "reason_code", "touchpoint", "language", "segment", *TIMES)
"""What somebody may split by who sees no single person: attributes could name one."""


def numbers_seen(
    home: Home,
    actor: Actor,
    metric: str,
    *,
    by: Sequence[str] = (),
    where: Mapping[str, str] | None = None,
    criteria: str | None = None,
    sample: str | None = None,
    source: str = HUMAN,
) -> list[MetricResult]:
    """A metric with its interval, overall or for every group, of what this person sees; `source` as for
    `estimate_metric`.

    Raises NotAllowedError, or InputError: an unknown metric, dimension, criteria or sample, or a
    dimension that would tell of people out of sight.
    """
    connect(home)
    seen = seen_as(actor)
    asked = {canonical(name): value for name, value in (where or {}).items()}
    _check_names(seen, (*by, *asked))
    domain = _domain(seen, asked)
    if source != HUMAN:
        found = of_machines(
            home, metric, source, by=by, where=asked, criteria=criteria, sample=sample, domain=domain
        )
        return [_told(one, seen) for one in found]
    chosen = choose_audit(home, criteria, sample)
    found = Warehouse(home.warehouse_path).ask(
        lambda snapshot: findings.estimate(
            snapshot,
            metric,
            by=by,
            where=asked,
            criteria=chosen.criteria,
            frame=chosen.frame,
            settings=home.settings,
            domain=domain,
        )
    )
    return [_told(one, seen) for one in found]


def _check_names(seen: Seen, names: Sequence[str]) -> None:
    if seen.people or seen.agent is not None:
        return
    for name in map(canonical, names):
        if name in PEOPLE or name not in PLAIN:
            raise InputError(
                f"Numbers cannot be split by {name!r} for you", "by", f"Use one of {', '.join(PLAIN)}."
            )


def _domain(seen: Seen, asked: Mapping[str, str]) -> Domain:
    """What is seen, whatever is asked for. Raises ViewError for a team out of sight."""
    team = asked.get("team")
    named = () if team is None else (("team", (team,)),)
    if seen.teams is not None and not seen.teams:
        return Domain((("team", ()),))
    found = seen.domain(Domain(named))
    return found if seen.teams is not None or seen.agent is not None else Domain()


def _told(one: MetricResult, seen: Seen) -> MetricResult:
    return replace(one, estimate=one.estimate.with_(method=told_method(one.estimate.method, seen)))
