"""Beginning a survey: from a template, from one of one's own, from a file, from pasted questions."""

from __future__ import annotations

import re

import yaml

from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.surveys.errors import SurveyWorkError
from rapport.records import InputError
from rapport.surveys.audit.offered import offered, stem
from rapport.surveys.audit.plain_text import questions_of
from rapport.surveys.audit.question import Question
from rapport.surveys.errors import SurveyError
from rapport.surveys.parse import ITEM, parse_survey
from rapport.work.surveys.building.acts import named
from rapport.work.surveys.building.parts import document_of
from rapport.work.surveys.building.templates import template_text
from rapport.written.document import INT, mapping, put, scalar, sequence
from rapport.written.fields import shown

NAME = re.compile(r"(?!new$)[^\W\d][\w-]{0,99}")
"""`new` stands in the address of the page that begins one."""
EMPTY = "survey: {id}\nversion: 1\nitems: []\n"
NPS = re.compile(r"\blikely\b.*\brecommend\b", re.IGNORECASE)
SATISFIED = re.compile(r"\bsatisfied\b", re.IGNORECASE)
EASY = re.compile(r"\b(?:easy|ease|effort|difficult)\b", re.IGNORECASE)
RATED = re.compile(r"^(?:please )?rate\b|\bhow (?:would|do) you rate\b", re.IGNORECASE)


def start_from_template(actor: Actor, template: str, survey_id: str = "") -> str:
    """A draft of one of the templates, under its own id or another → the survey's id."""
    return _begin(actor, template_text(template), survey_id or template)


def start_empty(actor: Actor, survey_id: str) -> str:
    """A draft without items."""
    return _begin(actor, EMPTY.format(id=survey_id), survey_id)


def start_from_version(actor: Actor, survey_id: str, number: int, copy_as: str = "") -> str:
    """The next version of a survey from one of its versions, or a copy of it as another survey; the draft
    that is being written already, if one is."""
    from rapport.program.surveys.selectors import draft_view, version_view
    from rapport.program.surveys.services import draft_begin

    actor.require(Permission.SURVEYS_EDIT)
    view = version_view(actor, survey_id, number)
    if view is None:
        raise SurveyWorkError(f"There is no version {survey_id}@{number}", None, "Look at the list.")
    if copy_as:
        return _begin(actor, view.text, copy_as)
    if draft_view(actor, survey_id) is None:
        following = view.survey.versions[0].number + 1
        draft_begin(actor, survey_id, as_named(view.text, survey_id, following), number)
    return survey_id


def start_from_text(actor: Actor, text: str, name: str = "survey.yaml", *, mend: bool = False) -> str:
    """A draft of an imported file under its own id: a new survey, or the next version of one there is.

    Raises SurveyError with every problem and its line; with `mend` a text that is YAML at all is taken as it
    is, to be mended in the editor.
    """
    from rapport.program.surveys.selectors import survey_line
    from rapport.program.surveys.services import draft_begin

    actor.require(Permission.SURVEYS_EDIT)
    try:
        survey_id = parse_survey(text, name).id
    except SurveyError:
        if not mend:
            raise
        survey_id = shown(document_of(text).root, "survey") or "imported"
    line = survey_line(actor, survey_id)
    if line is None:
        return _begin(actor, text, survey_id)
    following = line.versions[0].number + 1 if line.versions else 1
    draft_begin(actor, survey_id, as_named(text, survey_id, following), following - 1 or None)
    return survey_id


def start_from_questions(actor: Actor, text: str, survey_id: str) -> str:
    """A draft that asks what was pasted, one question a line → the survey's id. Types follow the words and
    the answers offered; they can be changed."""
    return _begin(actor, survey_of(text, survey_id), survey_id)


def survey_of(text: str, survey_id: str) -> str:
    """Pasted questions as the text of a survey file."""
    document = document_of(EMPTY.format(id=survey_id or "pasted"))
    taken: list[str] = []
    made = []
    for question in questions_of(text):
        words = " ".join(stem(question.text).split()).strip(" :-–—") or question.text
        name = named(words, taken)
        taken.append(name)
        options = offered(question)
        kind = _kind(question, options)
        item = mapping({"id": scalar(name), "type": scalar(kind), "text": scalar(words)})
        if kind == "single_choice":
            put(item, "choices", _choices(options), ITEM)
        made.append(item)
    put(document.root, "items", sequence(made))
    return document.write()


def as_named(text: str, survey_id: str, number: int) -> str:
    """The text under an id and a number."""
    document = document_of(text)
    put(document.root, "survey", scalar(survey_id))
    put(document.root, "version", scalar(str(number), INT))
    return document.write()


def _kind(question: Question, options: tuple[str, ...]) -> str:
    for pattern, kind in ((NPS, "nps"), (SATISFIED, "csat"), (EASY, "ces")):
        if pattern.search(question.text) and len(options) != 2:
            return kind
    if len(options) >= 2:
        return "single_choice"
    return "rating" if RATED.search(question.text) else "text"


def _choices(options: tuple[str, ...]) -> yaml.Node:
    taken: list[str] = []
    found = []
    for words in dict.fromkeys(options):
        taken.append(named(words, taken))
        found.append(mapping({"id": scalar(taken[-1]), "text": scalar(words)}, flow=True))
    return sequence(found)


def _begin(actor: Actor, text: str, survey_id: str) -> str:
    from rapport.program.surveys.services import survey_create

    actor.require(Permission.SURVEYS_EDIT)
    if not NAME.fullmatch(survey_id):
        what = f"{survey_id[:60]!r} cannot name a survey"
        raise InputError(what, "survey", "Use letters, digits, _ and -, a letter first; new is taken.")
    made: str = survey_create(actor, survey_id, as_named(text, survey_id, 1))
    return made
