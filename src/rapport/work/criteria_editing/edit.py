"""One save of a draft: the form of a part, an act, or the whole text."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import partial

from rapport.program.audits.errors import AuditError, DraftChangedError
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.records import InputError
from rapport.work.criteria_editing import parts
from rapport.work.criteria_editing.acts import Acted, act_on
from rapport.work.criteria_editing.document import Document
from rapport.work.criteria_editing.save import save_part
from rapport.written.beside import Problem
from rapport.written.document import find
from rapport.written.fields import shown

ROWS = re.compile(r"never(?=-)|clause-\d+-(?:when|weight)(?=-)|component-\d+(?=-)")
RULE_ID, RULE_FIELD = re.compile(r"rule-(\d{1,4})-id"), re.compile(r"rule-(\d{1,4})-")


@dataclass(frozen=True)
class Saved:
    """What a save led to: the part and field to show next, and names that were refused."""

    revision: int
    text: str
    part: str
    focus: str = ""
    words: str = ""
    refused: tuple[Problem, ...] = field(default=())


class DraftConflictError(InputError):
    """Somebody else saved meanwhile: `theirs` is stored, `mine` is theirs with this save on top (None where
    that cannot be), to be chosen between. Nothing was lost."""

    def __init__(self, by: str, revision: int, theirs: str, mine: str | None) -> None:
        self.by, self.revision, self.theirs, self.mine = by, revision, theirs, mine
        super().__init__(f"{by} changed this draft meanwhile", None, "Choose what is to stay.")


def save_form(
    actor: Actor,
    draft_id: str,
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
    from rapport.program.audits.services import draft_save

    actor.require(Permission.CRITERIA_EDIT)
    on_top = partial(_on_top, part=part, typed=only_changed(typed, changed))
    text, stored = _text(actor, draft_id)
    if stored != revision:
        raise _conflict(actor, draft_id, on_top)
    document = Document(text)
    refused = save_part(document, part, typed)
    done = act_on(document, part, act, typed) if act else Acted(part, "", "")
    written = document.write()
    try:
        now = draft_save(actor, draft_id, revision, written, done.words)
    except DraftChangedError:
        raise _conflict(
            actor, draft_id, lambda now: _on_top(now, part, only_changed(typed, changed))
        ) from None
    problems = tuple(Problem(one.what, one.todo or "", 1, part, one.field) for one in refused)
    return Saved(now, written, done.part, done.focus, done.words, problems)


def save_text(actor: Actor, draft_id: str, revision: int, text: str, part: str = parts.GENERAL) -> Saved:
    """Saves the whole text as it was typed, whether it holds or not. Raises DraftConflictError."""
    from rapport.program.audits.services import draft_save

    actor.require(Permission.CRITERIA_EDIT)
    typed = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        return Saved(draft_save(actor, draft_id, revision, typed), typed, part)
    except DraftChangedError:
        raise _conflict(actor, draft_id, lambda _: typed) from None


def _text(actor: Actor, draft_id: str) -> tuple[str, int]:
    from rapport.program.audits.selectors import draft_view

    view = draft_view(actor, draft_id)
    if view is None:
        raise AuditError("There is no such draft", None, "Look at the list of criteria.")
    return view.text, view.revision


def _conflict(actor: Actor, draft_id: str, mine: object) -> DraftConflictError:
    from rapport.program.audits.selectors import draft_view

    view = draft_view(actor, draft_id)
    if view is None:
        raise AuditError("There is no such draft", None, "Look at the list of criteria.")
    made = mine(view.text) if callable(mine) else None
    return DraftConflictError(view.line.changed_by, view.revision, view.text, made)


def _on_top(theirs: str, part: str, typed: Mapping[str, str]) -> str | None:
    """Their text with this form's fields in it, where the part can still be found by its name."""
    try:
        document = Document(theirs)
        there = _found_again(document, part, typed.get("was", ""))
        save_part(document, there, _moved_rules(document, there, typed))
        return document.write()
    except InputError:
        return None


def only_changed(typed: Mapping[str, str], changed: Collection[str]) -> dict[str, str]:
    """Of a form's fields those that were changed in it, each with the others that are saved together with
    it: rows of a list, boxes to tick. With nothing known to be changed, all of them."""
    if not changed:
        return dict(typed)
    groups = {group for group in map(_group, changed) if group}
    return {
        name: one
        for name, one in typed.items()
        if name in changed or name == "was" or _group(name) in groups or _identifies(name)
    }


def _group(name: str) -> str:
    match = ROWS.match(name)
    if match:
        return match[0]
    return "flags" if name in ("flags", "not_applicable") or name.startswith("component-") else ""


def _identifies(name: str) -> bool:
    return RULE_ID.fullmatch(name) is not None


def _moved_rules(document: Document, part: str, typed: Mapping[str, str]) -> dict[str, str]:
    """The fields of rules under the places that rules of those ids have in this document."""
    if not parts.ELEMENT.fullmatch(part):
        return dict(typed)
    rules = parts.items(find(parts.place_of(document, part)[1], "rules"))
    places = {shown(rule, "id"): place for place, rule in enumerate(rules)}
    mine = {match[1]: one for name, one in typed.items() if (match := RULE_ID.fullmatch(name))}
    found = {}
    for name, one in typed.items():
        match = RULE_FIELD.match(name)
        place = places.get(mine.get(match[1], ""), int(match[1])) if match else 0
        found[f"rule-{place}-{name[match.end() :]}" if match else name] = one
    return found


def _found_again(document: Document, part: str, was: str) -> str:
    if not was:
        return part
    known = [one for item in parts.outline(document) for one in (item, *item.items)]
    same = [one.part for one in known if one.name == was and one.part[0] == part[0]]
    if not same:
        raise InputError(f"{was} is gone", part, "Copy what you typed.")
    return same[0]
