"""The short criteria of the mini-rating, and answers to them as decisions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from rapport.criteria import Criteria, Decision, parse_criteria
from rapport.records import InputError

PARTLY, WHOLLY, HARM = "partly", "wholly", "harm"
STEPS: Mapping[str, Mapping[str, int]] = {"0": {}, "1": {PARTLY: 1}, "2": {PARTLY: 1, WHOLLY: 1}}
STEP_NAMES = (("0", "No"), ("1", "Partly"), ("2", "Yes"))
HARM_IN = "right"


@cache
def questions() -> Criteria:
    """The criteria."""
    text = (files("rapport.work.mini_rating") / "mini.yaml").read_text(encoding="utf-8")
    return parse_criteria(text, "mini.yaml")


def decided(answers: Mapping[str, str], harm: bool) -> dict[str, dict[str, int]]:
    """Answers ("0", "1", "2" by element) as rules seen. Raises InputError when one is missing or odd."""
    found: dict[str, dict[str, int]] = {}
    for element in questions().elements:
        step = answers.get(element.name, "")
        if step not in STEPS:
            raise InputError(f"“{element.title}” is not answered", element.name, "Choose no, partly or yes.")
        found[element.name] = dict(STEPS[step])
    if harm:
        found[HARM_IN][HARM] = 1
    return found


def answers_of(decisions: Mapping[str, Mapping[str, int]] | None) -> dict[str, str]:
    """The answers that stored decisions came from."""
    if decisions is None:
        return {}
    return {
        name: "2" if rules.get(WHOLLY) else "1" if rules.get(PARTLY) else "0"
        for name, rules in decisions.items()
    }


def is_harmful(decisions: Mapping[str, Mapping[str, int]] | None) -> bool:
    """Whether something harmful was seen."""
    return bool((decisions or {}).get(HARM_IN, {}).get(HARM))


def as_decisions(decisions: Mapping[str, Mapping[str, int]]) -> dict[str, Decision]:
    """Stored decisions as criteria score them."""
    return {name: Decision(rules) for name, rules in decisions.items()}
