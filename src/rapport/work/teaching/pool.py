"""The conversations a review draws its questions from: a simple random part of those that were read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from rapport.home import Home
from rapport.language.annotation import CANNOT_TELL
from rapport.language.behaviours.corrector import BehaviourModel
from rapport.language.behaviours.prior import LIKELY
from rapport.language.behaviours.turns import agent_turns
from rapport.language.experience.reading import read
from rapport.program.reading.plain import ABSENT, BEHAVIOUR, CONCERN, PRESENT, RESOLVED, Question
from rapport.warehouse import Snapshot, Warehouse
from rapport.warehouse.manifest import read_manifest
from rapport.warehouse.served import SERVED
from rapport.work.annotating.waiting import COLUMNS, as_interaction
from rapport.work.results.beside import timed
from rapport.work.results.shelf import Shelf, State
from rapport.work.results.stored import state_now
from rapport.work.teaching.kept import kept_behaviours

LOOKED_AT = 2_000
"""Conversations of which questions are drawn."""
TEACHING, PART = 600, 3
"""Of these so many, at most one in PART, are for what teaches; random questions come from the others alone,
so that what teaches takes nothing hard away from what measures."""
LOOKED_THROUGH = 300
"""Conversations in which behaviours are looked for that the model is least sure of."""
UNSURE = 400
"""Least sure questions that are kept of each kind."""
COMPANY = ("agent", "bot")
READ = f"""
    FROM interactions WHERE eligible AND {SERVED} AND turn_count > 0
    AND interaction_id IN (SELECT interaction_id FROM readings WHERE reader = 'service')
"""
DRAWN = f"""
    WITH chosen AS (
        SELECT interaction_id {READ}
        ORDER BY hash(interaction_id || ':review'), interaction_id LIMIT $most
    )
    SELECT {COLUMNS}, team FROM interactions JOIN chosen USING (interaction_id)
    ORDER BY hash(interaction_id || ':review'), interaction_id
"""
SAID = """
    SELECT interaction_id, one.kind, one.label, one.turn, one.probability, one."value" FROM (
        SELECT interaction_id, unnest(annotations) AS one FROM readings
        JOIN (SELECT unnest($names) AS interaction_id) USING (interaction_id)
        WHERE reader IN ('service', 'concerns')
    ) WHERE one.kind = 'behaviour' OR one.kind = 'concern_actual'
        OR (one.kind = 'resolved' AND one.turn IS NULL)
"""


@dataclass(frozen=True)
class Unsure:
    """A question that would teach: `margin` is how far the machine is from not knowing at all."""

    question: Question
    label: str
    margin: float


@dataclass
class Of:
    """What is known of one conversation in the pool."""

    agent_id: str | None
    team: str | None
    turns: tuple[int, ...]
    whole: dict[str, tuple[str, float | None]] = field(default_factory=dict)
    seen: dict[str, set[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Pool:
    """`frame` conversations were read. Random questions are about those in `of`: `places` are
    the (interaction, turn) of each behaviour where it was seen, `turns` the company's in all. `unsure` are
    the least sure questions by kind, the least sure first, about those in `teaching`."""

    frame: int
    of: Mapping[str, Of]
    teaching: Mapping[str, Of]
    places: Mapping[str, Sequence[tuple[str, int]]]
    turns: int
    unsure: Mapping[str, Sequence[Unsure]]

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """What can be asked about."""
        kinds = (BEHAVIOUR,) if self.company_turns and self.places else ()
        return (*(kind for kind in (CONCERN, RESOLVED) if kind in self.told), *kinds)

    @cached_property
    def told(self) -> Mapping[str, Sequence[str]]:
        """The conversations of which the machine says something as a whole, by kind."""
        found: dict[str, list[str]] = {}
        for name, one in self.of.items():
            for kind in one.whole:
                found.setdefault(kind, []).append(name)
        return found

    @cached_property
    def company_turns(self) -> Sequence[tuple[str, int]]:
        """The (interaction, turn) of all that the company said."""
        return [(name, turn) for name, one in self.of.items() for turn in one.turns]


_POOLS: Shelf[Pool] = Shelf(8)


def pool_of(home: Home, wait_s: float | None = None) -> Pool | None:
    """The pool of a home, made anew beside when conversations came or were read again; meanwhile the one
    before is drawn from. None when the first is still being made after `wait_s`; else it is waited for."""
    tables = read_manifest(home.warehouse_path).tables
    state = State(tables["interactions"].version + tables["readings"].version, state_now(home).erased)
    return _POOLS.ask(
        str(home.root), state, lambda: timed(state, lambda: _made(home)), wait_s, older_too=True
    )


def _made(home: Home) -> Pool:
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        frame = snapshot.sql(f"SELECT count(*) AS n {READ}")["n"][0].as_py()
        rows = snapshot.sql(DRAWN, {"most": LOOKED_AT}).to_pylist()
        every = _of(snapshot, rows)
    names = list(every)
    apart = set(names[len(names) - min(TEACHING, len(names) // PART) :])
    of = {name: one for name, one in every.items() if name not in apart}
    teaching = {name: one for name, one in every.items() if name in apart}
    unsure = {
        BEHAVIOUR: _unsure_behaviours([row for row in rows if row["interaction_id"] in apart], home),
        CONCERN: _unsure_concerns(teaching),
    }
    places: dict[str, list[tuple[str, int]]] = {}
    for name, one in of.items():
        for label, turns in one.seen.items():
            places.setdefault(label, []).extend((name, turn) for turn in sorted(turns))
    count = sum(len(one.turns) for one in of.values())
    return Pool(frame, of, teaching, dict(sorted(places.items())), count, unsure)


def _of(snapshot: Snapshot, rows: Sequence[Mapping[str, Any]]) -> dict[str, Of]:
    """Those that were read, in the order they were drawn."""
    said: dict[str, list[Mapping[str, Any]]] = {}
    for one in snapshot.sql(SAID, {"names": [row["interaction_id"] for row in rows]}).to_pylist():
        said.setdefault(one["interaction_id"], []).append(one)
    found: dict[str, Of] = {}
    for row in rows:
        name = row["interaction_id"]
        if name not in said:
            continue
        own = tuple(
            place for place, turn in enumerate(row["turns"]) if turn["speaker"] in COMPANY and turn["text"]
        )
        known = found[name] = Of(row["agent_id"], row["team"], own)
        for one in said[name]:
            if one["kind"] == BEHAVIOUR:
                if one["label"] == CANNOT_TELL:
                    known.turns = ()  # not a language it knows: there is nothing to ask
                elif one["turn"] in own:
                    known.seen.setdefault(one["label"], set()).add(one["turn"])
            else:
                known.whole[one["kind"]] = (one["label"], one["probability"])
    return found


def _unsure_concerns(of: Mapping[str, Of]) -> list[Unsure]:
    found = [
        Unsure(Question(name, CONCERN), said[0], said[1] if said[1] is not None else 1.0)
        for name, one in of.items()
        if (said := one.whole.get(CONCERN)) is not None and said[0] != CANNOT_TELL
    ]
    return sorted(found, key=lambda one: (one.margin, one.question.interaction_id))[:UNSURE]


def _unsure_behaviours(rows: Sequence[Mapping[str, Any]], home: Home) -> list[Unsure]:
    """Of a part of the pool, the turns and behaviours the model is least sure of."""
    model: BehaviourModel = kept_behaviours(home)
    found = []
    for row in rows[:LOOKED_THROUGH]:
        for turn in agent_turns(read(as_interaction(row))):
            for label, chance in model.probabilities(turn).items():
                margin = abs(chance - 0.5)
                if margin < 0.49:
                    question = Question(row["interaction_id"], BEHAVIOUR, turn.turn.place, label)
                    found.append(Unsure(question, PRESENT if chance >= 0.5 else ABSENT, margin))
    found.sort(
        key=lambda one: (one.margin, one.question.interaction_id, one.question.turn, one.question.about)
    )
    return _spread(found)


def _spread(found: Sequence[Unsure]) -> list[Unsure]:
    """The least sure of each behaviour in turn: no behaviour takes all the questions."""
    of: dict[str, list[Unsure]] = {}
    for one in found:
        of.setdefault(one.question.about, []).append(one)
    most = UNSURE // len(LIKELY) + 1
    kept = [(rank, one) for own in of.values() for rank, one in enumerate(own[:most])]
    kept.sort(key=lambda pair: (pair[0], pair[1].margin, pair[1].question.about))
    return [one for _, one in kept]
