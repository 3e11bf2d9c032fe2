"""Who scores what: equal shares within strata, by chance, some interactions twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rapport.work.sampling.order import shuffled


def assign(
    drawn: Mapping[str, Sequence[str]], evaluators: Sequence[str], double: float, seed: int
) -> dict[str, tuple[str, ...]]:
    """Evaluators of every drawn interaction, the first one first.

    `drawn` maps strata to interaction ids. Within a stratum the shares of the evaluators differ by
    one interaction at most; the `double` share scored by a second, different evaluator is spread over
    the strata and over the evaluators, and every interaction has the same chance to be in it.
    """
    order = shuffled(evaluators, seed, "evaluators")
    lined_up = [name for label in sorted(drawn) for name in shuffled(drawn[label], seed, "assign")]
    first = {name: order[place % len(order)] for place, name in enumerate(lined_up)}
    # Those scored twice are spread over the first evaluators, and with each of them over the strata:
    # at even distances in the line itself, some evaluators would share their interactions more often
    # than others, and weigh less in the mean.
    by_first = sorted(lined_up, key=lambda name: order.index(first[name]))
    chosen = set(_spread_out(by_first, round(double * len(lined_up)), seed))
    twice = [name for name in lined_up if name in chosen]
    second = _second(twice, first, order)
    return {name: (first[name], *((second[name],) if name in second else ())) for name in lined_up}


def _spread_out(items: Sequence[str], wanted: int, seed: int) -> list[str]:
    """`wanted` items at even distances from a random start."""
    if wanted <= 0:
        return []
    start = int(shuffled(map(str, range(1000)), seed, "double")[0]) / 1000
    return [items[int((place + start) * len(items) / wanted)] for place in range(wanted)]


def _second(twice: Sequence[str], first: Mapping[str, str], order: Sequence[str]) -> dict[str, str]:
    """Pairs are balanced: whoever met the first evaluator least often, then scored least, is next."""
    met: dict[tuple[str, str], int] = {}
    load = dict.fromkeys(order, 0)
    second = {}
    for name in twice:
        others = [one for one in order if one != first[name]]
        if not others:
            break
        chosen = min(others, key=lambda one: (met.get(_pair(first[name], one), 0), load[one]))
        met[_pair(first[name], chosen)] = met.get(_pair(first[name], chosen), 0) + 1
        load[chosen] += 1
        second[name] = chosen
    return second


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)
