"""What differences between those who answered and everybody asked mean, by stated rules, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rapport.measures.estimate import Estimate
from rapport.measures.inference.benjamini_hochberg import benjamini_hochberg
from rapport.measures.sampling.known_columns import ColumnBias

SMALL, LARGE = 0.1, 0.25
ENOUGH = 30
SILENT_SHARE = 0.05


def columns_beyond_chance(columns: Mapping[str, ColumnBias]) -> list[str]:
    """Columns that differ by 0.1 standard deviations or more and beyond chance (false discoveries held
    at 5 %), the largest first."""
    if not columns:
        return []
    adjusted = benjamini_hochberg([one.p for one in columns.values()])
    found = [
        name
        for (name, one), p in zip(columns.items(), adjusted, strict=True)
        if p <= 0.05 and (one.size.value or 0.0) >= SMALL
    ]
    return sorted(found, key=lambda name: (-(columns[name].size.value or 0.0), name))


def verdict_of(
    columns: Mapping[str, ColumnBias],
    asked: int,
    answered: int,
    raw: Estimate | None,
    weighted: Estimate | None,
) -> tuple[str, str]:
    """ "none", "mild", "serious" or "cannot tell", and the sentence."""
    if answered < ENOUGH:
        words = f"Cannot tell: only {answered} of {asked} answered; {ENOUGH} are needed to compare them."
        return "cannot tell", words
    if answered == asked:
        return "none", f"All {asked} answered."
    share = f"{answered} of {asked} answered ({answered / asked:.0%})"
    differing = columns_beyond_chance(columns)
    silent = _silent(columns, asked)
    largest = max((columns[name].size.value or 0.0 for name in differing), default=0.0)
    moved = _moved(raw, weighted)
    if not differing and not silent:
        return "none", (
            f"No sign of bias on what we know: {share}, and no known column differs by more than "
            "chance and a tenth of a standard deviation. What is not known may still differ."
        )
    why = [_worst(columns[name]) for name in differing[:2]]
    why += [f"nobody answered among {name}" for name in silent[:2]]
    told = f"{share}; {'; '.join(why)}"
    if silent:
        return "serious", f"Serious: {told}. No weight can speak for the silent: ask them another way."
    if largest >= LARGE or moved:
        moves = (
            f" Weighting moves the mean from {raw.value:.4g} to {weighted.value:.4g}."
            if moved and raw and weighted
            else ""
        )
        return "serious", (
            f"Serious: {told}.{moves} Weight by {_listed(differing)}, report it beside the unweighted "
            "number, and follow up those who did not answer."
        )
    return "mild", f"Mild: {told}. Weight by {_listed(differing)}."


def _silent(columns: Mapping[str, ColumnBias], asked: int) -> list[str]:
    """Classes of a twentieth of the frame or more in which nobody answered."""
    return [
        f"{name} = {label}"
        for name, one in columns.items()
        for label, rate in one.rates.items()
        if rate.base >= SILENT_SHARE * asked and rate.value == 0
    ]


def _moved(raw: Estimate | None, weighted: Estimate | None) -> bool:
    """Whether the unweighted mean lies outside the weighted one's interval."""
    if raw is None or weighted is None or raw.value is None:
        return False
    if weighted.low is None or weighted.high is None:
        return False
    return not weighted.low <= raw.value <= weighted.high


def _worst(one: ColumnBias) -> str:
    """The class whose share differs most, in words."""
    label = max(one.differences, key=lambda name: (abs(one.differences[name].value or 0.0), str(name)))
    gap = one.differences[label].value or 0.0
    more = "too many" if gap > 0 else "too few"
    return f"{more} of {one.column} = {label} ({100 * gap:+.1f} percentage points)"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:-1]) + (" and " if len(names) > 1 else "") + names[-1]
