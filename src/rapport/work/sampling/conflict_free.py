"""Takes conflicts of interest out of assignments without changing anybody's share, where that is possible."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from rapport.program.audits.errors import AuditError
from rapport.work.sampling.order import shuffled

Hands = dict[str, tuple[str, ...]]
Barred = Mapping[str, AbstractSet[str]]
NOBODY: frozenset[str] = frozenset()


def without_conflicts(
    handed_out: Hands,
    drawn: Mapping[str, Sequence[str]],
    share: Mapping[str, float],
    barred: Barred,
    seed: int,
) -> Hands:
    """The same assignments without anybody who is barred.

    Somebody barred changes places with the evaluator of another interaction of the stratum, chosen at
    random among those with whom both are free to score; only where there is none does the least loaded
    of those who may take it over. Raises AuditError where nobody may score an interaction.
    """
    found = dict(handed_out)
    for label in sorted(drawn):
        names = shuffled(drawn[label], seed, "conflicts")
        for name in names:
            for ordinal, evaluator in enumerate(found[name]):
                if evaluator in barred.get(name, NOBODY):
                    swapped = _swap(found, names, name, ordinal, barred)
                    if not swapped:
                        _hand_over(found, names, name, ordinal, share, barred)
    return found


def _swap(found: Hands, names: Sequence[str], name: str, ordinal: int, barred: Barred) -> bool:
    """Changes places with the first one that fits; `names` is in random order."""
    mine = found[name][ordinal]
    for other in names:
        if other == name or len(found[other]) != len(found[name]):
            continue
        theirs = found[other][ordinal]
        fits_here = theirs not in barred.get(name, NOBODY) and theirs not in found[name]
        fits_there = mine not in barred.get(other, NOBODY) and mine not in found[other]
        if fits_here and fits_there:
            found[name], found[other] = (
                _with(found[name], ordinal, theirs),
                _with(found[other], ordinal, mine),
            )
            return True
    return False


def _hand_over(
    found: Hands,
    names: Sequence[str],
    name: str,
    ordinal: int,
    share: Mapping[str, float],
    barred: Barred,
) -> None:
    load = Counter(one for each in names for one in found[each])
    free = [one for one in share if one not in barred.get(name, NOBODY) and one not in found[name]]
    if free:
        least = min(free, key=lambda one: load[one] / share[one])
        found[name] = _with(found[name], ordinal, least)
    elif len(found[name]) == 2:
        other = found[name][1 - ordinal]
        found[name] = (other,)
    else:
        raise AuditError(
            "Nobody named may score some of the interactions: all have a conflict of interest",
            f"interaction {name}",
            "Name somebody else too, or take an exclusion away.",
        )


def _with(hands: tuple[str, ...], ordinal: int, name: str) -> tuple[str, ...]:
    return tuple(name if place == ordinal else one for place, one in enumerate(hands))
