"""What nobody has a name for yet, and is growing: found among conversations read as other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from rapport.home import Home, open_home
from rapport.language.concerns.emerging import Emerging, emerging_concerns
from rapport.language.concerns.ids import fresh_id
from rapport.language.concerns.model import OTHER
from rapport.language.concerns.taxonomy import Concern, Taxonomy, taxonomy_of
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.records.errors import InputError
from rapport.warehouse import Warehouse
from rapport.work.concerns.editing import change_tree, tree_of, typed_name
from rapport.work.concerns.from_people import refitted
from rapport.work.concerns.kept import KeptConcerns, concerns_path, kept_concerns
from rapport.work.concerns.on_top import learn_on_top
from rapport.work.concerns.requests import Request, requests_of
from rapport.work.concerns.splitting import ALIKE, likeness
from rapport.work.progress import Progress
from rapport.work.results.sight import Seen, still_blind
from rapport.work.results.view import View, read_view
from rapport.work.teaching.concerns import renew_concerns_card, said_of_concerns
from rapport.work.understanding.explorer import NotYet
from rapport.work.understanding.later import worked_out
from rapport.work.understanding.seen import checked_view, seen_of, where
from rapport.work.understanding.sheet.ask import ask_sheet, sheet_of
from rapport.work.understanding.sheet.place import Sheet
from rapport.work.understanding.tree import tree_mark

WEEKS, MOST = 26, 3_000
SHOWN, FEWEST = 6, 5
"""So many are told; fewer conversations than FEWEST are no concern yet."""
EVERY_WEEK = (
    "SELECT CAST(date_trunc('week', day) AS DATE) AS week, count(*) AS n FROM sheet "
    "WHERE concerns_by IS NOT NULL AND day IS NOT NULL AND day >= $since AND {where} GROUP BY 1"
)
NEWEST = "SELECT max(day) AS day FROM sheet WHERE concerns_by IS NOT NULL AND {where}"


@dataclass(frozen=True)
class NewConcern:
    """A concern that is no part of the tree. `ratio` says how many times as often it comes in the last four
    weeks as before, with its interval (`high` None: it never came before)."""

    name: str
    words: tuple[str, ...]
    first: date
    counts: tuple[int, ...]
    conversations: int
    ratio: float | None
    low: float
    high: float | None
    grows: bool
    quotes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class NewConcerns:
    """What was found among so many conversations read as other, since a day, growing ones first."""

    data_version: int
    other: int
    since: date | None
    found: tuple[NewConcern, ...] = ()


def new_concerns(home: Home, actor: Actor, view: View, wait_s: float | None = None) -> NewConcerns | NotYet:
    """What is coming up, as far as this person sees; quotes (interaction, words) only for who may read them,
    none of what they still have to score blind; of who scores it is kept whose words they were shown. Raises
    NotAllowedError, InputError."""
    from rapport.program.reading.services import readings_opened_note

    seen = seen_of(actor)
    checked_view(home, seen, view)
    if not concerns_path(home).exists():
        return NotYet("unlearned")
    sheet = sheet_of(home)
    found = sheet and worked_out(
        home,
        ("emerging", seen, view),
        sheet.data_version,
        tree_mark(home),
        "rapport.work.understanding.emerging:make_new",
        sheet,
        seen,
        view,
        wait_s=wait_s,
    )
    if not found:
        return NotYet("working")
    blind = still_blind(actor)
    kept = tuple(_without(one, blind if seen.words else None) for one in found.found)
    readings_opened_note(actor, [name for one in kept for name, _ in one.quotes])
    return NewConcerns(found.data_version, found.other, found.since, kept)


def _without(one: NewConcern, blind: frozenset[str] | None) -> NewConcern:
    quotes = () if blind is None else tuple(each for each in one.quotes if each[0] not in blind)[:2]
    return replace(one, quotes=quotes)


def make_new(root: str, sheet: Sheet, seen: Seen, view: View) -> NewConcerns:
    """In this process, or in the one beside."""
    home = open_home(root)
    requests, since, found = _found(home, sheet, seen, view)
    fewest = max(FEWEST, home.settings.minimum_base)
    told = tuple(_told(one, requests) for one in found if len(one.texts) >= fewest)[:SHOWN]
    return NewConcerns(sheet.data_version, len(requests), since, told)


def _found(
    home: Home, sheet: Sheet, seen: Seen, view: View
) -> tuple[list[Request], date | None, list[Emerging]]:
    part = where(seen, view)
    newest = ask_sheet(home, sheet, NEWEST.format(where=part.sql), part.values)["day"][0].as_py()
    if newest is None:
        return [], None, []
    since = newest - timedelta(days=newest.weekday() + 7 * (WEEKS - 1))
    given = {**part.values, "since": since}
    weeks = ask_sheet(home, sheet, EVERY_WEEK.format(where=part.sql), given).to_pylist()
    totals = every_week({row["week"]: row["n"] for row in weeks})
    if sum(totals.values()) < home.settings.minimum_base:
        return [], since, []
    requests = requests_of(home, [OTHER], MOST, f"day >= $since AND {part.sql}", given)
    periods = [_week(one.day) for one in requests]
    customers = [one.customer for one in requests]
    return requests, since, emerging_concerns([one.text for one in requests], periods, totals, by=customers)


def every_week(totals: Mapping[date, int]) -> dict[date, int]:
    """From the first to the last, those without any conversation among them: they went by as well."""
    if not totals:
        return {}
    first, last = min(totals), max(totals)
    weeks = [first + timedelta(days=7 * number) for number in range((last - first).days // 7 + 1)]
    return {week: totals.get(week, 0) for week in weeks}


def _week(day: date | None) -> date | None:
    return None if day is None else day - timedelta(days=day.weekday())


def _told(one: Emerging, requests: Sequence[Request]) -> NewConcern:
    def finite(number: float) -> float | None:
        return number if number != float("inf") else None

    own = [requests[at] for at in one.texts]
    near = [each for each in own if each.text == one.quote]
    quotes = tuple((each.interaction_id, each.text) for each in [*near, *own][:12])
    return NewConcern(
        one.name,
        tuple(word.word for word in one.words),
        one.first,
        one.counts,
        len(one.texts),
        finite(one.ratio),
        one.low,
        finite(one.high),
        one.grows,
        tuple(dict.fromkeys(quotes)),
    )


def ask_to_add(
    home: Home, actor: Actor, version: int, name: str, words: Sequence[str], view: View | None = None
) -> str:
    """Has a new concern learned from the conversations of a view that these telling words were found in → the
    job's id. Raises NotAllowedError, InputError."""
    from rapport.work.jobs.enqueue import enqueue

    tree = tree_of(home, actor).taxonomy
    said = typed_name(name)
    taxonomy_of([*tree.concerns.values(), Concern("new", said)])  # whether it may be called so
    if not words:
        raise InputError("Nothing says what it is about", "words", "Choose one of the list.")
    part = dict((view or View()).pairs())
    return enqueue(actor, "emerging", name=said, version=version, words=list(words), part=part)


def add_now(
    home: Home,
    actor: Actor,
    progress: Progress,
    *,
    name: str,
    version: int,
    words: Sequence[str],
    part: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The job: it is found again by its words in the view that was looked at (`part`, as in an address), the
    model learns it, and the tree has it at the top."""
    actor.require(Permission.CONCERNS_EDIT)
    kept, sheet = kept_concerns(home), sheet_of(home)
    if kept is None or sheet is None:
        raise InputError("No concerns were learned yet", None, "Learn them first: rapport models concerns.")
    progress.stage("Looking for its conversations")
    requests, _, found = _found(home, sheet, seen_of(actor), read_view(part or {}))
    one = max(found, key=lambda one: likeness({w.word for w in one.words}, set(words)), default=None)
    if one is None or likeness({w.word for w in one.words}, set(words)) < ALIKE:
        raise InputError("Its conversations are not found any more", None, "Look at the list again.")
    own = fresh_id(name, {*kept.taxonomy.concerns, *kept.taxonomy.became})
    made = Concern(own, name, words=tuple(word.word for word in one.words))

    def change(tree: Taxonomy) -> Taxonomy:
        grown = taxonomy_of([*tree.concerns.values(), made])
        return Taxonomy(grown.concerns, tree.version + 1, tree.became, tree.split)

    progress.stage("Learning to tell it")
    given = {requests[at].interaction_id: own for at in one.texts}

    def learn(now: KeptConcerns) -> int:
        told, apart = said_of_concerns(home)
        # Who answered "other" of one of these had no name for it yet.
        others = {one: label for one, label in told.items() if label != OTHER or one not in given}
        with Warehouse(home.warehouse_path).snapshot() as snapshot:
            grown = replace(now, taxonomy=change(now.taxonomy))
            learned = refitted(snapshot, grown, {**given, **others}, apart)
        change_tree(home, actor, version, "concern.add", own, change, (learned.model, now.model))
        return len(others)

    answers = learn_on_top(home, learn)
    renew_concerns_card(home, f"{len(given):,} conversations of {name}", len(given), answers)
    said = f"{name} was learned from {len(given)} conversations. All are read anew with it."
    return {"address": f"/understand/concerns/{own}/", "said": said}
