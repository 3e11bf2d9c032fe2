"""Who scores what: designed shares within strata, by chance, some twice, no conflict of interest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from rapport.work.sampling.conflict_free import without_conflicts
from rapport.work.sampling.order import shuffled


def assign(
    drawn: Mapping[str, Sequence[str]],
    evaluators: Sequence[str],
    double: float,
    seed: int,
    *,
    shares: Mapping[str, float] | None = None,
    barred: Mapping[str, AbstractSet[str]] | None = None,
) -> dict[str, tuple[str, ...]]:
    """Evaluators of every drawn interaction, the first one first.

    `drawn` maps strata to interaction ids. Within a stratum the evaluators' shares are those designed
    (`shares`, relative; equal without), to one interaction; the `double` share scored by a second,
    different evaluator is spread over the strata and over the evaluators, and every interaction has the
    same chance to be in it. `barred` maps an interaction to those who must not score it: they change
    places with somebody else of the stratum, so that shares stay; a second score that nobody may give is
    left out.

    Raises AuditError where nobody may score an interaction.
    """
    order = shuffled(evaluators, seed, "evaluators")
    share = _designed(order, shares)
    lined_up = [name for label in sorted(drawn) for name in shuffled(drawn[label], seed, "assign")]
    first = dict(zip(lined_up, _turns(order, share, len(lined_up)), strict=True))
    # Those scored twice are spread over the first evaluators, and with each of them over the strata:
    # at even distances in the line itself, some evaluators would share their interactions more often
    # than others, and weigh less in the mean.
    by_first = sorted(lined_up, key=lambda name: order.index(first[name]))
    chosen = set(_spread_out(by_first, round(double * len(lined_up)), seed))
    twice = [name for name in lined_up if name in chosen]
    second = _second(twice, first, order, share)
    handed_out = {name: (first[name], *((second[name],) if name in second else ())) for name in lined_up}
    if not barred or not any(barred.values()):
        return handed_out
    return without_conflicts(handed_out, drawn, share, barred, seed)


def weights(handed_out: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """How much of the mean each evaluator makes up: an interaction scored twice counts half for each."""
    found: dict[str, float] = {}
    for hands in handed_out.values():
        for name in hands:
            found[name] = found.get(name, 0.0) + 1 / (len(hands) * len(handed_out))
    return dict(sorted(found.items()))


def _designed(order: Sequence[str], shares: Mapping[str, float] | None) -> dict[str, float]:
    given = {name: float((shares or {}).get(name, 1.0)) for name in order}
    whole = sum(given.values())
    return {name: one / whole for name, one in given.items()}


def _turns(order: Sequence[str], share: Mapping[str, float], places: int) -> list[str]:
    """Whose turn it is at each place of a line: whoever lags most behind their share, so that every
    stretch of the line has the shares. With equal shares they simply take turns."""
    if len(set(share.values())) == 1:
        return [order[place % len(order)] for place in range(places)]
    load = dict.fromkeys(order, 0)
    taken = []
    for place in range(1, places + 1):
        name = max(order, key=lambda one: share[one] * place - load[one])
        load[name] += 1
        taken.append(name)
    return taken


def _spread_out(items: Sequence[str], wanted: int, seed: int) -> list[str]:
    """`wanted` items at even distances from a random start."""
    if wanted <= 0:
        return []
    start = int(shuffled(map(str, range(1000)), seed, "double")[0]) / 1000
    return [items[int((place + start) * len(items) / wanted)] for place in range(wanted)]


def _second(
    twice: Sequence[str], first: Mapping[str, str], order: Sequence[str], share: Mapping[str, float]
) -> dict[str, str]:
    """With equal shares pairs are balanced: whoever met the first evaluator least often, then scored
    least, is next. With unequal ones whoever lags most behind their share is: an interaction scored twice
    gives each of its two half, and halves given away must come back."""
    met: dict[tuple[str, str], int] = {}
    load = dict.fromkeys(order, 0)
    equal = len(set(share.values())) == 1
    second = {}
    for place, name in enumerate(twice, start=1):
        others = [one for one in order if one != first[name]]
        if not others:
            break
        times = {one: met.get(_pair(first[name], one), 0) for one in others}
        if equal:
            chosen = min(others, key=lambda one: (times[one], load[one]))
        else:
            chosen = min(others, key=lambda one: (load[one] - share[one] * place, times[one]))
        met[_pair(first[name], chosen)] = times[chosen] + 1
        load[chosen] += 1
        second[name] = chosen
    return second


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)
