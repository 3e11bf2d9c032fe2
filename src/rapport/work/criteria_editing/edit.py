"""One save of a draft: the form of a part, an act, or the whole text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rapport.program.audits.errors import AuditError, DraftChangedError
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.records import InputError
from rapport.work.criteria_editing import parts
from rapport.work.criteria_editing.acts import Acted, act_on
from rapport.work.criteria_editing.check import Problem
from rapport.work.criteria_editing.document import Document
from rapport.work.criteria_editing.save import save_part


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
    actor: Actor, draft_id: str, revision: int, part: str, typed: Mapping[str, str], act: str = ""
) -> Saved:
    """Saves the form of a part and, with `act`, adds, moves or removes something.

    Raises DraftConflictError, or InputError for a part or act that cannot be.
    """
    from rapport.program.audits.services import draft_save

    actor.require(Permission.CRITERIA_EDIT)
    text, stored = _text(actor, draft_id)
    if stored != revision:
        raise _conflict(actor, draft_id, lambda now: _on_top(now, part, typed))
    document = Document(text)
    refused = save_part(document, part, typed)
    done = act_on(document, part, act, typed) if act else Acted(part, "", "")
    written = document.write()
    try:
        now = draft_save(actor, draft_id, revision, written, done.words)
    except DraftChangedError:
        raise _conflict(actor, draft_id, lambda now: _on_top(now, part, typed)) from None
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
        save_part(document, _found_again(document, part, typed.get("was", "")), typed)
        return document.write()
    except InputError:
        return None


def _found_again(document: Document, part: str, was: str) -> str:
    if not was:
        return part
    known = [one for item in parts.outline(document) for one in (item, *item.items)]
    same = [one.part for one in known if one.name == was and one.part[0] == part[0]]
    if not same:
        raise InputError(f"{was} is gone", part, "Copy what you typed.")
    return same[0]
