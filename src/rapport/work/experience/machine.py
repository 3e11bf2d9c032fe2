"""Numbers of what machines read in a home: by any dimension, with the model that read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from rapport.criteria import Criteria
from rapport.findings.audit_estimates import suppressed
from rapport.findings.domain import EVERYTHING, Domain
from rapport.findings.machine import (
    MachineMetric,
    element_asked,
    finish,
    machine_estimates,
    machine_metric,
)
from rapport.findings.metric_result import MetricResult
from rapport.findings.questions.machine import Ask, Asked, MachineSums, machine_rows, many_sums
from rapport.home import Home
from rapport.measures import Estimate
from rapport.records.errors import InputError
from rapport.work.annotating.home_readers import home_readers
from rapport.work.annotating.pool import made
from rapport.work.concerns.kept import kept_tree
from rapport.work.machine_evaluators.name import evaluator_name
from rapport.work.models.card import ModelCard, kept_card
from rapport.work.teaching.bar import Passed, reported_alone
from rapport.work.understanding.sheet.ask import ask_sheet, sheet_of
from rapport.work.understanding.sheet.place import Sheet


class Machine:
    """The sheet of a home with the models in use now: asked once, for as many numbers as are wanted."""

    def __init__(self, home: Home, sheet: Sheet) -> None:
        self.home, self.sheet = home, sheet
        self.ask: Ask = partial(ask_sheet, home, sheet)
        self._read_by: dict[str, dict[str, int]] = {}
        tree = kept_tree(home)
        self.follow = {old: tree.follow(old) for old in tree.became} if tree else {}
        self.concerns = {one.id: one.name for one in tree.concerns.values()} if tree else {}

    def current(self, metric: MachineMetric) -> str:
        """The model that read most of what was read: while another reads all anew, numbers stay of one."""
        read: Counter[str] = Counter()
        for name, count in self.read_by(metric.by).items():
            read[metric.model(name)] += count
        if not read:
            return metric.model(
                "+".join(made(home_readers(self.home, [metric.reader]))[metric.reader].models)
            )
        return min(read, key=lambda one: (-read[one], one))

    def read_by(self, column: str) -> Mapping[str, int]:
        """How many conversations each set of models read."""
        if column not in self._read_by:
            query = f"SELECT {column} AS name, count(*) AS n FROM sheet WHERE {column} IS NOT NULL GROUP BY 1"
            self._read_by[column] = {row["name"]: row["n"] for row in self.ask(query, {}).to_pylist()}
        return self._read_by[column]

    def asked(self, metric: MachineMetric) -> Asked:
        """The question of a metric: what its model read counts, whatever read beside it."""
        current = self.current(metric)
        same = (one for one in self.read_by(metric.by) if metric.model(one) == current)
        return Asked(metric.value, metric.by, tuple(same), metric.returns)

    def estimates(
        self,
        name: str,
        *,
        by: Sequence[str] = (),
        where: Mapping[str, str] | None = None,
        domain: Domain = EVERYTHING,
        criteria: Criteria | None = None,
        llm: bool = False,
    ) -> list[MetricResult]:
        """The metric overall or of every group. An element of criteria is told only where its agreement with
        people has passed the bar; otherwise the estimate says why not. `llm`: as a language model scored it,
        held to its own agreement.

        Raises InputError for a metric that machines do not read, or a dimension that is not known of it.
        """
        facts: dict[str, Any] = {"data_version": self.sheet.data_version}
        given: dict[str, Any] = {"by": by, "where": where, "domain": domain, "follow": self.follow}
        element = self._element(name, criteria)
        if llm:
            return self._by_language_model(name, element, criteria, given, facts)
        if element is None:
            metric = machine_metric(name)
            facts["definition"] = self.current(metric)
            unit, given["words"] = metric.unit, metric.words
            return machine_estimates(
                self.ask, name, self.asked(metric), unit, self.home.settings, **given, facts=facts
            )
        passed = self._passed(element, criteria)
        facts["definition"] = passed.model or (criteria.definition if criteria else None)
        found = machine_estimates(
            self.ask,
            name,
            element_asked(element, passed.model),
            "points",
            self.home.settings,
            **given,
            facts=facts,
        )
        return found if passed else [_held(one, passed.because) for one in found]

    def _passed(self, element: str, criteria: Criteria | None) -> Passed:
        """Whether the home's own model tells an element alone, and by which name it scores it now."""
        return reported_alone(self.home, criteria.definition if criteria else "", element)

    def _by_language_model(
        self,
        name: str,
        element: str | None,
        criteria: Criteria | None,
        given: Mapping[str, Any],
        facts: Mapping[str, Any],
    ) -> list[MetricResult]:
        """An element as the language model scored it, where it passed the bar by its own agreement."""
        asked, card = self._asked_of_llm(name, element, criteria)
        every = {**facts, "definition": card.model}
        found = machine_estimates(self.ask, name, asked, "points", self.home.settings, **given, facts=every)
        definition = criteria.definition if criteria else ""
        passed = reported_alone(self.home, definition, element or "", card.name)
        return [_of_those_asked(one) if passed else _held(one, passed.because) for one in found]

    def _asked_of_llm(
        self, name: str, element: str | None, criteria: Criteria | None
    ) -> tuple[Asked, ModelCard]:
        """The question of an element to the language model that last scored by the criteria, and its card.
        Raises InputError for what is no element, or where none scored by them."""
        if element is None or criteria is None:
            raise InputError(f"A language model scores no {name!r}", None, "Name an element of the criteria.")
        card = kept_card(self.home, evaluator_name(criteria.id))
        if card is None or not card.model.endswith(f"/{criteria.definition}"):
            what = f"No language model was asked to score by {criteria.definition}"
            raise InputError(what, None, f"Ask one: rapport models ask --criteria {criteria.definition}.")
        return element_asked(element, card.model), card

    def several(
        self, names: Sequence[str], domain: Domain = EVERYTHING, given: Mapping[str, str] | None = None
    ) -> dict[str, Estimate]:
        """Metrics over a whole domain, in one pass. `given` narrows each: its name (`effort|any words`) → in
        SQL, of which rows the value counts."""
        metrics = {name: machine_metric(name.partition("|")[0]) for name in names}
        asked = []
        for name, metric in metrics.items():
            one = self.asked(metric)
            only = (given or {}).get(name)
            asked.append(replace(one, value=f"CASE WHEN {only} THEN {one.value} END") if only else one)
        found = many_sums(self.ask, asked, domain=domain, follow=self.follow)
        minimum, confidence = self.home.settings.minimum_base, self.home.settings.confidence
        told = {}
        for (name, metric), sums in zip(metrics.items(), found, strict=True):
            facts = {"data_version": self.sheet.data_version, "definition": self.current(metric)}
            empty = MachineSums(0, 0, 0, 0, 0.0, 0, 0.0, 0.0, 0.0)
            estimate = finish(sums.get((), empty), metric.unit, confidence, metric.words).with_(**facts)
            whole = domain.everything and not given
            told[name] = estimate if whole else suppressed(estimate, minimum)
        return told

    def rows(
        self,
        name: str,
        *,
        by: Sequence[str] = (),
        where: Mapping[str, str] | None = None,
        domain: Domain = EVERYTHING,
        criteria: Criteria | None = None,
        limit: int | None = None,
        after: str = "",
        llm: bool = False,
    ) -> list[dict[str, Any]]:
        """The interactions behind `estimates` of the same arguments."""
        element = self._element(name, criteria)
        asked = (
            self._asked_of_llm(name, element, criteria)[0]
            if llm
            else self.asked(machine_metric(name))
            if element is None
            else element_asked(element, self._passed(element, criteria).model)
        )
        return machine_rows(self.ask, asked, by, where, domain, self.follow, limit, after)

    def _element(self, name: str, criteria: Criteria | None) -> str | None:
        """The element a name means; None where it is no element. Raises InputError for an unknown one."""
        plain = name.removeprefix("element:")
        known = criteria is not None and plain in criteria.factor_of
        if plain != name and not known:
            raise InputError(f"There is no element {plain!r}", None, "Name one of the criteria in use.")
        return plain if known else None


def machine_of(home: Home) -> Machine:
    """The numbers machines read. Raises InputError when what was read is not put together yet."""
    found = sheet_of(home)
    if found is None:
        raise InputError("What was read is not put together yet", None, "Ask again in a minute.")
    return Machine(home, found)


def _of_those_asked(one: MetricResult) -> MetricResult:
    """A language model is asked about few, and not by lot: the number is theirs alone."""
    method = f"{one.estimate.method}; of the conversations it was asked about alone"
    return replace(one, estimate=one.estimate.with_(method=method)) if one.estimate.method else one


def _held(one: MetricResult, because: str) -> MetricResult:
    whole = one.estimate
    told = Estimate(
        None,
        undefined_because=f"the machine's score is not told alone: {because}",
        confidence=whole.confidence,
        unit=whole.unit,
        base=whole.base,
        excluded=whole.excluded,
        source=whole.source,
        definition=whole.definition,
        data_version=whole.data_version,
    )
    return MetricResult(one.metric, one.group, one.dimensions, told)
