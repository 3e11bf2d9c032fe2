"""One concern: its trend, its words, what is below it, where it comes, and what goes with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from rapport.findings.plain import Excerpt
from rapport.home import Home, open_home
from rapport.language.concerns.taxonomy import Taxonomy
from rapport.measures import Estimate
from rapport.program.people.actor import Actor
from rapport.warehouse import Warehouse
from rapport.warehouse.manifest import read_manifest
from rapport.work.concerns.kept import concerns_path, kept_concerns
from rapport.work.results.sight import Seen, still_blind
from rapport.work.results.view import View
from rapport.work.understanding.about import About, checks_state, count_about
from rapport.work.understanding.cased import case_causes
from rapport.work.understanding.checked import as_checked
from rapport.work.understanding.comes import COMES_IN
from rapport.work.understanding.counting import HARD, SOLVED
from rapport.work.understanding.drivers import Drivers, drivers_of, with_words, words_wanted
from rapport.work.understanding.explorer import ANY, FIRST, NotYet
from rapport.work.understanding.few import enough
from rapport.work.understanding.later import worked_out
from rapport.work.understanding.periods import unit_of
from rapport.work.understanding.quotes import Wanted, quoted
from rapport.work.understanding.read_by import concerns_read_by
from rapport.work.understanding.seen import checked_view, seen_of, where
from rapport.work.understanding.sheet.ask import Session, sheet_of, sheet_session
from rapport.work.understanding.sheet.place import Sheet
from rapport.work.understanding.sums import Sums, effect_of, plain_share, share
from rapport.work.understanding.tree import NO_CONCERN, Place, labels_of, places

QUOTES, LOOKED_AT, REASONS, GROUPS = 3, 24, 10, 40
CONV = """
    CREATE OR REPLACE TEMP TABLE conv AS
    SELECT hash(coalesce(customer_id, interaction_id)) AS who, day, team, channel, {mine} AS mine,
        list_contains($labels, stated) AS first
    FROM sheet WHERE concerns_by IS NOT NULL AND {where}
"""
OWN = """
    CREATE OR REPLACE TEMP TABLE own AS
    SELECT interaction_id, hash(coalesce(customer_id, interaction_id)) AS who, given, reason_code, stated,
        every, actual, stated_p, effort, effort_label, resolved, {hard} AS hard, {solved} AS solved,
        effort_cues, emotions, threats, behaviours, service_by, list_contains($labels, stated) AS first
    FROM sheet WHERE concerns_by IS NOT NULL AND {where} AND {mine}
"""
SUMS = """
    SELECT count(*) AS customers, sum(n) AS n, sum(k) AS k, sum(n * n) AS nn, sum(k * n) AS kn,
        sum(k * k) AS kk
    FROM (SELECT count(*) AS n, count(*) FILTER ({what}) AS k FROM {table} WHERE {among} GROUP BY who)
"""
REASONS_GIVEN = """
    WITH given AS (
        SELECT coalesce(reason_code, given) AS name, who FROM own
        WHERE coalesce(reason_code, given) IS NOT NULL
    ),
    base AS (SELECT who, count(*) AS n FROM given GROUP BY who),
    whole AS (SELECT count(*) AS m, sum(n) AS n, sum(n * n) AS nn FROM base),
    one AS (SELECT name, who, count(*) AS k FROM given GROUP BY name, who)
    SELECT name, any_value(whole.m) AS m, any_value(whole.n) AS n, any_value(whole.nn) AS nn, sum(k) AS k,
        sum(k * base.n) AS kn, sum(k * k) AS kk
    FROM one JOIN base USING (who) CROSS JOIN whole GROUP BY name ORDER BY k DESC, name LIMIT $most
"""


@dataclass(frozen=True)
class Group:
    """A team's or channel's share of conversations in which the concern comes, or a share of these."""

    name: str
    estimate: Estimate


@dataclass(frozen=True)
class ConcernPage:
    """`above` from the top down, `below` with their shares. `reasons`: of this concern's conversations those
    that came with each concern or code of the source. `quotes` are what customers came with. `models` read
    what the conversations are about."""

    data_version: int
    place: Place
    above: tuple[Place, ...]
    read: int
    any: Estimate
    first: Estimate
    about: About
    hard: Estimate
    solved: Estimate
    unit: str
    trend: tuple[tuple[date, Estimate], ...]
    below: tuple[tuple[Place, Estimate], ...]
    by: Mapping[str, tuple[Group, ...]]
    reasons: tuple[Group, ...]
    drivers: Drivers
    quotes: tuple[Excerpt, ...] = ()
    models: tuple[str, ...] = ()


def concern_page(
    home: Home, actor: Actor, view: View, concern: str, wait_s: float | None = None
) -> ConcernPage | NotYet | None:
    """The page of a concern as far as this person sees: None when there is no such concern. Words are
    left out of conversations that they still have to score blind; of who scores it is kept whose words they
    were shown. Raises NotAllowedError, InputError."""
    seen = seen_of(actor)
    checked_view(home, seen, view)
    if not concerns_path(home).exists():
        return None
    known = place_of(home, concern)
    if known is None:
        return None
    sheet = sheet_of(home)
    found = sheet and worked_out(
        home,
        ("concern", seen, view, known.id),
        sheet.data_version,
        (checks_state(home), read_manifest(home.warehouse_path).tables["events"].version),
        "rapport.work.understanding.concern:make_concern",
        sheet,
        seen,
        view,
        known.id,
        wait_s=wait_s,
    )
    if not found:
        return NotYet("working")
    return _for(actor, found)


def place_of(home: Home, concern: str) -> Place | None:
    """Where a concern stands today; one that became another is found there."""
    kept = kept_concerns(home)
    if kept is None:
        return None
    today = kept.taxonomy.follow(concern)
    return next((one for one in places(kept.taxonomy) if one.id == today), None)


def _for(actor: Actor, found: ConcernPage) -> ConcernPage:
    from rapport.program.reading.services import readings_opened_note

    blind = still_blind(actor)

    def shown(quotes: tuple[Excerpt, ...]) -> tuple[Excerpt, ...]:
        return tuple(one for one in quotes if one.interaction_id not in blind)[:QUOTES]

    drivers = tuple(replace(one, quotes=shown(one.quotes)[:1], ids=()) for one in found.drivers.found)
    found = replace(found, quotes=shown(found.quotes), drivers=replace(found.drivers, found=drivers))
    quotes = (*found.quotes, *(quote for one in drivers for quote in one.quotes))
    readings_opened_note(actor, [one.interaction_id for one in quotes])
    return found


def make_concern(root: str, sheet: Sheet, seen: Seen, view: View, concern: str) -> ConcernPage | None:
    """In this process, or in the one beside; None where the concern is no more since it was asked for."""
    home = open_home(root)
    kept = kept_concerns(home)
    tree = kept.taxonomy if kept else Taxonomy()
    every = {one.id: one for one in places(tree)}
    concern = concern if concern in NO_CONCERN else tree.follow(concern)
    if concern not in every:
        return None
    labels = labels_of(tree, kept.model.concerns if kept else ())
    with sheet_session(home, sheet) as session:
        take_conversations(session, labels.get(concern, ()), seen, view)
        children = [every[one.id] for one in tree.children(concern)] if concern not in NO_CONCERN else []
        about = count_about(session, home, tree, where(seen, view), [concern])[concern]
        session.table("case_told", case_causes(home))
        found = _page(session, every[concern], home, view, sheet, about)
        found = replace(
            found,
            above=tuple(reversed([every[one] for one in _above(every, concern)])),
            below=_below(session, children, labels, found.any, home.settings.confidence),
            models=concerns_read_by(session, where(seen, view)),
        )
        found = _enough(found, home.settings.minimum_base)
        ids = session.ask(QUOTABLE, {"most": LOOKED_AT}).column(0).to_pylist()
    if not seen.words:
        none = tuple(replace(one, ids=()) for one in found.drivers.found)
        return replace(found, drivers=replace(found.drivers, found=none))
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        asked = Wanted(tuple(ids), "concerns", "concern_stated")
        quotes, *words = quoted(home, snapshot, [asked, *words_wanted(found.drivers.found)])
    drivers = with_words(found.drivers.found, words)
    distinct = tuple({one.text: one for one in quotes}.values())
    return replace(found, quotes=distinct, drivers=replace(found.drivers, found=drivers))


QUOTABLE = """
    SELECT interaction_id FROM own WHERE first
    ORDER BY coalesce(stated_p, 0) >= 0.8 DESC, hash(interaction_id), interaction_id LIMIT $most
"""


def take_conversations(session: Session, labels: Sequence[str], seen: Seen, view: View) -> None:
    """Makes the tables `conv`, of all conversations of a view, in which those of the labels are `mine`, and
    `own`, of these alone with what was read of them."""
    part = where(seen, view)
    given = {**part.values, "labels": list(labels)}
    session.do(CONV.format(where=part.sql, mine=COMES_IN), given)
    session.do(OWN.format(where=part.sql, mine=COMES_IN, hard=HARD, solved=SOLVED), given)


def _enough(found: ConcernPage, minimum: int) -> ConcernPage:
    """The page without any number of fewer conversations than the minimum; of a part that is smaller as a
    whole nothing but that."""
    few = enough(found.any, minimum)
    if found.any.base < minimum:
        return replace(
            found, any=few, first=few, about=About(few), hard=few, solved=few, trend=(), by={}, reasons=(),
            below=tuple((one, few) for one, _ in found.below), drivers=Drivers(0, 0, few=True),
        )  # fmt: skip
    return replace(
        found,
        about=found.about.enough(minimum),
        hard=enough(found.hard, minimum),
        solved=enough(found.solved, minimum),
        trend=tuple((at, enough(one, minimum)) for at, one in found.trend),
        by={
            name: tuple(Group(one.name, enough(one.estimate, minimum)) for one in groups)
            for name, groups in found.by.items()
        },
        reasons=tuple(one for one in found.reasons if one.estimate.base >= minimum),
    )


def _page(session: Session, place: Place, home: Home, view: View, sheet: Sheet, about: About) -> ConcernPage:
    confidence, minimum = home.settings.confidence, home.settings.minimum_base
    whole = as_checked(share(_sums(session, "mine"), confidence, definition=ANY))
    effect = effect_of(whole)
    [days] = session.ask("SELECT min(day) AS first, max(day) AS last FROM conv").to_pylist()
    unit = unit_of(view.days()[0] or days["first"], view.days()[1] or days["last"])
    return ConcernPage(
        sheet.data_version,
        place,
        (),
        whole.base,
        whole,
        as_checked(share(_sums(session, "first"), confidence, definition=FIRST)),
        about,
        share(_sums(session, "hard = 1", "own", "hard IS NOT NULL"), confidence, definition="much effort"),
        share(_sums(session, "solved = 1", "own", "solved IS NOT NULL"), confidence, definition="solved"),
        unit,
        _trend(session, unit, effect, confidence),
        (),
        {name: _groups(session, name, effect, confidence, minimum) for name in ("team", "channel")},
        _reasons(session, confidence),
        drivers_of(session, confidence, minimum),
    )


def _sums(session: Session, what: str, table: str = "conv", among: str = "TRUE") -> Sums:
    [row] = session.ask(SUMS.format(what=what, table=table, among=among)).to_pylist()
    return Sums(row["customers"], *(float(row[name] or 0) for name in ("n", "k", "nn", "kn", "kk")))


def _trend(
    session: Session, unit: str, effect: float, confidence: float
) -> tuple[tuple[date, Estimate], ...]:
    rows = session.ask(
        f"SELECT CAST(date_trunc('{unit}', day) AS DATE) AS at, count(*) AS n, count(*) FILTER (mine) AS k "
        "FROM conv WHERE day IS NOT NULL GROUP BY 1 ORDER BY 1"
    ).to_pylist()
    return tuple((row["at"], as_checked(plain_share(row["k"], row["n"], effect, confidence))) for row in rows)


def _groups(session: Session, name: str, effect: float, confidence: float, minimum: int) -> tuple[Group, ...]:
    """Those of too few conversations last: their order would tell what their numbers do not."""
    rows = session.ask(
        f"SELECT {name} AS name, count(*) AS n, count(*) FILTER (mine) AS k FROM conv "
        f"WHERE {name} IS NOT NULL GROUP BY 1 "
        f"ORDER BY CASE WHEN n >= $minimum THEN k / n END DESC NULLS LAST, 1 LIMIT {GROUPS}",
        {"minimum": minimum},
    ).to_pylist()
    return tuple(
        Group(row["name"], as_checked(plain_share(row["k"], row["n"], effect, confidence))) for row in rows
    )


def _reasons(session: Session, confidence: float) -> tuple[Group, ...]:
    rows: list[dict[str, Any]] = session.ask(REASONS_GIVEN, {"most": REASONS}).to_pylist()
    return tuple(
        Group(
            row["name"],
            share(Sums(row["m"], *(float(row[one]) for one in ("n", "k", "nn", "kn", "kk"))), confidence),
        )
        for row in rows
    )


def _below(
    session: Session,
    children: Sequence[Place],
    labels: Mapping[str, Sequence[str]],
    whole: Estimate,
    confidence: float,
) -> tuple[tuple[Place, Estimate], ...]:
    """Each child's share of all conversations."""
    found = []
    for one in children:
        own = {"labels": list(labels.get(one.id, ()))}
        asked = f"SELECT count(*) AS k FROM own WHERE {COMES_IN}"
        k = session.ask(asked, own)["k"][0].as_py()
        estimate = plain_share(k, whole.base, effect_of(whole), confidence)
        found.append((one, as_checked(estimate)))
    return tuple(found)


def _above(every: Mapping[str, Place], concern: str) -> list[str]:
    """The ids over a concern, the nearest first."""
    found, at = list[str](), every[concern].parent
    while at is not None and at in every and at not in found:
        found.append(at)
        at = every[at].parent
    return found
