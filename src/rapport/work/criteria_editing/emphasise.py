"""A draft that weighs what an objective emphasises: proposed, said in words, undone at one click."""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from rapport.criteria import Criteria, parse_criteria
from rapport.criteria.model import title_of
from rapport.criteria.parse import ELEMENT, FACTOR
from rapport.program.audits.errors import AuditError
from rapport.program.audits.planning import ObjectiveFacts
from rapport.program.audits.strategies import STRATEGIES
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.work.auditing.choices import criteria_choices
from rapport.work.auditing.emphasis import Times, times_of
from rapport.work.criteria_editing import parts
from rapport.work.criteria_editing.document import Document
from rapport.work.criteria_editing.start import start_from_version
from rapport.written.document import find, number_or_words
from rapport.written.fields import set_number, shown


def start_from_objective(actor: Actor, number: int) -> str:
    """The next version of the criteria that the objective is measured by (or of the newest), with its
    emphases in the weights and a comment that says what changed and what is missing → the draft's id.

    A draft that is being written already is gone on with. Raises NotAllowedError, or AuditError for an
    objective that is not there or emphasises nothing, without criteria, or where the draft has the emphases.
    """
    from rapport.program.audits.selectors import draft_view, objective_facts
    from rapport.program.audits.services import draft_comment, draft_save

    actor.require(Permission.CRITERIA_EDIT)
    objective = objective_facts(actor, number)
    if objective is None:
        raise AuditError("There is no such objective", None, "Look at the list of objectives.")
    if not objective.emphases:
        what = f"{objective.name} emphasises nothing"
        raise AuditError(what, "emphases", "Choose a strategy, or write emphases down, first.")
    draft = start_from_version(actor, _measured_by(actor, objective))
    view = draft_view(actor, draft)
    opening = f"Emphases of {objective.name}"
    if view is None or any(one.text.startswith(opening) and not one.settled_at for one in view.comments):
        what = f"The draft has the emphases of {objective.name} already"
        raise AuditError(what, None, "Read the comment on the draft; undo there what should not stay.")
    document = Document(view.text)
    criteria = parse_criteria(view.text, f"{view.line.criteria_id}.yaml")
    times = times_of(criteria, objective.emphases)
    weigh(document, times)
    draft_save(actor, draft, view.revision, document.write(), opening)
    draft_comment(actor, draft, "\n".join((f"{opening}:", *_told(objective, criteria, times))))
    return draft


def weigh(document: Document, times: Times) -> None:
    """Multiplies the weights of factors and elements, in every scenario that has weights of its own too."""
    for key, factor in parts.factors(document):
        _multiply(factor, "weight", times.factors.get(parts.name_of(key), 1.0), FACTOR)
    for _, key, element in parts.all_elements(document):
        _multiply(element, "weight", times.elements.get(parts.name_of(key), 1.0), ELEMENT)
    for clause in parts.items(find(document.root, "weights_when")):
        for inside, mine in (("factors", times.factors), ("elements", times.elements)):
            _multiply_all(find(clause, inside), mine)


def _multiply(node: yaml.Node, key: str, by: float, order: tuple[str, ...]) -> None:
    if isinstance(node, yaml.MappingNode) and by != 1.0:
        set_number(node, key, _times(shown(node, key) or "1", by), order)


def _multiply_all(weights: yaml.Node | None, times: Mapping[str, float]) -> None:
    if not isinstance(weights, yaml.MappingNode):
        return
    for place, (key, value) in enumerate(weights.value):
        by = times.get(parts.name_of(key), 1.0)
        if by != 1.0 and isinstance(value, yaml.ScalarNode):
            weights.value[place] = (key, number_or_words(_times(value.value, by)))


def _times(weight: str, by: float) -> str:
    """Four digits say more than anybody weighs by."""
    return f"{float(weight) * by:.4g}"


def _measured_by(actor: Actor, objective: ObjectiveFacts) -> str:
    """`id@version`: of the objective's newest audit that has criteria, else the newest there are."""
    from rapport.program.audits.selectors import newest_criteria

    own = next((one.criteria for one in objective.audits if one.criteria), None)
    found: str | None = own or newest_criteria(actor) or next(iter(criteria_choices(actor)), None)
    if found is None:
        raise AuditError("There are no criteria yet", None, "Begin with a set that comes with Rapport.")
    return found


def _told(objective: ObjectiveFacts, criteria: Criteria, times: Times) -> list[str]:
    """What was changed, by emphasis, what the criteria lack, and what the strategy asks to look at."""
    titles = {one.name: one.title for one in criteria.elements}
    lines = []
    for name, factor in objective.emphases.items():
        if name in times.serving:
            named = ", ".join(titles[one] for one in times.serving[name]) or "no element yet"
            lines.append(f"– {title_of(name)} is {factor:g} times as important: {named}.")
    lines += [
        f"– {title_of(name)} is emphasised, but no factor or component has that name: add one, or leave it."
        for name in times.unknown
    ]
    strategy = STRATEGIES.get(objective.strategy)
    if strategy is not None:
        lines.append(f"{strategy.title} also asks:")
        lines += [f"– {one}" for one in strategy.look_at]
    return lines
