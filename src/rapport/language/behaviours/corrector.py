"""What a home's people have confirmed or corrected teaches its own reading of behaviours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from rapport.language.behaviours.prior import LIKELY, prior
from rapport.language.behaviours.turns import AgentTurn, features
from rapport.language.experience.packed import packed, unpacked
from rapport.records.errors import InputError

NAME = "behaviours"
VERSION = 2
BUCKETS = 2**14
PENALTY, LEVEL_PENALTY = 0.15, 3.0
"""Of words and of the level: a few corrections say what words mean, many that a rule is wrong at large."""
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class BehaviourModel:
    """Corrections on top of the rules: one line a behaviour over hashed words, added to the rule's log odds.

    With few confirmations the rule decides, with many the words do.
    """

    lines: Mapping[str, Floats] = field(default_factory=dict)
    base: Mapping[str, int] = field(default_factory=dict)

    @property
    def known(self) -> frozenset[str]:
        """Behaviours that people have confirmed or corrected."""
        return frozenset(self.lines)

    @property
    def model(self) -> str:
        """Name and version, with the number of confirmations it learned from and a mark of what it knows:
        as many others teach something else."""
        return self._name

    @cached_property
    def _name(self) -> str:
        taught = sum(self.base.values())
        if not taught:
            return f"{NAME}@{VERSION}"
        mark = 0
        for label, line in sorted(self.lines.items()):
            mark = crc32(np.ascontiguousarray(line).tobytes(), crc32(label.encode(), mark))
        return f"{NAME}@{VERSION}+{taught}.{mark:08x}"

    def fit(
        self, turns: Sequence[AgentTurn], behaviours: Sequence[str], confirmed: Sequence[bool]
    ) -> BehaviourModel:
        """A model that also knows these: one row a judgement, of whether `behaviours` is in `turns`.

        Behaviours among the rows are learned anew from all of their rows; others stay as they were.

        Raises: InputError for columns of unequal length or a behaviour that no rule is for.
        """
        if not len(turns) == len(behaviours) == len(confirmed):
            raise InputError("columns of unequal length", "confirmed", "give one row a judgement in each")
        unknown = sorted(set(behaviours) - set(LIKELY))
        if unknown:
            raise InputError(f"no behaviour {unknown[0]!r}", "behaviours", f"choose of {', '.join(LIKELY)}")
        lines, base = dict(self.lines), dict(self.base)
        for label in sorted(set(behaviours)):
            rows = [place for place, one in enumerate(behaviours) if one == label]
            truth = np.array([bool(confirmed[place]) for place in rows])
            lines[label] = _line([turns[place] for place in rows], label, truth)
            base[label] = len(rows)
        return BehaviourModel(lines, base)

    def probability(self, one: AgentTurn, label: str) -> float:
        """That the behaviour is in the turn."""
        return self.probabilities(one, (label,))[label]

    def probabilities(self, one: AgentTurn, labels: Iterable[str] = tuple(LIKELY)) -> dict[str, float]:
        """That each of these behaviours is in the turn: its words are read once for all."""
        found, read = {}, None
        for label in labels:
            score = _odds(prior(label, one))
            if (line := self.lines.get(label)) is not None:
                places, sizes = read = read or hashed(one)
                score += float((line[places] * sizes).sum()) + float(line[BUCKETS])
            found[label] = float(1 / (1 + np.exp(-np.clip(score, -50, 50))))
        return found

    def to_bytes(self) -> bytes:
        """All it knows, for `from_bytes`: numbers only, no words of anybody."""
        lines = {label: np.asarray(line) for label, line in sorted(self.lines.items())}
        return packed(NAME, VERSION, {"base": dict(self.base)}, lines)

    @classmethod
    def from_bytes(cls, data: bytes) -> BehaviourModel:
        """As it was. Raises InputError for bytes that are damaged or of another version."""
        facts, lines = unpacked(data, NAME, VERSION)
        return cls({label: lines[label] for label in sorted(lines)}, dict(facts["base"]))


def hashed(one: AgentTurn) -> tuple[NDArray[np.intp], Floats]:
    """The buckets of a turn's features, in order, with a length of 1 together."""
    places = np.array(sorted({crc32(term.encode()) % BUCKETS for term in features(one)}), dtype=np.intp)
    return places, np.full(len(places), len(places) ** -0.5)


def _line(turns: Sequence[AgentTurn], label: str, truth: NDArray[np.bool_]) -> Floats:
    """The correction of least penalised loss, the rule's log odds being given."""
    from scipy import optimize, sparse

    start = np.array([_odds(prior(label, one)) for one in turns])
    read = [hashed(one) for one in turns]
    ends = np.cumsum([0, *(len(places) for places, _ in read)])
    columns = np.concatenate([places for places, _ in read])
    sizes = np.concatenate([sizes for _, sizes in read])
    # Words that nobody said keep their correction of 0: the search is among the others alone.
    met, columns = np.unique(columns, return_inverse=True)
    rows: Any = sparse.csr_matrix((sizes, columns, ends), shape=(len(turns), len(met)))
    sign = np.where(truth, 1.0, -1.0)
    firm = np.append(np.full(len(met), PENALTY), LEVEL_PENALTY)

    def loss(line: Floats) -> tuple[float, Floats]:
        margin = sign * (start + rows @ line[:-1] + line[-1])
        pull = -sign / (1 + np.exp(np.clip(margin, -500, 500)))
        slope = np.append(rows.T @ pull, pull.sum()) + firm * line
        return float(np.logaddexp(0, -margin).sum() + (firm * line**2).sum() / 2), slope

    found = optimize.minimize(
        loss, np.zeros(len(firm)), jac=True, method="L-BFGS-B", options={"maxiter": 300}
    )
    corrected = np.zeros(BUCKETS + 1)
    corrected[np.append(met, BUCKETS)] = found.x
    return corrected


def _odds(share: float) -> float:
    return float(np.log(share / (1 - share)))
