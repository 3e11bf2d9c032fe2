"""The share of conversations that turned out to be about a concern: read by the machine, and corrected where
people checked enough of them at random."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from rapport.home import Home
from rapport.language.concerns.model import OTHER
from rapport.language.concerns.taxonomy import Taxonomy
from rapport.measures import Estimate
from rapport.program.setup import connect
from rapport.work.concerns.earlier import born
from rapport.work.concerns.from_people import followed
from rapport.work.concerns.kept import concerns_path
from rapport.work.understanding.chances import chances_of
from rapport.work.understanding.checked import Checked, as_checked, is_checked
from rapport.work.understanding.few import enough
from rapport.work.understanding.seen import Where
from rapport.work.understanding.sheet.ask import Session
from rapport.work.understanding.sums import Sums, share
from rapport.work.understanding.tree import NO_CONCERN, belongs, tree_mark, upwards

DEFINITION = "share of conversations that turned out to be about it"
ASKED_OF = "concerns_by IS NOT NULL AND actual IS NOT NULL AND eligible"
"""Those that people may be asked about: an agent took part."""
PART = f"""
    CREATE OR REPLACE TEMP TABLE about_part AS
    SELECT interaction_id, hash(coalesce(customer_id, interaction_id)) AS who, actual
    FROM sheet WHERE {ASKED_OF} AND {{where}}
"""
WHOLE = """
    SELECT count(*) AS customers, coalesce(sum(n), 0) AS n, coalesce(sum(n * n), 0) AS nn
    FROM (SELECT count(*) AS n FROM about_part GROUP BY who)
"""
BY_CUSTOMER = """
    WITH base AS (SELECT who, count(*) AS n FROM about_part GROUP BY who),
    one AS (
        SELECT b.concern, p.who, count(*) AS k FROM about_part p JOIN about_belongs b ON b.label = p.actual
        GROUP BY 1, 2
    )
    SELECT concern, sum(k) AS k, sum(k * n) AS kn, sum(k * k) AS kk FROM one JOIN base USING (who)
    GROUP BY concern
"""
UNREACHED = "SELECT count(*) AS n FROM about_part SEMI JOIN about_later USING (interaction_id)"
LABELS = "SELECT interaction_id, actual FROM about_part SEMI JOIN about_asked USING (interaction_id)"


@dataclass(frozen=True)
class About:
    """`estimate` is the machine's, or corrected by people's checks: then `machine` is its own beside it."""

    estimate: Estimate
    machine: Estimate | None = None

    def enough(self, minimum: int) -> About:
        """Without numbers of fewer conversations than the minimum."""
        machine = None if self.machine is None else enough(self.machine, minimum)
        return About(enough(self.estimate, minimum), machine)


def checks_state(home: Home) -> tuple[Any, ...]:
    """What tells one state of tree and checks from another: numbers made of them are as new as it."""
    connect(home)
    from rapport.program.reading.plain import CONCERN, RANDOM
    from rapport.program.reading.selectors import checks_mark

    return (*tree_mark(home), *checks_mark(CONCERN, RANDOM))


def count_about(
    session: Session, home: Home, tree: Taxonomy, part: Where, concerns: Sequence[str]
) -> dict[str, About]:
    """The share of each of the `concerns` in a part of the sheet."""
    session.do(PART.format(where=part.sql), part.values)
    labels = session.ask("SELECT DISTINCT actual FROM about_part").column(0).to_pylist()
    pairs = belongs(tree, labels)
    session.table(
        "about_belongs",
        pa.table(
            {
                "label": pa.array([label for label, _ in pairs], pa.string()),
                "concern": pa.array([concern for _, concern in pairs], pa.string()),
            }
        ),
    )
    [whole] = session.ask(WHOLE).to_pylist()
    counted = {row["concern"]: row for row in session.ask(BY_CUSTOMER).to_pylist()}
    checks = _Checks(session, home, tree, whole["n"])
    found = {}
    for concern in concerns:
        row = counted.get(concern, {"k": 0, "kn": 0, "kk": 0})
        k, kn, kk = (float(row[name]) for name in ("k", "kn", "kk"))
        sums = Sums(whole["customers"], float(whole["n"]), k, float(whole["nn"]), kn, kk)
        machine = share(sums, home.settings.confidence, definition=DEFINITION)
        told = as_checked(machine, checks.of(concern))
        found[concern] = About(told, as_checked(machine) if is_checked(told) else None)
    return found


class _Checks:
    """What people said of conversations of the part that were drawn at random, each once."""

    def __init__(self, session: Session, home: Home, tree: Taxonomy, whole: int) -> None:
        connect(home)
        from rapport.program.reading.plain import CONCERN, RANDOM
        from rapport.program.reading.selectors import checks_of

        self.tree, self.born = tree, born(concerns_path(home))
        given = checks_of([CONCERN], RANDOM)
        asked = sorted({one.question.interaction_id for one in given})
        session.table("about_asked", pa.table({"interaction_id": pa.array(asked, pa.string())}))
        read: Mapping[str, str] = dict(zip(*session.ask(LABELS).to_pydict().values(), strict=True))
        first = {one.question.interaction_id: one for one in reversed(given) if one.known}
        known = [one for one in first.values() if one.question.interaction_id in read]
        self.answers = [self._above(one.answer) for one in known]
        self.machine = [self._above(read[one.question.interaction_id]) for one in known]
        self.at = [one.at.timestamp() for one in known]
        chances = chances_of(home, given)
        self.chances = np.array([chances.of[one.question.interaction_id] for one in known], dtype=np.float64)
        session.table("about_later", chances.later)
        [later] = session.ask(UNREACHED).to_pylist()
        self.unreached = later["n"] / max(whole, 1)
        open_ = {one.question.interaction_id for one in given} - set(first)
        self.left = len(open_ & set(read))

    def of(self, concern: str) -> Checked:
        """1, 0, or NaN where the concern came to be after the answer: then nobody could have named it, and
        answers that were followed to it would be the only ones left."""
        since = self.born.get(concern, float("-inf"))
        human = [
            float("nan") if at < since else 1.0 if concern in said else 0.0
            for said, at in zip(self.answers, self.at, strict=True)
        ]
        machine = [float(concern in said) for said in self.machine]
        return Checked(
            np.array(human, dtype=np.float64),
            np.array(machine, dtype=np.float64),
            self.left,
            self.chances,
            self.unreached,
        )

    def _above(self, label: str) -> tuple[str, ...]:
        today = followed(self.tree, label)
        return (today,) if today in NO_CONCERN else upwards(self.tree, today) or (OTHER,)
