"""From behaviours in a conversation to the rules that were seen, and to the scores of elements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from math import prod
from pathlib import Path
from zlib import crc32

import orjson

from rapport.criteria import Criteria, Decision, parse_criteria
from rapport.criteria.element_score import score_element
from rapport.criteria.model import applies
from rapport.home import Home
from rapport.language.annotation import CANNOT_TELL, Annotation
from rapport.language.behaviours.annotator import BehaviourAnnotator
from rapport.language.behaviours.prior import MISSED
from rapport.language.reader import Reader, Understood
from rapport.program.reading.plain import PRESENT, RuleStands
from rapport.records.errors import InputError
from rapport.records.interaction import Interaction
from rapport.warehouse.disk import write_whole
from rapport.work.teaching.kept import OwnWords, annotator_with, behaviours_from, behaviours_path, own_words


@dataclass(frozen=True)
class Scorer:
    """Criteria, and what their rules stand for."""

    criteria: Criteria
    stands: tuple[RuleStands, ...]

    def rules(self, present: frozenset[str]) -> dict[tuple[str, str], bool]:
        """Whether each rule that stands for a behaviour was seen, (element, rule) → seen."""
        return {
            (one.element, one.rule): (one.behaviour in present) == (one.fires_when == PRESENT)
            for one in self.stands
            if one.behaviour
        }

    def shares(
        self, present: frozenset[str], attributes: Mapping[str, str] | None = None
    ) -> dict[str, float]:
        """The score (0–1) of each element the machine can score that is asked here."""
        seen = self.rules(present)
        return {
            element.name: score_element(
                element, Decision({rule.id: 1 for rule in element.rules if seen.get((element.name, rule.id))})
            ).share
            for element in self.criteria.elements
            if element.name in self.scored
            and not (element.not_applicable_when and applies(element.not_applicable_when, attributes or {}))
        }

    @cached_property
    def scored(self) -> frozenset[str]:
        """The elements that the machine can score: each of their rules has been given a meaning, and one at
        least stands for a behaviour."""
        known = {(one.element, one.rule): one.behaviour for one in self.stands}
        return frozenset(
            element.name
            for element in self.criteria.elements
            if all((element.name, rule.id) in known for rule in element.rules)
            and any(known[element.name, rule.id] for rule in element.rules)
        )

    @property
    def model(self) -> str:
        """The criteria's name, with a mark of what their rules stand for."""
        mark = crc32(orjson.dumps([asdict(one) for one in self.stands]))
        return f"{self.criteria.definition}.{mark:08x}"


@dataclass(frozen=True)
class CriteriaAnnotator:
    """Of each conversation the rules that behaviours stand for (kind `rule`, label element/rule, value 1 or
    0) and the elements all of whose rules are known (kind `element`, value 0–1 of the element's points).

    The probability of a rule is that of its behaviour anywhere in the conversation, or nowhere; that of an
    element, of all its rules. Turns and rules are taken as if one told nothing of another.
    """

    scorer: Scorer
    behaviours: BehaviourAnnotator = field(default_factory=BehaviourAnnotator)

    @cached_property
    def model(self) -> str:
        """The criteria by name and version, and the model of behaviours."""
        return f"{self.scorer.model}+{self.behaviours.model}"

    def annotate(self, conversations: Sequence[Interaction]) -> list[Annotation]:
        """The annotations of all of them, in their order."""
        return [said for one in conversations for said in self._of(one)]

    def _of(self, one: Interaction) -> list[Annotation]:
        name = one.interaction_id
        if not any(turn.speaker in ("agent", "bot") and turn.text for turn in one.turns):
            return [Annotation(name, "element", CANNOT_TELL, self.model)]
        sure = chances_in(self.behaviours, one)
        present = frozenset(sure)
        facts = {"channel": one.channel, "concern": one.concern, "language": one.language}
        attributes = {key: value for key, value in facts.items() if value is not None}
        nowhere = (1 - MISSED) ** sum(turn.speaker in ("agent", "bot") for turn in one.turns)
        rules = self.scorer.rules(present)
        known = {
            (stands.element, stands.rule): sure.get(stands.behaviour, nowhere)
            for stands in self.scorer.stands
            if stands.behaviour
        }
        found = [
            Annotation(name, "rule", f"{at[0]}/{at[1]}", self.model, value=float(seen), probability=known[at])
            for at, seen in rules.items()
        ]
        shares = self.scorer.shares(present, attributes)
        return found + [
            Annotation(name, "element", element, self.model, value=value, probability=_all(known, element))
            for element, value in shares.items()
        ]


def _all(known: Mapping[tuple[str, str], float], element: str) -> float:
    return prod(sure for (own, _), sure in known.items() if own == element)


def chances_in(annotator: BehaviourAnnotator, one: Interaction) -> dict[str, float]:
    """The behaviours that are anywhere in a conversation, with the probability that they are."""
    missing: dict[str, float] = {}
    for said in annotator.annotate([one]):
        missing[said.label] = missing.get(said.label, 1.0) * (1 - (said.probability or 0.0))
    return {label: 1 - chance for label, chance in missing.items()}


def rules_path(home: Home) -> Path:
    """Where the readers find what rules stand for, here and on other machines."""
    return home.root / "models" / "criteria.model"


def keep_rules(home: Home, scorers: Sequence[Scorer]) -> None:
    """Replaces what was kept, in one step."""
    path = rules_path(home)
    path.parent.mkdir(parents=True, exist_ok=True)
    told = [{"text": one.criteria.text, "stands": [asdict(each) for each in one.stands]} for one in scorers]
    write_whole(path, orjson.dumps(told))


def kept_rules(path: Path) -> tuple[Scorer, ...]:
    """What is kept there; nothing where there is no such file. Raises InputError for one that is damaged or
    of another version."""
    if not path.exists():
        return ()
    try:
        return tuple(
            Scorer(
                parse_criteria(one["text"], path.name), tuple(RuleStands(**each) for each in one["stands"])
            )
            for one in orjson.loads(path.read_bytes())
        )
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(
            "What rules stand for cannot be read",
            str(path),
            "Learn it again: rapport models behaviours.",
        ) from error


READS = Understood(("element",))
"""It reads English; of other conversations elements cannot be told."""


def criteria_reader(models: str, words: OwnWords) -> Reader:
    """The reader that scores by criteria, here or in another process."""
    folder = Path(models)
    behaviours = annotator_with(behaviours_from(folder / "behaviours.model"), words)
    return Reader(
        "criteria",
        tuple(CriteriaAnnotator(one, behaviours) for one in kept_rules(folder / "criteria.model")),
        Understood(("element",)),
    )


def scoring_models(home: Home) -> dict[str, str]:
    """By definition of the criteria, the name of what scores by them now: the criteria's version, what their
    rules stand for, and the home's model of behaviours."""
    behaviours = annotator_with(behaviours_from(behaviours_path(home)), own_words(home))
    return {
        one.criteria.definition: CriteriaAnnotator(one, behaviours).model
        for one in kept_rules(rules_path(home))
    }
