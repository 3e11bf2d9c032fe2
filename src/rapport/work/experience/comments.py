"""What customers wrote in surveys: what it is about, what sets detractors apart, and a search by words and by
meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.home import Home, open_home
from rapport.language.concerns.discover import discover_concerns
from rapport.language.concerns.space import View as Space
from rapport.language.concerns.space import learn_views
from rapport.language.concerns.stop_words import GRAMMAR
from rapport.language.concerns.words import spelled
from rapport.measures import Estimate, log_odds, proportion
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.reports.blocks import Cell
from rapport.reports.cells import estimate_cells, text_cell
from rapport.warehouse import Warehouse
from rapport.warehouse.manifest import read_manifest
from rapport.warehouse.served import SERVED
from rapport.work.results.sight import Seen, still_blind
from rapport.work.results.view import View
from rapport.work.understanding.later import COMMENTS, worked_out
from rapport.work.understanding.seen import checked_view, seen_of

LOOKED_AT = 5_000
"""Comments that are looked at, drawn by their ids where there are more."""
FEWEST, OFTEN, FALSE = 20, 3, 0.1
DETRACTOR, PROMOTER = 6, 9
MOST_WORDS, FOUND, PAGE = 15, 40, 50
NEAR = 0.25
"""How alike (cosine) a comment has to be to what was asked to mean about the same."""
ASKED = f"""
    SELECT a.answer_id, a.text, a.interaction_id, a.answered_at, a.channel, i.team, n.number AS nps,
        a.submission_id, split_part(coalesce(a.survey, ''), '@', 1) AS survey,
        coalesce(a.customer_id, a.answer_id) AS who, count(*) OVER () AS every
    FROM answers a
    LEFT JOIN (SELECT interaction_id AS iid, team, agent_id, channel AS its_channel FROM interactions
        WHERE {SERVED}) i ON i.iid = a.interaction_id
    LEFT JOIN (SELECT customer_id AS cid, segment FROM customers) c ON c.cid = a.customer_id
    LEFT JOIN (SELECT submission_id AS sid, max(number) AS number FROM answers
        WHERE item_type = 'nps' AND number BETWEEN 0 AND 10 GROUP BY submission_id) n
        ON n.sid = a.submission_id
    WHERE a.item_type = 'text' AND length(trim(a.text)) > 0 AND {{inside}}
    ORDER BY hash(a.answer_id), a.answer_id LIMIT $most
"""
FIELDS = (
    "answer_id", "text", "interaction_id", "answered_at", "channel", "team", "nps", "survey", "submission_id",
)  # fmt: skip
METHOD = "of the comments looked at; customers who write are not all customers; Wilson"


@dataclass(frozen=True)
class Comment:
    """One comment; `nps` what the same customer answered beside it, `topic` the number of its topic."""

    answer_id: str
    text: str
    interaction_id: str | None
    answered_at: datetime | None
    channel: str | None
    team: str | None
    nps: float | None
    survey: str
    submission_id: str
    topic: int | None = None


@dataclass(frozen=True)
class Topic:
    """What some comments are about: `share` of all, `unhappy` the share of its authors who are detractors
    among those who answered that, words that tell it and a typical comment."""

    number: int
    name: str
    share: Estimate
    unhappy: Estimate
    words: tuple[str, ...]
    quote: str
    quoted: str | None


@dataclass(frozen=True, eq=False)
class Comments:
    """`every` comments there are, those looked at, and the space in which they lie near each other."""

    data_version: int
    every: int
    comments: tuple[Comment, ...] = ()
    topics: tuple[Topic, ...] = ()
    apart: tuple[tuple[Cell, ...], ...] = ()
    spaces: tuple[Space, ...] = ()
    places: NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, 0)))

    def without(self, hidden: frozenset[str]) -> Comments:
        """Without what customers wrote of conversations that this person still has to score blind."""
        kept = [one.interaction_id not in hidden for one in self.comments]
        if all(kept):
            return self
        return replace(
            self,
            comments=tuple(one for one, here in zip(self.comments, kept, strict=True) if here),
            places=self.places[np.array(kept, dtype=bool)],
            topics=tuple(replace(one, quote="") if one.quoted in hidden else one for one in self.topics),
        )

    def of_topic(self, number: int) -> tuple[Comment, ...]:
        """The comments of a topic, the newest first."""
        return _newest([one for one in self.comments if one.topic == number])

    def with_words(self, asked: str) -> tuple[Comment, ...]:
        """The comments in which every word of `asked` stands, the newest first."""
        wanted = asked.lower().split()
        return _newest([one for one in self.comments if all(word in one.text.lower() for word in wanted)])

    def of_ids(self, ids: Sequence[str]) -> tuple[Comment, ...]:
        """The comments of these ids that are here, in that order."""
        known = {one.answer_id: one for one in self.comments}
        return tuple(known[one] for one in ids if one in known)

    def alike(self, asked: str) -> tuple[Comment, ...]:
        """The comments that say about the same by their words, the nearest first."""
        if not self.spaces or not len(self.places):
            return ()
        [point] = _places(self.spaces, [asked])
        near = self.places @ point
        order = [row for row in np.argsort(-near, kind="stable").tolist() if near[row] >= NEAR]
        return tuple(self.comments[row] for row in order[:FOUND])


def comments_page(
    home: Home, actor: Actor, view: View, wait_s: float | None = None, survey: str = ""
) -> Comments | None:
    """What customers wrote, in one `survey` where one is named, as far as this person sees; None while it is
    worked out. Raises NotAllowedError, and InputError for a view that cannot be."""
    actor.require(Permission.INTERACTIONS_READ)
    seen = seen_of(actor)
    checked_view(home, seen, view)
    version = read_manifest(home.warehouse_path).counted_version
    found: Comments | None = worked_out(
        home,
        ("comments", seen, view, survey),
        version,
        None,
        f"{__name__}:make_comments",
        seen,
        view,
        survey,
        wait_s=wait_s,
        shelf=COMMENTS,
    )
    return None if found is None else found.without(still_blind(actor))


def make_comments(root: str, seen: Seen, view: View, survey: str = "") -> Comments:
    """Runs beside the pages."""
    rows, version = comment_rows(open_home(root), seen, view, survey)
    if not rows:
        return Comments(version, 0)
    texts = [row["text"] for row in rows]
    labels, topics = _topics(rows, texts) if len(rows) >= FEWEST else ([None] * len(rows), ())
    comments = tuple(
        Comment(**{name: row[name] for name in FIELDS}, topic=topic)
        for row, topic in zip(rows, labels, strict=True)
    )
    spaces = tuple(learn_views(texts, 0)) if len(rows) >= FEWEST else ()
    places = _places(spaces, texts) if spaces else np.zeros((len(rows), 0))
    return Comments(version, rows[0]["every"], comments, topics, _apart(rows), spaces, places)


def comment_rows(home: Home, seen: Seen, view: View, survey: str = "") -> tuple[list[dict[str, Any]], int]:
    """The comments of a view that are looked at, as far as they are seen, and of which data they are."""
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        inside, values = _inside(home, seen, view)
        if survey:
            inside += " AND split_part(coalesce(a.survey, ''), '@', 1) = $survey"
            values["survey"] = survey
        rows = snapshot.sql(ASKED.format(inside=inside), {**values, "most": LOOKED_AT}).to_pylist()
        return rows, snapshot.data_version


def _inside(home: Home, seen: Seen, view: View) -> tuple[str, dict[str, Any]]:
    """The comments of a view, as far as they are seen, in SQL."""
    domain = seen.domain(view.domain(home.settings.zone))
    columns = {"team": "i.team", "agent_id": "i.agent_id", "segment": "c.segment"}
    columns["channel"] = "coalesce(i.its_channel, a.channel)"
    values: dict[str, Any] = {}
    tests = ["true"]
    for name, allowed in domain.where:
        values[name] = list(allowed)
        tests.append(f"coalesce(list_contains(${name}, {columns[name]}), false)")
    for name, moment, sign in (("since", domain.since, ">="), ("until", domain.until, "<")):
        if moment is not None:
            values[name] = moment
            tests.append(f"a.answered_at {sign} ${name}")
    return " AND ".join(tests), values


def _topics(
    rows: Sequence[Mapping[str, Any]], texts: Sequence[str]
) -> tuple[list[int | None], tuple[Topic, ...]]:
    found = discover_concerns(texts, by=[row["who"] for row in rows])
    labels = [None if apart else int(one) for one, apart in zip(found.labels, found.other, strict=True)]
    topics = []
    for number, name in enumerate(found.names):
        own = [row for row, label in zip(rows, labels, strict=True) if label == number]
        answered = [row["nps"] for row in own if row["nps"] is not None]
        if not own:
            continue
        quote = found.quotes[number]
        topics.append(
            Topic(
                number,
                name.replace("-", " "),
                proportion(len(own), len(rows)).with_(source="machine", method=METHOD),
                _share(sum(one <= DETRACTOR for one in answered), len(answered)),
                tuple(one.word for one in found.words[number][:6]),
                quote,
                next((row["interaction_id"] for row in own if row["text"] == quote), None),
            )
        )
    return labels, tuple(sorted(topics, key=lambda one: -(one.share.value or 0.0)))


def _share(k: int, n: int) -> Estimate:
    if not n:
        return Estimate(None, undefined_because="none of them answered that", unit="share", source="survey")
    return proportion(k, n).with_(source="survey", method=METHOD)


def _apart(rows: Sequence[Mapping[str, Any]]) -> tuple[tuple[Cell, ...], ...]:
    """The words of detractors against those of promoters, each comment counting a word once."""
    sides: list[list[list[str]]] = [[], []]
    for row in rows:
        if row["nps"] is None or DETRACTOR < row["nps"] < PROMOTER:
            continue
        words = sorted({word for word in spelled(row["text"]) if len(word) > 2} - GRAMMAR)
        sides[row["nps"] >= PROMOTER].append(words)
    if min(map(len, sides)) < FEWEST:
        return ()
    found = log_odds(*sides, units="document")
    z, q = found.z, found.q
    if z is None or q is None:
        return ()
    sure = [place for place in range(len(found)) if q[place] <= FALSE and found.at(place).base >= OFTEN]
    told: list[tuple[Cell, ...]] = []
    for side, sign in (("detractors", 1), ("promoters", -1)):
        own = [place for place in sure if sign * float(found.value[place]) > 0]
        for place in sorted(own, key=lambda one: -abs(float(z[one])))[:MOST_WORDS]:
            one = found.at(place).with_(unit="coefficient")
            cells = estimate_cells(one, signed=True)[:2]
            told.append((text_cell(str(found.names[place])), text_cell(side), *cells))
    return tuple(told)


def _places(spaces: Sequence[Space], texts: Sequence[str]) -> NDArray[np.float64]:
    """Where texts lie, at length one."""
    found = np.hstack([one.points(texts) for one in spaces])
    length = np.linalg.norm(found, axis=1, keepdims=True)
    return np.asarray(np.divide(found, length, out=np.zeros_like(found), where=length > 1e-12))


def _newest(comments: Sequence[Comment]) -> tuple[Comment, ...]:
    def at(one: Comment) -> float:
        return -one.answered_at.timestamp() if one.answered_at else 0.0

    return tuple(sorted(comments, key=lambda one: (at(one), one.answer_id)))
