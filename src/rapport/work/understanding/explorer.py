"""The concerns of all conversations: how many, how it changes, how hard it was, how it ended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rapport.findings.contrasts import words
from rapport.home import Home, open_home
from rapport.language.concerns.taxonomy import Taxonomy
from rapport.measures import Estimate, benjamini_hochberg, compare
from rapport.program.people.actor import Actor
from rapport.work.concerns.kept import concerns_path, kept_concerns
from rapport.work.results.sight import Seen
from rapport.work.results.view import View
from rapport.work.understanding.about import About, checks_state, count_about
from rapport.work.understanding.checked import as_checked, is_checked
from rapport.work.understanding.counting import (
    VALUES,
    Counted,
    Whole,
    by_time,
    count_concerns,
    counted,
    take_part,
)
from rapport.work.understanding.few import enough
from rapport.work.understanding.later import worked_out
from rapport.work.understanding.lost import points_lost
from rapport.work.understanding.periods import compared, unit_of
from rapport.work.understanding.seen import checked_view, seen_of, where
from rapport.work.understanding.sheet.ask import Session, sheet_of, sheet_session
from rapport.work.understanding.sheet.place import Sheet
from rapport.work.understanding.sums import Sums, effect_of, mean, plain_share, share
from rapport.work.understanding.tree import NO_CONCERN, Place, places

ANY, FIRST = "share of conversations it comes in", "share of conversations that begin with it"
NEVER = float("nan")
Part = tuple[Whole, Mapping[str, Counted]]
"""A stretch of time: all of its conversations, and every concern that comes in them."""


@dataclass(frozen=True)
class Moved:
    """The change against the period before, in words that the interval allows."""

    difference: Estimate
    words: str


@dataclass(frozen=True)
class ConcernRow:
    """`any`: of all conversations those in which it comes; `first`: that begin with it; `about`: that turned
    out to be about it, corrected by people where they checked enough. `ending` is how
    customers felt at the end (−1…1), `hard` and `solved` are shares: all read by the machine. `lost` are
    the points that people took off in the audit. `trend`: the share month by month, or week by week."""

    place: Place
    any: Estimate
    first: Estimate
    about: About
    moved: Moved | None
    ending: Estimate
    hard: Estimate
    solved: Estimate
    lost: Estimate | None = None
    trend: tuple[tuple[date, Estimate], ...] = ()


@dataclass(frozen=True)
class Explorer:
    """`read` of `conversations` were read; `models` read them; `before` names what changes are against."""

    data_version: int
    conversations: int
    read: int
    models: tuple[str, ...]
    rows: tuple[ConcernRow, ...]
    unit: str
    before: str | None
    days: tuple[date | None, date | None] = (None, None)

    @property
    def checked(self) -> int:
        """Of how many concerns people's checks corrected the share."""
        return sum(is_checked(row.about.estimate) for row in self.rows)


@dataclass(frozen=True)
class NotYet:
    """Why there is nothing to show: `unlearned` concerns, `unread` conversations, numbers still `working`."""

    reason: str
    read: int = 0
    conversations: int = 0


def explorer_of(home: Home, actor: Actor, view: View, wait_s: float | None = None) -> Explorer | NotYet:
    """What customers come with, as far as this person sees; `working` when it takes longer than `wait_s`.
    Raises NotAllowedError, InputError for a view that cannot be."""
    seen = seen_of(actor)
    checked_view(home, seen, view)
    if not concerns_path(home).exists():
        return NotYet("unlearned")
    sheet = sheet_of(home)
    if sheet is None:
        return NotYet("working")
    found = worked_out(
        home,
        ("explorer", seen, view),
        sheet.data_version,
        checks_state(home),
        "rapport.work.understanding.explorer:make_explorer",
        sheet,
        seen,
        view,
        wait_s=wait_s,
    )
    if found is None:
        return NotYet("working")
    return found if found.read else NotYet("unread", 0, found.conversations)


def make_explorer(root: str, sheet: Sheet, seen: Seen, view: View) -> Explorer:
    """In this process, or in the one beside."""
    home = open_home(root)
    kept = kept_concerns(home)
    tree = kept.taxonomy if kept else Taxonomy()
    confidence = home.settings.confidence
    with sheet_session(home, sheet) as session:
        facts = _facts(session, seen, view)
        whole, found = count_concerns(session, tree, where(seen, view))
        unit = unit_of(view.days()[0] or facts.first, view.days()[1] or facts.last)
        every, months = by_time(session, unit)
        against = compared(view, facts.last)
        moved: Mapping[str, Moved] = {}
        if against is not None:
            now_whole, now = whole, found
            if against.now != view.days():
                take_part(session, tree, where(seen, view, against.now))
                now_whole, now = counted(session)
            take_part(session, tree, where(seen, view, against.before))
            before_whole, before = counted(session)
            if before_whole.n:
                moved = _moved(
                    (now_whole, now), (before_whole, before), confidence, home.settings.minimum_base
                )
        known = places(tree)
        about = count_about(session, home, tree, where(seen, view), [one.id for one in known])
    lost = points_lost(home, sheet, tree, seen, view)
    trends = Trends(every, months, confidence)
    rows = tuple(
        _enough(
            _row(place, found.get(place.id) or _none(whole), about[place.id], moved, lost, trends),
            home.settings.minimum_base,
        )
        for place in known
    )
    rows = tuple(one for one in rows if one.any.base and (one.place.id not in NO_CONCERN or one.any.value))
    rows = commonest_first(rows)
    return Explorer(
        sheet.data_version,
        facts.conversations,
        whole.n,
        facts.models,
        rows,
        unit,
        against.title if against and moved else None,
        (facts.first, facts.last),
    )


def commonest_first(rows: Sequence[ConcernRow]) -> tuple[ConcernRow, ...]:
    """Those beside each other by their share, those below under their own; what is no concern comes last."""
    below: dict[str | None, list[ConcernRow]] = {}
    for row in sorted(rows, key=lambda one: (one.place.id in NO_CONCERN, -(one.any.value or 0.0))):
        below.setdefault(row.place.parent, []).append(row)

    def walked(parent: str | None) -> Iterator[ConcernRow]:
        for row in below.get(parent, ()):
            yield row
            yield from walked(row.place.id)

    return tuple(walked(None))


@dataclass(frozen=True)
class Facts:
    """How many conversations the part has, who read them, and its first and last day."""

    conversations: int
    models: tuple[str, ...]
    first: date | None
    last: date | None


def _facts(session: Session, seen: Seen, view: View) -> Facts:
    part = where(seen, view)
    query = (
        "SELECT count(*) AS n, list_sort(list(DISTINCT concerns_by)) AS models, min(day) AS first, "
        f"max(day) AS last FROM sheet WHERE {part.sql}"
    )
    [row] = session.ask(query, part.values).to_pylist()
    models = tuple(one for one in row["models"] or () if one)
    return Facts(row["n"], models, row["first"], row["last"])


@dataclass(frozen=True)
class Trends:
    """Conversations by month or week, all and by concern."""

    every: Mapping[date, int]
    concerns: Mapping[str, Mapping[date, int]]
    confidence: float

    def of(self, concern: str, whole: Estimate) -> tuple[tuple[date, Estimate], ...]:
        """The concern's share in each; clusters weigh as in the whole."""
        own, effect = self.concerns.get(concern, {}), effect_of(whole)
        return tuple(
            (at, as_checked(plain_share(own.get(at, 0), n, effect, self.confidence)))
            for at, n in self.every.items()
        )


def _none(whole: Whole) -> Counted:
    empty = Sums(0, 0.0, 0.0, 0.0, 0.0, 0.0)
    return Counted(whole.without(), whole.without(), dict.fromkeys(VALUES, empty))


def _row(
    place: Place,
    one: Counted,
    about: About,
    moved: Mapping[str, Moved],
    lost: Mapping[str, Estimate],
    trends: Trends,
) -> ConcernRow:
    confidence = trends.confidence
    whole = as_checked(share(one.any, confidence, definition=ANY))
    return ConcernRow(
        place,
        whole,
        as_checked(share(one.first, confidence, definition=FIRST)),
        about,
        moved.get(place.id),
        mean(
            one.means["ending"],
            "score",
            confidence,
            definition="sentiment at the end",
            left=one.left.get("ending", 0),
        ),
        _share_of(one, "hard", confidence, "share read as much effort"),
        _share_of(one, "solved", confidence, "share read as solved"),
        lost.get(place.id),
        trends.of(place.id, whole),
    )


def _enough(row: ConcernRow, minimum: int) -> ConcernRow:
    """The row without any number of fewer conversations than the minimum. Of a part that is smaller as a
    whole all rows are alike: which of them has a number would tell what it is of."""
    if row.any.base < minimum:
        few = enough(row.any, minimum)
        return ConcernRow(row.place, few, few, About(few), None, few, few, few)
    return replace(
        row,
        any=enough(row.any, minimum),
        first=enough(row.first, minimum),
        about=row.about.enough(minimum),
        ending=enough(row.ending, minimum),
        hard=enough(row.hard, minimum),
        solved=enough(row.solved, minimum),
        trend=tuple((at, enough(one, minimum)) for at, one in row.trend),
    )


def _share_of(one: Counted, name: str, confidence: float, definition: str) -> Estimate:
    """Of those of which it could be told."""
    left = one.left.get(name, 0)
    found = share(one.means[name], confidence, definition=definition)
    return replace(found, excluded={"cannot tell": left} if left else {})


def _moved(now: Part, before: Part, confidence: float, minimum: int) -> dict[str, Moved]:
    """The changes of all shares, as one family of questions in which false discoveries are controlled. What
    is new, or comes no more, has changed too."""
    if min(now[0].n, before[0].n) < minimum:
        return {}
    ids = sorted(set(now[1]) | set(before[1]))
    shares = [
        [
            share(found[one].any if one in found else whole.without(), confidence, definition=ANY)
            for one in ids
        ]
        for whole, found in (now, before)
    ]
    differences = [compare(*pair) for pair in zip(*shares, strict=True)]
    p = [NEVER if one.p is None else one.p for one in differences]
    q: Sequence[float] = benjamini_hochberg(p).tolist() if p else []
    return {
        one: Moved(difference, words(difference, None if sure != sure else sure))
        for one, difference, sure in zip(ids, differences, q, strict=True)
    }
