"""Draws customers to be interviewed."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Sequence
from datetime import date

from rapport.home import Home
from rapport.measures import allocate, draw_rows
from rapport.program.interviews.errors import InterviewError
from rapport.program.interviews.plain import DrawnCustomer, StudyPlan
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.work.interviews.frame import COLUMNS, SilentFrame, silent_frame
from rapport.work.sampling.order import shuffled

MOST = 2000


def draw_study(
    home: Home,
    actor: Actor,
    *,
    title: str,
    guide: int,
    wanted: int,
    reserves: float = 2.0,
    by: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
    schema: int | None = None,
    seed: int | None = None,
) -> int:
    """Draws `wanted` silent customers, and `reserves` times as many to be asked in their turn → the
    study's id. Strata have shares in proportion; the same seed and data draw the same.

    Raises NotAllowedError, or InterviewError for an empty frame or numbers that cannot be.
    """
    from rapport.program.interviews.services import study_create

    actor.require(Permission.INTERVIEWS_PLAN)
    if not 1 <= wanted <= MOST or not 0 <= reserves <= 20:
        raise InterviewError(f"{wanted} interviews are wanted", "wanted", f"Use 1 to {MOST:,}.")
    if unknown := [name for name in by if name not in COLUMNS]:
        raise InterviewError(f"Nobody knows {unknown[0]!r}", "by", f"Use {', '.join(COLUMNS)}.")
    if since and until and until < since:
        raise InterviewError("The last day lies before the first", "until", "Swap them.")
    frame = silent_frame(home, since, until)
    if not frame.ids:
        raise InterviewError(
            "No customer had contact then, can be reached, and never answered",
            "since, until",
            "Choose a longer time, or import customers with their addresses.",
        )
    chosen = secrets.randbelow(2**31) if seed is None else seed
    drawn, sizes = _drawn(frame, tuple(by), wanted, reserves, chosen)
    cells = list(Counter(frame.rows).items())
    plan = StudyPlan(
        title=title,
        guide=guide,
        schema=schema,
        by=tuple(by),
        since=since,
        until=until,
        seed=chosen,
        data_version=frame.data_version,
        excluded=frame.excluded,
        columns=COLUMNS,
        cells=tuple(cells),
        strata=sizes,
        wanted=min(wanted, len(frame.ids)),
        customers=tuple(_with_cells(drawn, frame, [values for values, _ in cells])),
    )
    made: int = study_create(actor, plan)
    return made


Drawn = tuple[str, str, float, bool]


def _drawn(
    frame: SilentFrame, by: tuple[str, ...], wanted: int, reserves: float, seed: int
) -> tuple[list[Drawn], dict[str, int]]:
    """Customers in the order in which they are asked: all first ones by chance, then the reserves."""
    strata = frame.strata(by)
    sizes = dict(Counter(strata))
    total = len(frame.ids)
    first = allocate(min(wanted, total), sizes)
    whole = allocate(min(round(wanted * (1 + reserves)), total), sizes)
    counts = {label: max(first[label], whole[label]) for label in sizes}
    rows = draw_rows(list(frame.ids), counts, strata, seed=seed)
    label_of = {
        frame.ids[row]: str(label) for row, label in zip(rows.rows.tolist(), rows.stratum, strict=True)
    }
    found: list[Drawn] = []
    seen = Counter[str]()
    for one in shuffled(label_of, seed, "recruits"):
        label = label_of[one]
        seen[label] += 1
        found.append((one, label, counts[label] / sizes[label], seen[label] > first[label]))
    return sorted(found, key=lambda each: each[3]), sizes


def _with_cells(
    drawn: Sequence[Drawn], frame: SilentFrame, cells: Sequence[tuple[str, ...]]
) -> list[DrawnCustomer]:
    place = {values: number for number, values in enumerate(cells)}
    row_of = dict(zip(frame.ids, frame.rows, strict=True))
    return [
        DrawnCustomer(one, label, probability, place[row_of[one]], reserve)
        for one, label, probability, reserve in drawn
    ]
