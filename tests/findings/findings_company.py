"""A small company of known quality, straight into a warehouse: interactions, evaluations, answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import numpy as np

from rapport.criteria import Decision, load_library, score
from rapport.findings import SampleFrame
from rapport.records import Answer, Customer, Event, Interaction, Measurement, Span, Turn
from rapport.warehouse import Warehouse

CRITERIA = load_library("retail-support")
TEAMS = ("North", "South", "East", "West")
START = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Company:
    """What is planted. `skill` raises the chance of doing well by team (0.7 without);
    `weak` are rules seen more often (or additive ones less) everywhere, by their probability."""

    size: int = 1200
    sampled: int = 300
    double: float = 0.3
    skill: dict = field(default_factory=dict)
    weak: dict = field(default_factory=dict)
    severity: dict = field(default_factory=lambda: {"ana": 0.0, "ben": 0.0, "eva": 0.0})
    noise: float = 0.05
    sample: str | None = "first"
    seed: int = 1
    first_day: int = 0
    days: int = 60
    agents: int = 20

    @property
    def rng(self):
        return np.random.default_rng(self.seed)

    def interaction(self, index: int) -> Interaction:
        at = START + timedelta(days=self.first_day, minutes=index * self.days * 1440 / self.size)
        agent = index % self.agents
        says = (
            Turn("customer", "Where is my parcel, please?", at),
            Turn("agent", "Your parcel is on the way, I think.", at + timedelta(seconds=40 + index % 20)),
        )
        return Interaction(
            interaction_id=self.id(index),
            channel=("chat", "call", "email")[index % 3],
            started_at=at,
            ended_at=at + timedelta(minutes=5),
            customer_id=f"c{index % 400}",
            agent_id=f"agent-{agent:02d}",
            team=TEAMS[agent % len(TEAMS)],
            concern=("delivery", "refund", "product")[(index // 3) % 3],
            turns=says if index % 50 else (),
            attributes={"tier": ("gold", "plain")[index % 2]},
        )

    def id(self, index: int) -> str:
        return f"{self.first_day}-{index:06d}"

    def eligible(self) -> list[int]:
        return [index for index in range(self.size) if index % 50]

    @property
    def eligible_count(self) -> int:
        return self.size - -(-self.size // 50)

    def draw(self) -> tuple[SampleFrame | None, list[int]]:
        """A sample stratified by team, with its frame (None when it stands for no sample)."""
        rng, strata = self.rng, {}
        for index in self.eligible():
            strata.setdefault(TEAMS[index % self.agents % len(TEAMS)], []).append(index)
        total = sum(map(len, strata.values()))
        drawn = []
        for team in TEAMS:
            drawn += sorted(
                rng.permutation(strata[team]).tolist()[: round(self.sampled * len(strata[team]) / total)]
            )
        if self.sample is None:
            return None, drawn
        return SampleFrame(self.sample, {t: len(ids) for t, ids in strata.items()}, {"abandoned": 24}), drawn

    def truth(self, index: int) -> dict:
        """Which rules an ideal evaluator would see in an interaction: fixed by its number."""
        rng = np.random.default_rng([self.seed, self.first_day, index])
        skill = self.skill.get(self.interaction(index).team, 0.7) + 0.15 * rng.standard_normal()
        seen = {}
        for element in CRITERIA.elements:
            for rule in element.rules:
                chance = skill if rule.points > 0 else (1 - skill) * (0.03 if rule.critical else 0.4)
                chance = self.weak.get((element.name, rule.id), chance)
                seen[element.name, rule.id] = rng.random() < chance
        return seen

    def decide(self, index: int, evaluator: str) -> dict[str, Decision]:
        """What one evaluator decides: the truth, with slips, the severe missing more of the good."""
        letters = [ord(letter) for letter in evaluator]
        rng = np.random.default_rng([self.seed, index, *letters])
        seen, decisions = self.truth(index), {}
        for element in CRITERIA.elements:
            rules = {}
            for rule in element.rules:
                slip = rng.random() < self.noise and not rule.critical
                harsh = rule.points > 0 and rng.random() < self.severity[evaluator]
                if (seen[element.name, rule.id] != slip) and not harsh:
                    rules[rule.id] = 1
            if element.not_applicable and index % 7 == 0 and element.name == "channel_spanning":
                decisions[element.name] = Decision(not_applicable=True)
            else:
                spans = (Span(1, 0, 11),) if index % 2 else ()
                decisions[element.name] = Decision(rules, evidence=spans)
        return decisions

    def measurements(self, drawn):
        names, rng = list(self.severity), self.rng
        for index in drawn:
            who = list(rng.permutation(names))
            for evaluator in who[: 2 if rng.random() < self.double else 1]:
                yield from self.evaluation(index, str(evaluator))

    def evaluation(self, index, evaluator):
        one = self.interaction(index)
        decisions = self.decide(index, evaluator)
        found = score(CRITERIA, decisions, {"channel": one.channel, "concern": one.concern, "team": one.team})
        values = {
            "qci": found.qci,
            "qci_before_criticals": found.qci_before_criticals,
            "qci_agent": found.qci_agent,
        }
        values |= {f"factor:{name}": value for name, value in found.factors.items()}
        values |= {f"component:{name}": value for name, value in found.components.items()}
        values |= {f"element:{name}": value for name, value in found.elements.items()}
        kinds = {kind for _, _, kind in found.criticals}
        values |= {
            f"critical_error_free:{k}": float(k not in kinds) for k in ("customer", "business", "compliance")
        }
        values["critical_error_free"] = float(not found.criticals)
        values |= {f"points_available:{name}": value for name, value in found.points_available.items()}
        values |= {f"points_lost:{e}.{r}": value for (e, r), value in found.points_lost.items()}
        spans = {}
        for name, decision in decisions.items():
            values |= {f"rule:{name}.{rule}": float(count) for rule, count in decision.rules.items()}
            spans |= {f"rule:{name}.{rule}": decision.evidence for rule in decision.rules}
        for metric, value in values.items():
            yield Measurement(
                key=f"evaluation:{self.first_day}.{index}.{evaluator}:{metric}",
                subject_kind="interaction", subject_id=one.interaction_id, metric=metric, value=value,
                source="human", by=evaluator, definition=CRITERIA.definition, evidence=spans.get(metric, ()),
                measured_at=START + timedelta(days=self.first_day + self.days), sample=self.sample,
                stratum=one.team if self.sample else None,
                inclusion_probability=self.sampled / self.eligible_count if self.sample else None,
            )  # fmt: skip

    def answers(self):
        for index in range(0, self.size, 3):
            number = float([10, 9, 9, 8, 7, 3][(index // 3) % 6])
            yield Answer(
                f"n{self.first_day}-{index}", f"s{index}", "recommend", "nps", number=number, scale_min=0,
                scale_max=10, interaction_id=self.id(index), customer_id=f"c{index % 400}",
                answered_at=START + timedelta(days=self.first_day + 1),
            )  # fmt: skip

    def write(self, path) -> tuple[Warehouse, SampleFrame | None]:
        warehouse = Warehouse(path)
        frame, drawn = self.draw()
        with warehouse.write() as writer:
            writer.upsert("interactions", (self.interaction(index) for index in range(self.size)))
            writer.upsert(
                "customers", (Customer(f"c{i}", segment=("home", "trade")[i % 2]) for i in range(400))
            )
            writer.upsert("measurements", self.measurements(drawn))
            writer.upsert("answers", self.answers())
            writer.upsert("events", self.events())
        return warehouse, frame

    def events(self):
        yield Event("e0", "purchase", START, "c0")
