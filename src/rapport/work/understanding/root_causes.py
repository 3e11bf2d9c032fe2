"""Root causes across concerns: what goes with conversations that went badly, concern by concern."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapport.home import Home, open_home
from rapport.language.concerns.taxonomy import Taxonomy
from rapport.program.people.actor import Actor
from rapport.warehouse import Warehouse
from rapport.warehouse.manifest import read_manifest
from rapport.work.concerns.kept import concerns_path, kept_concerns
from rapport.work.results.sight import Seen, still_blind
from rapport.work.results.view import View
from rapport.work.understanding.about import checks_state
from rapport.work.understanding.cased import case_causes
from rapport.work.understanding.comes import COMES_IN
from rapport.work.understanding.concern import OWN
from rapport.work.understanding.counting import HARD, SOLVED
from rapport.work.understanding.drivers import Driver, drivers_of, with_words, words_wanted
from rapport.work.understanding.explorer import NotYet
from rapport.work.understanding.later import worked_out
from rapport.work.understanding.quotes import quoted
from rapport.work.understanding.read_by import concerns_read_by
from rapport.work.understanding.seen import Where, checked_view, seen_of, where
from rapport.work.understanding.sheet.ask import Session, sheet_of, sheet_session
from rapport.work.understanding.sheet.place import Sheet
from rapport.work.understanding.tree import NO_CONCERN, Place, labels_of, places

MOST_CONCERNS = 12
"""The commonest are looked at: a look at one goes through all of its conversations."""


@dataclass(frozen=True)
class Cause:
    """One thing that is clearly commoner where a concern went badly than where it did not."""

    place: Place
    driver: Driver


@dataclass(frozen=True)
class RootCauses:
    """The `causes` of the `looked_at` commonest concerns, the largest difference first; who read them."""

    data_version: int
    looked_at: int
    causes: tuple[Cause, ...]
    models: tuple[str, ...] = ()


def root_causes_of(home: Home, actor: Actor, view: View, wait_s: float | None = None) -> RootCauses | NotYet:
    """Root causes as far as this person sees; words are left out of conversations that they still have to
    score blind; of who scores it is kept whose words they were shown. Raises NotAllowedError, InputError for
    a view that cannot be."""
    from rapport.program.reading.services import readings_opened_note

    seen = seen_of(actor)
    checked_view(home, seen, view)
    if not concerns_path(home).exists():
        return NotYet("unlearned")
    sheet = sheet_of(home)
    if sheet is None:
        return NotYet("working")
    found: RootCauses | None = worked_out(
        home,
        ("root causes", seen, view),
        sheet.data_version,
        (checks_state(home), read_manifest(home.warehouse_path).tables["events"].version),
        f"{__name__}:make_root_causes",
        sheet,
        seen,
        view,
        wait_s=wait_s,
    )
    if not found:
        return NotYet("working")
    blind = still_blind(actor)

    def shown(one: Cause) -> Cause:
        quotes = tuple(quote for quote in one.driver.quotes if quote.interaction_id not in blind)[:1]
        return replace(one, driver=replace(one.driver, quotes=quotes, ids=()))

    causes = tuple(map(shown, found.causes))
    quotes = (quote for one in causes for quote in one.driver.quotes)
    readings_opened_note(actor, [one.interaction_id for one in quotes])
    return replace(found, causes=causes)


def make_root_causes(root: str, sheet: Sheet, seen: Seen, view: View) -> RootCauses:
    """In this process, or in the one beside."""
    home = open_home(root)
    kept = kept_concerns(home)
    tree = kept.taxonomy if kept else Taxonomy()
    labels = labels_of(tree, kept.model.concerns if kept else ())
    part, settings = where(seen, view), home.settings
    found: list[tuple[Place, tuple[Driver, ...]]] = []
    with sheet_session(home, sheet) as session:
        session.table("case_told", case_causes(home))
        lowest = [one for one in places(tree) if one.id not in NO_CONCERN and not one.children]
        commonest = _commonest(session, lowest, labels, part)
        for place in commonest:
            given = {**part.values, "labels": list(labels.get(place.id, ()))}
            session.do(OWN.format(where=part.sql, mine=COMES_IN, hard=HARD, solved=SOLVED), given)
            found.append((place, drivers_of(session, settings.confidence, settings.minimum_base).found))
        models = concerns_read_by(session, part)
    if seen.words:
        found = _with_words(home, found)
    causes = [Cause(place, one) for place, drivers in found for one in drivers]
    causes.sort(key=lambda one: -(one.driver.difference.value or 0.0))
    return RootCauses(sheet.data_version, len(commonest), tuple(causes), models)


def _commonest(
    session: Session, every: Sequence[Place], labels: dict[str, tuple[str, ...]], part: Where
) -> list[Place]:
    query = f"SELECT stated, count(*) AS n FROM sheet WHERE concerns_by IS NOT NULL AND {part.sql} GROUP BY 1"
    counts = {row["stated"]: row["n"] for row in session.ask(query, part.values).to_pylist()}
    of = {one.id: sum(counts.get(label, 0) for label in labels.get(one.id, ())) for one in every}
    return sorted((one for one in every if of[one.id]), key=lambda one: (-of[one.id], one.name))[
        :MOST_CONCERNS
    ]


def _with_words(
    home: Home, found: Sequence[tuple[Place, tuple[Driver, ...]]]
) -> list[tuple[Place, tuple[Driver, ...]]]:
    wanted = [words_wanted(drivers) for _, drivers in found]
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        words = iter(quoted(home, snapshot, [one for each in wanted for one in each]))
    return [
        (place, with_words(drivers, [next(words) for _ in each]))
        for (place, drivers), each in zip(found, wanted, strict=True)
    ]
