"""The people of the demo as they act, and what all of them work on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from rapport.criteria import Criteria
from rapport.home import Home
from rapport.program.audits.plain import Submission
from rapport.program.people.actor import Actor
from rapport.story import Company, index_of
from rapport.warehouse import Warehouse
from rapport.work.demonstration.scoring import evidence_of, stored_turns
from rapport.work.judging.calibrate import TO_JUDGE
from rapport.work.judging.facts import judging_facts

FRESH = f"""
SELECT interaction_id FROM interactions
WHERE {TO_JUDGE} AND started_at < ? AND interaction_id NOT IN (SELECT subject_id FROM measurements)
ORDER BY hash(interaction_id || 'shown') LIMIT ?
"""


@dataclass(frozen=True)
class Cast:
    """Actors by the first part of their address (`lead`, `ines` …), a company, its home, its criteria as
    they are stored, and when the second quarter began."""

    home: Home
    company: Company
    criteria: Criteria
    actors: Mapping[str, Actor]
    second_quarter: datetime

    def id(self, who: str) -> str:
        """Somebody's account."""
        return self.actors[who].user_id or ""

    def in_days(self, days: int) -> date:
        """A day from today on, or before it."""
        return datetime.now(self.home.settings.zone).date() + timedelta(days=days)

    def at(self, days: int, hour: int = 17) -> datetime:
        """An hour of such a day, where the home is."""
        day = self.in_days(days)
        return datetime(day.year, day.month, day.day, hour, tzinfo=self.home.settings.zone).astimezone(UTC)

    def fresh(self, number: int) -> list[str]:
        """Interactions of the first quarter that nobody has scored, drawn at random, the same in every demo
        of one seed and size. What is done with them touches no audit."""
        given = [self.second_quarter, number]
        with Warehouse(self.home.warehouse_path).snapshot() as snapshot:
            found: list[str] = snapshot.sql(FRESH, given)["interaction_id"].to_pylist()
        return found

    def judged(self, ids: Iterable[str], like: str) -> dict[str, Submission]:
        """What the company's evaluator of that name would say of these interactions, with evidence."""
        wanted = sorted(ids)
        facts = judging_facts(self.home, self.criteria, wanted)
        stored = stored_turns(self.home, wanted)
        said = self.company.evaluations([index_of(one) for one in wanted], like)
        return {
            one: Submission(
                one,
                like,
                each.decisions,
                facts[one].attributes,
                facts[one].importance,
                facts[one].segment_importance,
                evidence={name: evidence_of(each, name, stored[one]) for name in each.decisions},
            )
            for one, each in zip(wanted, said, strict=True)
        }
