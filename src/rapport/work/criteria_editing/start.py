"""Beginning a draft: from what comes with Rapport, from a version, from a file."""

from __future__ import annotations

import re

from rapport.criteria import CriteriaError, library_text
from rapport.program.audits.errors import AuditError
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.records import InputError
from rapport.work.criteria_editing.document import Document
from rapport.written.document import INT, put, scalar
from rapport.written.fields import shown

NAME = re.compile(r"[^\W\d][\w-]{0,99}")
EMPTY = """\
criteria: {id}
version: 1
factors:
  first_factor:
    weight: 1
    elements:
      first_element:
        weight: 1
        max: 10
        rules:
          - id: first_rule
            points: 10
            text: What somebody can see or hear
"""


def start_from_library(actor: Actor, library_id: str, criteria_id: str = "") -> str:
    """A draft of one of the sets that come with Rapport, under its own id or another → the draft's id."""
    return _begin(actor, library_text(library_id), criteria_id or library_id)


def start_empty(actor: Actor, criteria_id: str) -> str:
    """A draft with one element, to build on."""
    return _begin(actor, EMPTY.format(id=criteria_id), criteria_id)


def start_from_version(actor: Actor, definition: str, criteria_id: str = "") -> str:
    """The next version of `id@version`, or a copy of it under another id; the draft that is being written
    already, if one is."""
    from rapport.program.audits.selectors import open_draft, version_view

    actor.require(Permission.CRITERIA_EDIT)
    view = version_view(actor, definition)
    if view is None:
        raise AuditError(f"There are no criteria {definition}", None, "Look at the list of criteria.")
    own = criteria_id or view.line.criteria_id
    if not criteria_id and (there := open_draft(actor, own)):
        return there
    return _begin(actor, view.text, own, definition)


def start_from_text(actor: Actor, text: str, name: str = "criteria.yaml", mend: bool = False) -> str:
    """A draft of an imported file, which keeps its own id and version while nobody has that version.

    Raises CriteriaError with every problem and its line; with `mend` a text that is YAML at all is taken
    as it is, to be mended in the editor.
    """
    from rapport.criteria import parse_criteria
    from rapport.program.audits.selectors import version_view

    try:
        criteria = parse_criteria(text, name)
        criteria_id, version = criteria.id, criteria.version
    except CriteriaError:
        if not mend:
            raise
        criteria_id, version = shown(Document(text).root, "criteria") or "imported", 1
    if version_view(actor, f"{criteria_id}@{version}") is None:
        return _create(actor, criteria_id, version, text, "")
    return _begin(actor, text, criteria_id)


def _begin(actor: Actor, text: str, criteria_id: str, based_on: str = "") -> str:
    """The text as the next version of these criteria."""
    from rapport.program.audits.selectors import newest_version

    if not NAME.fullmatch(criteria_id):
        raise InputError(
            f"{criteria_id[:60]!r} cannot name criteria",
            "criteria",
            "Use letters, digits, _ and -, a letter first.",
        )
    number = newest_version(actor, criteria_id) + 1
    document = Document(text)
    put(document.root, "criteria", scalar(criteria_id))
    put(document.root, "version", scalar(str(number), INT))
    return _create(actor, criteria_id, number, document.write(), based_on)


def _create(actor: Actor, criteria_id: str, version: int, text: str, based_on: str) -> str:
    from rapport.program.audits.services import draft_create

    made: str = draft_create(actor, criteria_id, version, text, based_on)
    return made
