"""Lines of score files → whole evaluations, with everything that is wrong about them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from rapport.criteria import Criteria, Decision, DecisionError, check_decisions
from rapport.program.audits.plain import Seen
from rapport.records import InputError
from rapport.work.sheets.lines import OPEN, Line, ScoreFile, evidence_in, rules_in, yes_or_no


@dataclass
class Draft:
    """One evaluator's evaluation of one interaction while it is put together."""

    interaction_id: str
    evaluator: str
    first: str
    sample: str | None = None
    remark: str = ""
    draft_shown: bool = False
    decisions: dict[str, Decision] = field(default_factory=dict)
    evidence: dict[str, tuple[Seen, ...]] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    open: dict[str, str] = field(default_factory=dict)
    problems: list[InputError] = field(default_factory=list)

    @property
    def untouched(self) -> bool:
        """Nobody has scored anything here yet."""
        return bool(self.open) and not self.decisions and not self.problems

    def check(self, criteria: Criteria, attributes: dict[str, str], turns: int) -> None:
        """Adds what does not fit the criteria, or a conversation of so many turns, each at its line."""
        for element, where in self.open.items():
            todo = "Replace the question mark by the rules seen, or by nothing."
            self.problems.append(InputError(f"Element {element} is not scored yet", where, todo))
        for element in self.evidence:
            self._check_evidence(element, turns)
        scored = {**self.decisions, **{element: Decision() for element in self.open}}
        try:
            check_decisions(criteria, scored, self.first, attributes)
        except DecisionError:
            self._locate(criteria, scored, attributes)

    def _locate(self, criteria: Criteria, scored: dict[str, Decision], attributes: dict[str, str]) -> None:
        """Finds which row each problem is in, by looking at the elements one by one."""
        for element, decision in self.decisions.items():
            self._note(criteria, {element: decision}, self.places[element], attributes, only=element)
        known = {element.name for element in criteria.elements}
        there = {element: Decision() for element in scored if element in known}
        self._note(criteria, there, self.first, attributes)

    def _check_evidence(self, element: str, turns: int) -> None:
        where = f"{self.places[element]}, column evidence"
        for one in self.evidence.get(element, ()):
            if one.span.turn >= turns:
                what = f"The conversation has {turns} turns, there is no turn {one.span.turn + 1}"
                self.problems.append(InputError(what, where, "Use the numbers of the transcript."))
            if one.rule is not None and one.rule not in self.decisions[element].rules:
                what = f"Evidence for the rule {one.rule!r}, which is not among the rules seen"
                self.problems.append(InputError(what, where, "Add the rule, or drop the evidence."))

    def _note(
        self,
        criteria: Criteria,
        decisions: dict[str, Decision],
        where: str,
        attributes: dict[str, str],
        only: str | None = None,
    ) -> None:
        try:
            check_decisions(criteria, decisions, where, attributes)
        except DecisionError as error:
            for problem in error.problems:
                if only is None or " is missing" not in problem.what:
                    self.problems.append(problem)


def assemble(files: Iterable[ScoreFile]) -> list[Draft]:
    """Evaluations of all files, in the order in which they first appear."""
    drafts: dict[tuple[str, str], Draft] = {}
    for file in files:
        here: set[tuple[str, str]] = set()
        for line in file.lines:
            key = (line.interaction_id, line.evaluator)
            if key in drafts and key not in here:
                drafts[key].problems.append(_twice(drafts[key], line))
            here.add(key)
            draft = drafts.setdefault(key, Draft(*key, first=line.where))
            draft.sample, draft.draft_shown = file.sample, file.draft_shown
            draft.remark = file.remarks.get(line.interaction_id, "")
            _add(draft, line)
    return list(drafts.values())


def _twice(draft: Draft, line: Line) -> InputError:
    what = f"{line.evaluator} evaluates interaction {line.interaction_id} in two files"
    return InputError(what, f"{draft.first} and {line.where}", "Import one of them.")


def _add(draft: Draft, line: Line) -> None:
    for name in ("interaction_id", "evaluator", "element"):
        if not getattr(line, name):
            draft.problems.append(InputError(f"{name} is empty", line.where, "Fill it in."))
            return
    if line.element in draft.places or line.element in draft.open:
        what = f"Element {line.element} stands twice for interaction {line.interaction_id}"
        draft.problems.append(InputError(what, line.where, "Keep one of the rows."))
        return
    if line.rules == OPEN and not line.not_applicable:
        draft.open[line.element] = line.where
        return
    draft.places[line.element] = line.where
    try:
        draft.decisions[line.element] = Decision(
            rules_in("" if line.rules == OPEN else line.rules, f"{line.where}, column rules"),
            yes_or_no(line.not_applicable, f"{line.where}, column not_applicable"),
            line.comment or None,
        )
        seen = evidence_in(line.evidence, f"{line.where}, column evidence")
        draft.evidence.update({line.element: seen} if seen else {})
    except InputError as problem:
        draft.problems.append(problem)
        draft.decisions.setdefault(line.element, Decision())
