"""Everything the scoring screen shows of one piece of work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from rapport.criteria import Criteria, Decision, Element, Rule, score
from rapport.criteria.model import title_of
from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.program.scoring.notes import NOTHING, Noted, Notes, asked_elements
from rapport.program.scoring.plain import Draft, Facts, Recording, Sheet, Work
from rapport.work.exploring.interaction import InteractionView, read_interaction
from rapport.work.scoring.by_definition import criteria_by
from rapport.work.scoring.drafted import drafted_elements
from rapport.work.scoring.facts import facts_now
from rapport.work.scoring.live import Live, live_score

AGENT = ("agent_id", "agent_name", "team")


@dataclass(frozen=True)
class RuleShown:
    """A rule as the screen shows it: the key that marks it, how often it is marked, what it needs."""

    rule: Rule
    key: str
    count: int
    needs: tuple[str, ...]

    @property
    def plain_points(self) -> str:
        """Its points with their sign, as the criteria file has them."""
        return f"{self.rule.points:+g}".replace("-", "\N{MINUS SIGN}")


@dataclass(frozen=True)
class ElementShown:
    """An element that is asked here, with what is noted on it.

    `share` of the QCI is 0–1, `score` of 100; None while it is not decided, or does not apply.
    """

    element: Element
    rules: tuple[RuleShown, ...]
    noted: Noted
    share: float
    score: float | None = None


@dataclass(frozen=True)
class FactorShown:
    """A factor's elements that are asked here, and those that are not, each with the reason."""

    title: str
    elements: tuple[ElementShown, ...]
    skipped: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Screen:
    """One interaction to score, with everything noted so far; `drafts` are the elements whose machine drafts
    may be asked for."""

    work: Work
    criteria: Criteria
    interaction: InteractionView
    factors: tuple[FactorShown, ...]
    draft: Draft | None
    notes: Notes
    live: Live
    next: Work | None
    recording: Recording | None
    sheet: Sheet | None = None
    drafts: frozenset[str] = frozenset()

    @property
    def may_correct(self) -> bool:
        """Whether what was submitted can be opened again."""
        known = self.draft is not None and self.draft.evaluation is not None
        return (known or self.sheet is not None) and self.work.purpose == "live"

    @property
    def reading(self) -> bool:
        """Whether this was submitted and is only looked at."""
        return self.work.state == "done" and not corrects(self.draft)


def corrects(known: Draft | None) -> bool:
    """Whether a draft is the open correction of something submitted."""
    return known is not None and known.state == "open" and known.evaluation is not None


def open_screen(home: Home, actor: Actor, key: str) -> Screen | None:
    """The screen of a piece of work; None where there is none of this person's, or its interaction is
    not theirs to see. Raises NotAllowedError, or WorkGoneError with what happened to it."""
    from rapport.program.scoring.selectors import draft, queue_next, recording_of, sheet_of, work, work_to_do

    found = work(actor, key)
    if found is None:
        return None
    known = draft(actor, key)
    sheet = None if corrects(known) else sheet_of(actor, found)
    submitted = known is not None and known.evaluation is not None
    work_to_do(actor, key, correcting=found.state == "done" and (submitted or sheet is not None))
    criteria = criteria_by(actor, found.definition or "")
    seen = read_interaction(home, actor, found.interaction_id)
    if seen is None:
        return None
    facts = facts_now(home, criteria, found.interaction_id, known.facts if known else None)
    notes = sheet.notes if sheet else known.notes if known else Notes()
    live = live_score(criteria, notes, facts)
    return Screen(
        work=found,
        criteria=criteria,
        interaction=_without_agent(seen) if found.hide_agents and found.state == "open" else seen,
        factors=_factors(criteria, notes, facts, live),
        draft=known,
        notes=notes,
        live=live,
        next=queue_next(actor, found),
        recording=recording_of(actor, found.interaction_id),
        sheet=sheet,
        drafts=drafted_elements(actor, found, criteria) if found.own else frozenset(),
    )


def _without_agent(seen: InteractionView) -> InteractionView:
    """The interaction without who served: the sample asks for it."""
    facts = {name: value for name, value in seen.facts.items() if name not in AGENT}
    turns = tuple({**turn, "person": None} if turn["speaker"] == "agent" else turn for turn in seen.turns)
    return replace(seen, facts=facts, turns=turns)


def _factors(criteria: Criteria, notes: Notes, facts: Facts, live: Live) -> tuple[FactorShown, ...]:
    asked = {one.name for one in asked_elements(criteria, facts.attributes)}
    blank = {name: Decision() for name in asked}
    shares = score(criteria, blank, facts.attributes, facts.importance, facts.segment_importance).weights
    return tuple(
        FactorShown(
            factor.title,
            tuple(_element(one, notes, shares, live) for one in factor.elements if one.name in asked),
            tuple((one.title, _why_not(one)) for one in factor.elements if one.name not in asked),
        )
        for factor in criteria.factors
    )


def _element(element: Element, notes: Notes, shares: Mapping[str, float], live: Live) -> ElementShown:
    noted = notes.elements.get(element.name, NOTHING)
    rules = tuple(
        RuleShown(
            rule,
            str(number) if number < 10 else "",
            noted.rules.get(rule.id, 0),
            tuple(element.rule(other).text or title_of(other) for other in rule.requires),
        )
        for number, rule in enumerate(element.rules, start=1)
    )
    score_now = live.elements.get(element.name)
    return ElementShown(element, rules, noted, shares.get(element.name, 0.0), score_now)


def _why_not(element: Element) -> str:
    """`Not asked where emotional state is rushed`."""
    parts = (
        f"{title_of(name).lower()} is {' or '.join(values)}"
        for name, values in element.not_applicable_when.items()
    )
    return f"not asked where {' and '.join(parts)}"
