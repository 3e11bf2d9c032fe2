"""Signs that scores were asked for rather than earned: an agent's best scores, who answers, what they say.

What agents say is looked up in their turns and held against colleagues'; the rest is
`measures.score_begging`. False signs of honest teams stay at one in twenty at most, all agents and signs
together: each of the two gets a part of it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rapport.home import Home
from rapport.measures import proportion, score_begging
from rapport.measures.estimate import Estimate
from rapport.measures.feedback.scale import Scale
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.warehouse import Warehouse
from rapport.warehouse.served import SERVED
from rapport.warehouse.snapshot import Snapshot
from rapport.work.asking.asked_for import PHRASE, asking_unusually

SCORES, SPOKEN = 0.04, 0.01
"""In how many of a hundred honest teams any sign may be false: by scores and answers, and by words."""
MOST_ANSWERS = 500_000
SCALED = ("nps", "csat", "psat", "ces")
ANSWERS = f"""
    SELECT answers.number AS number, served.agent_id AS agent, served.team AS team,
           coalesce(served.concern, '') || ' · ' || coalesce(served.channel, '') AS cell,
           answers.scale_min AS low, answers.scale_max AS high, answers.higher_is_better AS better
    FROM answers JOIN (
      SELECT interaction_id, agent_id, team, concern, channel FROM interactions
      WHERE agent_id IS NOT NULL AND {SERVED}) AS served ON served.interaction_id = answers.interaction_id
    WHERE answers.item_type = $kind AND answers.answered_at >= $since AND answers.answered_at < $until
      AND answers.number IS NOT NULL
    LIMIT {MOST_ANSWERS}"""
SAID = f"""
    SELECT agent_id AS agent, any_value(team) AS team, count(*) AS contacts,
           count(*) FILTER (WHERE asks) AS said, list(interaction_id) FILTER (WHERE asks) AS where_said
    FROM (SELECT agent_id, team, interaction_id,
            len(list_filter(turns, lambda one: one.speaker = 'agent'
              AND regexp_matches(lower(one.text), $phrase))) > 0 AS asks
          FROM interactions WHERE started_at >= $since AND started_at < $until AND agent_id IS NOT NULL
            AND {SERVED})
    GROUP BY agent_id"""


@dataclass(frozen=True)
class Sign:
    """What stands out about an agent: `perfect` is the share of best scores, `expected` what their cases
    would let us expect; `said` the share of contacts in which they ask for a score, `examples` some."""

    agent: str
    team: str
    signs: tuple[str, ...]
    perfect: Estimate | None
    expected: float | None
    q: float | None
    said: Estimate | None
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Signs:
    """Who stands out, of how many agents, by which kind of question, from how many answers."""

    kind: str
    agents: int
    answers: int
    found: tuple[Sign, ...]


def signs(home: Home, actor: Actor, since: datetime, until: datetime) -> Signs:
    """Looks at everybody, tells those of the teams that the actor sees. Raises NotAllowedError."""
    teams = actor.teams(Permission.SURVEYS_READ)
    from rapport.program.setup import connect

    connect(home)
    from rapport.program.sending.selectors.marks import invited_by_agent

    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        kind = _kind(snapshot, since, until)
        rows = snapshot.sql(ANSWERS, {"kind": kind, "since": since, "until": until}).to_pylist()
        spoken = snapshot.sql(SAID, {"phrase": PHRASE, "since": since, "until": until}).to_pylist()
    found = _begging(rows, invited_by_agent(since, until))
    said = {one["agent"]: one for one in spoken}
    often = asking_unusually(spoken, SPOKEN)
    team_of = {one["agent"]: one["team"] or "" for one in [*spoken, *rows]}
    told = [
        _sign(agent, team_of[agent], found.get(agent), said.get(agent), agent in often)
        for agent in sorted(team_of)
        if teams is None or team_of[agent] in teams
    ]
    return Signs(kind, len(team_of), len(rows), tuple(one for one in told if one.signs))


def _kind(snapshot: Snapshot, since: datetime, until: datetime) -> str:
    """The metric that most answers are of: scales are not mixed."""
    rows = snapshot.sql(
        "SELECT item_type, count(*) AS n FROM answers WHERE item_type IN (SELECT unnest($kinds)) "
        "AND answered_at >= $since AND answered_at < $until "
        "AND number IS NOT NULL AND interaction_id IS NOT NULL "
        "GROUP BY 1 ORDER BY n DESC, 1 LIMIT 1",
        {"kinds": list(SCALED), "since": since, "until": until},
    ).to_pylist()
    return str(rows[0]["item_type"]) if rows else "csat"


def _begging(rows: list[dict[str, Any]], invited: dict[str, int]) -> dict[str, Any]:
    if not rows:
        return {}
    scales = Counter((one["low"], one["high"], one["better"]) for one in rows)
    (low, high, better), _ = scales.most_common(1)[0]
    same = [one for one in rows if (one["low"], one["high"], one["better"]) == (low, high, better)]
    agents = [one["agent"] for one in same]
    answered = Counter(agents)
    fitting = {one: float(n) for one, n in invited.items() if n >= answered[one] > 0}
    told: dict[str, Any] = score_begging(
        [one["number"] for one in same],
        agents,
        Scale(low, high, better),
        [one["cell"] for one in same],
        invited=fitting if len(fitting) == len(answered) else None,
        false_signs=SCORES,
    )
    return told


def _sign(agent: str, team: str, scores: Any, spoken: Any, often: bool) -> Sign:
    said = proportion(float(spoken["said"]), float(spoken["contacts"])) if spoken else None
    kinds = list(scores.signs) if scores else []
    if often:
        kinds.append("asks for a score")
    return Sign(
        agent,
        team,
        tuple(kinds),
        scores.perfect if scores else None,
        scores.expected if scores else None,
        scores.q if scores else None,
        said,
        tuple(sorted(spoken["where_said"] or ())[:3]) if spoken else (),
    )
