"""Events in order of case and time, by sorting whole numbers once."""

from __future__ import annotations

import numpy as np

from rapport.measures.inputs import Codes
from rapport.measures.moments import Ticks

BITS = 63
STEPS = (1_000_000, 1_000)


def arranged(
    case: Codes, ticks: Ticks | None, code: Codes, cases: int, kinds: int
) -> tuple[Codes, Ticks | None, Codes]:
    """The three columns by case, then time, then as given.

    Where case, time and activity fit into one whole number, these numbers are sorted and taken apart
    again, which spares fetching three columns in an order that caches hate. It cannot tell which of two
    events of one time was given first, so with such ties it is done the long way.
    """
    if ticks is not None and len(case):
        start = int(ticks.min())
        after = ticks - start
        step = _step(after)
        after //= step
        time_bits, kind_bits = int(after.max()).bit_length(), max(kinds - 1, 0).bit_length()
        if max(cases - 1, 0).bit_length() + time_bits + kind_bits <= BITS:
            after += case.astype(np.int64, copy=False) << time_bits
            after <<= kind_bits
            after += code
            after = _by_case(after, case, cases)
            after.sort(kind="stable")
            found = after & ((1 << kind_bits) - 1)
            after >>= kind_bits
            if not bool(((after[1:] == after[:-1]) & (found[1:] != found[:-1])).any()):
                whose = after >> time_bits
                after &= (1 << time_bits) - 1
                after *= step
                after += start
                return whose, after, found
    order = in_order(case, ticks, cases)
    return case[order], ticks[order] if ticks is not None else None, code[order]


def in_order(case: Codes, ticks: Ticks | None, cases: int) -> Codes:
    """The rows by case, then time, then as given."""
    rows = len(case)
    if rows < 2:
        return np.arange(rows, dtype=np.intp)
    row_bits = (rows - 1).bit_length()
    case_bits = max(cases - 1, 0).bit_length()
    if ticks is None:
        return _sorted_rows(case.astype(np.int64), case_bits, row_bits)
    same = case[1:] == case[:-1]
    if bool(((case[1:] > case[:-1]) | (same & (ticks[1:] >= ticks[:-1]))).all()):
        return np.arange(rows, dtype=np.intp)
    start = int(ticks.min())
    after = ticks - start
    after //= _step(after)
    time_bits = int(after.max()).bit_length()
    if case_bits + time_bits <= BITS:
        after += case.astype(np.int64) << time_bits
        near = _by_case(np.arange(rows, dtype=np.int64), case, cases)
        return near[np.argsort(after[near], kind="stable")]
    by_time = _sorted_rows(after, time_bits, row_bits)
    return by_time[_sorted_rows(case[by_time].astype(np.int64), case_bits, row_bits)]


def _by_case(key: Ticks, case: Codes, cases: int) -> Ticks:
    """The keys with those of one case side by side, by counting, so that a sort that knows ordered runs
    has little left to do (together a third of the time of sorting at once)."""
    from scipy import sparse

    places = np.int32 if max(cases, len(key)) < 2**31 else np.int64
    shape = (1, cases)
    grid = sparse.csr_array((key, case.astype(places), np.array([0, len(key)], dtype=places)), shape=shape)
    return np.asarray(grid.tocsc().data)


def _step(after: Ticks) -> int:
    """The coarsest of a second, a millisecond and a microsecond that all times are whole numbers of."""
    for step in STEPS:
        if not (after[:1000] % step).any() and not (after % step).any():
            return step
    return 1


def _sorted_rows(key: Ticks, key_bits: int, row_bits: int) -> Codes:
    """Rows by key, equal keys as given: the row rides in the low bits where it fits, as plain sorting of
    numbers is far faster than sorting places."""
    if key_bits + row_bits > BITS:
        return np.argsort(key, kind="stable")
    packed = (key << row_bits) | np.arange(len(key), dtype=np.int64)
    packed.sort()
    packed &= (1 << row_bits) - 1
    return packed
