"""The words that show a finding, taken from the evidence that evaluators marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from rapport.findings.audit import Audit
from rapport.findings.plain import Excerpt

EACH = 3
Wanted = tuple[str, str]


class Evidence:
    """Excerpts for rules of elements. Ask for all of them first, then read the turns once."""

    def __init__(self, audit: Audit) -> None:
        self.audit = audit
        self.asked: dict[str, list[dict[str, Any]]] = {}

    def ask(self, key: str, rules: Sequence[Wanted], where: pl.Series | None = None) -> None:
        """Remembers up to three pieces of evidence for rules (element, rule), one an interaction,
        the costliest first; `where` limits them to some interactions."""
        marked = self._marked(rules, where)
        chosen: dict[str, dict[str, Any]] = {}
        for row in marked.sort(
            "order", "points", "interaction_id", descending=[False, True, False]
        ).to_dicts():
            chosen.setdefault(row["interaction_id"], row)
            if len(chosen) == EACH:
                break
        self.asked[key] = list(chosen.values())

    def _marked(self, rules: Sequence[Wanted], where: pl.Series | None) -> pl.DataFrame:
        order = pl.DataFrame(
            {"element": [e for e, _ in rules], "rule": [r for _, r in rules], "order": range(len(rules))},
            schema={"element": pl.String, "rule": pl.String, "order": pl.Int64},
        )
        marked = self.audit.fired.filter(pl.col("evidence").list.len() > 0).join(
            order, on=["element", "rule"]
        )
        if where is not None:
            marked = marked.filter(pl.col("interaction_id").is_in(where.implode()))
        lost = self.audit.lost.group_by("evaluation", "element").agg(pl.col("value").sum().alias("points"))
        return marked.join(lost, on=["evaluation", "element"], how="left").with_columns(
            pl.col("points").fill_null(0.0)
        )

    def read(self) -> dict[str, tuple[Excerpt, ...]]:
        """The excerpts of everything asked for."""
        wanted = sorted({row["interaction_id"] for rows in self.asked.values() for row in rows})
        turns = self.audit.turns(self.audit.snapshot, wanted) if wanted else {}
        return {
            key: tuple(filter(None, (_excerpt(row, turns.get(row["interaction_id"])) for row in rows)))
            for key, rows in self.asked.items()
        }


def _excerpt(row: dict[str, Any], turns: Sequence[Mapping[str, Any]] | None) -> Excerpt | None:
    """The marked words; None when the turn is no longer there."""
    span = row["evidence"][0]
    if not turns or not 0 <= span["turn"] < len(turns):
        return None
    turn = turns[span["turn"]]
    text = turn["text"] or ""
    start, end = span["start"], span["end"]
    if start is not None and end is not None and not 0 <= start < end <= len(text):
        start = end = None
    return Excerpt(row["interaction_id"], span["turn"], turn["speaker"], text, start, end, row["evaluator"])
