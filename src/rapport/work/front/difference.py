"""How somebody made a difference: customers who said so, conversations that ended better than they began,
cases they solved. Counts of one person's own work, no estimate, and nobody is compared with anybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.warehouse import Warehouse
from rapport.warehouse.served import SERVED
from rapport.work.understanding.sheet.ask import ask_sheet, sheet_of

if TYPE_CHECKING:
    from rapport.program.cases.selectors.solved import SolvedCase

DAYS = 90
NEWEST = f"SELECT max(started_at) AS at FROM interactions WHERE agent_id = $agent AND {SERVED}"
"""What ended long ago is looked at where it ended."""
QUOTES, CASES = 4, 5
HAPPY = """
item_type IN ('nps', 'csat', 'ces', 'psat') AND number IS NOT NULL
AND CASE WHEN coalesce(higher_is_better, true)
    THEN number >= coalesce(scale_max, CASE item_type WHEN 'nps' THEN 10 WHEN 'ces' THEN 7 ELSE 5 END) - 1
    ELSE number <= coalesce(scale_min, CASE item_type WHEN 'nps' THEN 0 ELSE 1 END) + 1 END
"""
"""The best two answers of the scale."""
ANSWERED = f"""
WITH mine AS (
    SELECT interaction_id FROM interactions
    WHERE agent_id = $agent AND started_at >= $since AND {SERVED}
), given AS (
    SELECT a.submission_id, a.interaction_id, a.item_type, a.number, a.text, a.answered_at, {HAPPY} AS happy
    FROM answers a SEMI JOIN mine ON mine.interaction_id = a.interaction_id
), each AS (
    SELECT submission_id, any_value(interaction_id) AS interaction_id, bool_or(happy) AS happy,
           count(number) > 0 AS rated, max(answered_at) AS answered_at,
           arg_max(text, length(text)) FILTER (WHERE item_type = 'text' AND length(trim(text)) > 0) AS words
    FROM given GROUP BY submission_id
)
SELECT interaction_id, happy, words FROM each WHERE rated ORDER BY answered_at DESC, submission_id
"""
CALMER = """
SELECT count(*) FILTER (WHERE impact > 0.1) AS better, count(*) AS told
FROM sheet WHERE agent_id = $agent AND started_at >= $since AND impact IS NOT NULL
"""


@dataclass(frozen=True)
class Quote:
    """Words of a customer who was glad, and the conversation they are about."""

    text: str
    interaction_id: str


@dataclass(frozen=True)
class Difference:
    """Of the `days` until `until`: `glad` of `rated` customers; `better` of `told` conversations as the
    machine reads them; `recovered` of the `solved` cases whose customer answered (`asked`)."""

    days: int
    until: datetime
    glad: int
    rated: int
    quotes: tuple[Quote, ...]
    better: int
    told: int
    solved: int
    recovered: int
    answered: int
    cases: tuple[SolvedCase, ...] = ()
    """The newest of the solved."""

    @property
    def anything(self) -> bool:
        """Whether there is something to show."""
        return bool(self.rated or self.told or self.solved)


def difference_of(home: Home, actor: Actor, now: datetime) -> Difference | None:
    """One's own; None for an account that serves nobody. Raises NotAllowedError."""
    from rapport.program.cases.selectors.solved import solved_by, solved_newest

    actor.require(Permission.COACHING_OWN)
    since = now - timedelta(days=DAYS)
    solved, recovered, answered = solved_by(actor, since)
    until = now
    rows: list[dict[str, Any]] = []
    calm: Mapping[str, int] = {"better": 0, "told": 0}
    if actor.agent_id is not None:
        warehouse, agent = Warehouse(home.warehouse_path), {"agent": actor.agent_id}
        (newest,) = warehouse.ask(lambda snapshot: snapshot.sql(NEWEST, agent).to_pylist())
        until = min(now, newest["at"] or now)
        given = agent | {"since": until - timedelta(days=DAYS)}
        rows = warehouse.ask(lambda snapshot: snapshot.sql(ANSWERED, given).to_pylist())
        sheet = sheet_of(home)
        if sheet is not None:
            calm = ask_sheet(home, sheet, CALMER, given).to_pylist()[0]
    elif not solved:
        return None
    glad = [row for row in rows if row["happy"]]
    quotes = [Quote(row["words"], row["interaction_id"]) for row in glad if row["words"]][:QUOTES]
    return Difference(
        days=DAYS,
        until=until,
        glad=len(glad),
        rated=len(rows),
        quotes=tuple(quotes),
        better=calm["better"],
        told=calm["told"],
        solved=solved,
        recovered=recovered,
        answered=answered,
        cases=tuple(solved_newest(actor, since, CASES)) if solved else (),
    )
