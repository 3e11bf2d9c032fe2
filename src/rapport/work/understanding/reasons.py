"""The reason that agents chose against the concern that conversations were read to be about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from rapport.home import Home, open_home
from rapport.language.annotation import CANNOT_TELL
from rapport.language.concerns.model import OTHER
from rapport.language.concerns.reason_codes import ReasonAgreement, reason_agreement
from rapport.language.concerns.taxonomy import Taxonomy
from rapport.measures import Estimate, mean
from rapport.program.people.actor import Actor
from rapport.records.errors import InputError
from rapport.work.concerns.kept import concerns_path, kept_concerns
from rapport.work.results.sight import Seen
from rapport.work.results.view import View
from rapport.work.understanding.explorer import NotYet
from rapport.work.understanding.few import enough
from rapport.work.understanding.later import worked_out
from rapport.work.understanding.read_by import concerns_read_by
from rapport.work.understanding.seen import checked_view, seen_of, where
from rapport.work.understanding.sheet.ask import sheet_of, sheet_session
from rapport.work.understanding.sheet.place import Sheet
from rapport.work.understanding.sums import Sums, share
from rapport.work.understanding.tree import NO_CONCERN, places, tree_mark, upwards

FIELDS = {
    "reason_code": "Reason code",
    "given": "Concern that came with the record",
    "reason": "Attribute “reason”",
}
"""The fields that may hold what an agent chose."""
MOST = 200_000
"""So many interactions are compared, drawn at random: more change no figure."""
CODES, COLUMNS, WORST = 25, 12, 20
LEVELS = ("top", "lowest")


@dataclass(frozen=True)
class CodeRow:
    """One code: the concern it mostly stands for, how often it is that one, and its row of the table; of too
    few conversations its name and `n` alone, every cell None."""

    code: str
    means: str
    n: int
    right: Estimate
    cells: tuple[int | None, ...]


@dataclass(frozen=True)
class Apart:
    """A code and a concern it is not for, that come together."""

    code: str
    means: str
    concern: str
    n: int
    share: Estimate


@dataclass(frozen=True)
class Reasons:
    """`accuracy`: how often a code names the concern read, by what it means in other interactions; `guess`
    what always naming the commonest would reach, `beyond` how far it is from that to always right (0–1).
    `concerns` (id, name) head the columns of the table; `rows` its codes; `apart` where they differ most.
    `models` read the concerns."""

    data_version: int
    field: str
    level: str
    accuracy: Estimate
    guess: float | None
    beyond: Estimate
    counted: int
    left_out: int
    concerns: tuple[tuple[str, str], ...]
    rows: tuple[CodeRow, ...]
    apart: tuple[Apart, ...]
    codes: int = 0
    models: tuple[str, ...] = ()


def reasons_of(
    home: Home,
    actor: Actor,
    view: View,
    field: str = "",
    level: str = "top",
    wait_s: float | None = None,
) -> Reasons | NotYet:
    """The comparison as far as this person sees. Raises NotAllowedError, InputError for no such
    field."""
    seen = seen_of(actor)
    checked_view(home, seen, view)
    field = field or next(iter(FIELDS))
    if field not in FIELDS:
        raise InputError(f"There is no field {field!r}", "field", f"Use {', '.join(FIELDS)}.")
    if level not in LEVELS:
        raise InputError(f"There is no level {level!r}", "level", f"Use {', '.join(LEVELS)}.")
    if not concerns_path(home).exists():
        return NotYet("unlearned")
    sheet = sheet_of(home)
    found = sheet and worked_out(
        home,
        ("reasons", seen, view, field, level),
        sheet.data_version,
        tree_mark(home),
        "rapport.work.understanding.reasons:make_reasons",
        sheet,
        seen,
        view,
        field,
        level,
        wait_s=wait_s,
    )
    return found or NotYet("working")


def make_reasons(root: str, sheet: Sheet, seen: Seen, view: View, field: str, level: str) -> Reasons:
    """In this process, or in the one beside."""
    home = open_home(root)
    kept = kept_concerns(home)
    tree = kept.taxonomy if kept else Taxonomy()
    part = where(seen, view)
    with sheet_session(home, sheet) as session:
        rows = session.ask(
            f"SELECT {field} AS code, actual, agent_id, "
            "hash(coalesce(customer_id, interaction_id)) AS who FROM sheet "
            f"WHERE concerns_by IS NOT NULL AND {part.sql} "
            "ORDER BY hash(interaction_id), interaction_id LIMIT $most",
            {**part.values, "most": MOST},
        )
        models = concerns_read_by(session, part)
    codes = rows["code"].to_pylist()
    agents = [one or "" for one in rows["agent_id"].to_pylist()]
    concerns = _concerns(rows["actual"], tree, level)
    found = reason_agreement(codes, concerns, agents)
    minimum = home.settings.minimum_base
    accuracy = enough(_accuracy(found.right, found.counted, agents, home.settings.confidence), minimum)
    if len(codes) < minimum:
        few = enough(accuracy.with_(base=len(codes)), minimum)
        return Reasons(sheet.data_version, field, level, few, None, few, len(codes), 0, (), (), (), 0, models)
    return Reasons(
        sheet.data_version,
        field,
        level,
        accuracy,
        found.guess if found.counted >= minimum else None,
        _beyond(accuracy, found.guess),
        found.counted,
        found.left_out,
        *_table(
            found, tree, Clusters(codes, concerns, rows["who"].to_pylist()), home.settings.confidence, minimum
        ),
        codes=len(found.codes),
        models=models,
    )


def _concerns(labels: pa.ChunkedArray, tree: Taxonomy, level: str) -> list[str | None]:
    """The concern of each today; of the `top` level what stands above it. Other is none to be named."""
    names: dict[str | None, str | None] = {None: None, CANNOT_TELL: None, OTHER: None}
    for one in labels.unique().to_pylist():
        if one not in names:
            up = upwards(tree, tree.follow(one))
            names[one] = (up[-1] if level == "top" else up[0]) if up else None
    return [names[one] for one in labels.to_pylist()]


def _accuracy(right: object, counted: int, agents: Sequence[str], confidence: float) -> Estimate:
    values = np.asarray(right, dtype=np.float64)
    if np.isnan(values).all():
        why = "all of them are one agent's" if counted else "no conversation has both"
        return Estimate(None, base=counted, unit="share", undefined_because=why, source="machine")
    found = mean(values, clusters=agents, confidence=confidence)
    low, high = (None if one is None else min(max(one, 0.0), 1.0) for one in (found.low, found.high))
    return found.with_(
        unit="share",
        low=low,
        high=high,
        source="machine",
        method=f"{found.method}, agents as clusters; what a code means is learned on other agents",
        definition="share of conversations whose code names the concern read",
    )


def _beyond(accuracy: Estimate, guess: float | None) -> Estimate:
    """(accuracy − guess)/(1 − guess): 0 says no more than always naming the commonest, 1 always right."""
    if accuracy.value is None:
        return accuracy.with_(unit="kappa")
    if guess is None or guess >= 1:
        return accuracy.with_(
            value=None, low=None, high=None, unit="kappa", undefined_because="all are one concern"
        )

    def scaled(one: float | None) -> float | None:
        return None if one is None else (one - guess) / (1 - guess)

    return accuracy.with_(
        value=scaled(accuracy.value),
        low=scaled(accuracy.low),
        high=scaled(accuracy.high),
        unit="kappa",
        standard_error=None,
        method=f"{accuracy.method}; less what always naming the commonest concern reaches",
    )


class Clusters:
    """Customers of every code, and of every code and concern, with how many conversations each has."""

    def __init__(
        self, codes: Sequence[str | None], concerns: Sequence[str | None], who: Sequence[int]
    ) -> None:
        self._of: dict[str, Counter[int]] = {}
        self._both: dict[tuple[str, str], Counter[int]] = {}
        for code, concern, customer in zip(codes, concerns, who, strict=True):
            if code and concern:
                self._of.setdefault(code, Counter())[customer] += 1
                self._both.setdefault((code, concern), Counter())[customer] += 1

    def of(self, code: str, concern: str) -> Sums:
        """The sums of the concern among the conversations of the code."""
        n, k = self._of.get(code, Counter()), self._both.get((code, concern), Counter())
        return Sums(
            len(n),
            float(n.total()),
            float(k.total()),
            float(sum(one * one for one in n.values())),
            float(sum(many * n[one] for one, many in k.items())),
            float(sum(one * one for one in k.values())),
        )


def _table(
    found: ReasonAgreement, tree: Taxonomy, clusters: Clusters, confidence: float, minimum: int
) -> tuple[tuple[tuple[str, str], ...], tuple[CodeRow, ...], tuple[Apart, ...]]:
    names = {one.id: one.name for one in places(tree)} | NO_CONCERN
    table = found.table
    shown = table[table.sum(axis=1) >= minimum].sum(axis=0)
    order = [one for one in np.argsort(-shown, kind="stable").tolist() if shown[one]][:COLUMNS]
    rows, apart = list[CodeRow](), list[tuple[int, str, str, str, str]]()
    for at in np.argsort(-table.sum(axis=1), kind="stable").tolist():
        code, n = found.codes[at], int(table[at].sum())
        means = found.means.get(code)
        told = names.get(means or "", means or "–")
        share_right = share(clusters.of(code, means or ""), confidence)
        if n < minimum:
            if len(rows) < CODES:
                rows.append(CodeRow(code, "–", n, enough(share_right, minimum), (None,) * len(order)))
            continue
        if len(rows) < CODES:
            cells = tuple(int(table[at, one]) for one in order)
            rows.append(CodeRow(code, told, n, share_right, cells))
        for other in np.flatnonzero(table[at]).tolist():
            if found.concerns[other] != means:
                many = int(table[at, other])
                concern = found.concerns[other]
                apart.append((many, code, told, names.get(concern, "Other"), concern))
    apart.sort(key=lambda one: (-one[0], one[1], one[3]))
    worst = tuple(
        Apart(code, told, name, many, share(clusters.of(code, concern), confidence))
        for many, code, told, name, concern in apart[:WORST]
    )
    heads = tuple((found.concerns[one], names.get(found.concerns[one], "Other")) for one in order)
    return heads, tuple(rows), worst
