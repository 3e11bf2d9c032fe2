"""One save of a draft: the form of a part, an act, or the whole text; and publishing it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from functools import partial

from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.surveys.errors import DraftChangedError, SurveyWorkError
from rapport.program.surveys.plain import DraftView
from rapport.records import InputError
from rapport.work.criteria_editing.edit import DraftConflictError, Saved
from rapport.work.surveys.building import parts
from rapport.work.surveys.building.acts import Acted, act_on
from rapport.work.surveys.building.parts import document_of
from rapport.work.surveys.building.save import save_part
from rapport.work.surveys.building.start import as_named
from rapport.written.beside import Problem
from rapport.written.document import find
from rapport.written.fields import shown

GROUPS = (
    frozenset({"flags", "required", "shuffled"}),
    frozenset({"scale", "min", "max", "low", "high", "lower_is_better"}),
)
LISTED = re.compile(r"(choice-(\d+)|way)-")


def save_form(
    actor: Actor,
    survey_id: str,
    revision: int,
    part: str,
    typed: Mapping[str, str],
    act: str = "",
    changed: Collection[str] = (),
) -> Saved:
    """Saves the form of a part and, with `act`, adds, moves or removes something.

    `changed` names the fields that were touched: only they are offered on top of somebody else's save.
    Raises DraftConflictError, or InputError for a part or act that cannot be.
    """
    from rapport.program.surveys.services import draft_save

    actor.require(Permission.SURVEYS_EDIT)
    mine = partial(_on_top, part=part, typed=_changed(typed, changed))
    view = _view(actor, survey_id)
    if view.revision != revision:
        raise _conflict(actor, survey_id, mine)
    document = document_of(view.text)
    refused = save_part(document, part, typed)
    done = act_on(document, part, act, typed) if act else Acted(part, "", "")
    written = document.write()
    try:
        now = draft_save(actor, survey_id, revision, written, done.words)
    except DraftChangedError:
        raise _conflict(actor, survey_id, mine) from None
    problems = tuple(Problem(one.what, one.todo or "", 1, part, one.field) for one in refused)
    return Saved(now, written, done.part, done.focus, done.words, problems)


def save_text(actor: Actor, survey_id: str, revision: int, text: str, part: str = parts.GENERAL) -> Saved:
    """Saves the whole text as it was typed, whether it holds or not. Raises DraftConflictError."""
    from rapport.program.surveys.services import draft_save

    actor.require(Permission.SURVEYS_EDIT)
    typed = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        return Saved(draft_save(actor, survey_id, revision, typed), typed, part)
    except DraftChangedError:
        raise _conflict(actor, survey_id, lambda _: typed) from None


def publish(actor: Actor, survey_id: str, revision: int) -> str:
    """Makes the draft the next version → `id@number`. Raises SurveyError for a text that does not hold."""
    from rapport.program.surveys.services import draft_save, version_publish

    actor.require(Permission.SURVEYS_EDIT)
    view = _view(actor, survey_id)
    following = view.line.versions[0].number + 1 if view.line.versions else 1
    if view.revision == revision and shown(document_of(view.text).root, "version") != str(following):
        revision = draft_save(actor, survey_id, revision, as_named(view.text, survey_id, following))
    made: str = version_publish(actor, survey_id, revision)
    return made


def _view(actor: Actor, survey_id: str) -> DraftView:
    from rapport.program.surveys.selectors import draft_view

    view = draft_view(actor, survey_id)
    if view is None:
        raise SurveyWorkError("There is no such draft", None, "Look at the list of surveys.")
    found: DraftView = view
    return found


def _conflict(actor: Actor, survey_id: str, mine: Callable[[str], str | None]) -> DraftConflictError:
    view = _view(actor, survey_id)
    return DraftConflictError(view.changed_by, view.revision, view.text, mine(view.text))


def _on_top(theirs: str, part: str, typed: Mapping[str, str]) -> str | None:
    """Their text with this form's fields in it, where the part can still be found by its name."""
    try:
        document = document_of(theirs)
        there = part
        if was := typed.get("was", ""):
            there = next(one.part for one in parts.outline(document) if one.name == was)
            typed = _same_choices(parts.item_at(document, there)[1], typed)
        save_part(document, there, typed)
        return document.write()
    except (InputError, StopIteration):
        return None


def _changed(typed: Mapping[str, str], changed: Collection[str]) -> dict[str, str]:
    """Of a form's fields those that were changed, each with the others that are saved together with it.
    With nothing known to be changed, all of them."""
    if not changed:
        return dict(typed)
    together = set(changed) | {"was"}
    for name in changed:
        together |= next((group for group in GROUPS if name in group), set())
        if match := LISTED.match(name):
            together |= {one for one in typed if one.startswith(match[0])}
            if match[1] == "way":
                together.add("conditions")
    return {name: one for name, one in typed.items() if name in together}


def _same_choices(item: object, typed: Mapping[str, str]) -> dict[str, str]:
    """The fields of choices under the places that choices of those ids have in their text."""
    choices = parts.listed(find(item, "choices"))  # type: ignore[arg-type]
    places = {shown(one, "id"): place for place, one in enumerate(choices)}
    found = {}
    for name, one in typed.items():
        match = LISTED.match(name)
        if match and match[2] is not None:
            place = places.get(typed.get(f"choice-{match[2]}-id", ""), int(match[2]))
            name = f"choice-{place}-{name[match.end() :]}"
        found[name] = one
    return found
