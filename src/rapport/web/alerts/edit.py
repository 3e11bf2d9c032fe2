"""The editor of a rule, with what the rule would have done beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from rapport.program.alerts.definition.model import JOINED, KINDS, URGENCIES, Definition
from rapport.program.alerts.definition.parse import parse_rule
from rapport.program.alerts.definition.starters import STARTERS
from rapport.program.alerts.definition.told import only_told, rule_told
from rapport.program.alerts.definition.written import rule_text
from rapport.program.alerts.plain import RuleFacts
from rapport.program.people.permissions import Permission
from rapport.records.errors import InputError
from rapport.web.alerts.form import Filled, filled, text_of, typed
from rapport.web.alerts.frame import PATIENCE_S, page
from rapport.web.alerts.previews import OFFERED, days_of
from rapport.web.alerts.rules import found_rule
from rapport.web.config.home_of import served_home
from rapport.work.alerts.choices import About, alert_choices
from rapport.work.alerts.preview import preview_of

LONGEST = 9
"""Digits of a version."""
EMPTY = Definition("", "problem", ())


@dataclass(frozen=True)
class Written:
    """What somebody wrote: the form or the file, the rule it makes, or what is wrong with it."""

    form: Filled
    text: str
    rule: Definition | None
    problem: InputError | None
    as_file: bool


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new rule, from nothing or from one to begin with."""
    from rapport.program.alerts.services import rule_create

    request.actor.require(Permission.CASES_LEAD)
    starter = request.POST.get("starter") or request.GET.get("starter", "")
    begun = STARTERS.get(starter)
    written = _posted(request) if request.method == "POST" else _begun(begun)
    if request.method == "POST" and request.POST.get("act") == "save" and written.rule is not None:
        try:
            made = rule_create(request.actor, written.text, starter)
        except InputError as error:
            written = replace(written, problem=error)
        else:
            messages.success(request, "The rule is kept. It is off until you switch it on.")
            return redirect("alerts:rule", made)
    return _shown(request, written, {"starter": starter if begun else ""})


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, alert_rule: str) -> HttpResponse:
    """Another version of a rule."""
    from rapport.program.alerts.services import rule_change

    request.actor.require(Permission.CASES_LEAD)
    rule = found_rule(request, alert_rule)
    version = request.POST.get("version", "")
    written = _posted(request) if request.method == "POST" else _begun(rule.definition, rule)
    if request.method == "POST" and request.POST.get("act") == "save" and written.rule is not None:
        try:
            made = rule_change(request.actor, rule.id, _version(version), written.text)
        except InputError as error:
            written = replace(written, problem=error)
        else:
            if made != rule.version:
                messages.success(request, f"Version {made} is kept. It is off until you switch it on.")
            return redirect("alerts:rule", rule.id)
    return _shown(request, written, {"rule": rule, "version": version or str(rule.version)})


def _version(given: str) -> int:
    """0, which no version has, for what is no number of one."""
    return int(given) if given.isdecimal() and len(given) <= LONGEST else 0


def _begun(rule: Definition | None, kept: RuleFacts | None = None) -> Written:
    text = kept.text if kept else rule_text(rule) if rule else ""
    return Written(filled(rule or EMPTY), text, rule, None, as_file=False)


def _posted(request: HttpRequest) -> Written:
    given = request.POST
    as_file = given.get("as_file") == "yes"
    form = typed(given)
    text = given.get("text", "").replace("\r\n", "\n") if as_file else text_of(form)
    try:
        rule = parse_rule(text, "the rule")
    except InputError as error:
        return Written(form, text, None, error, as_file)
    return Written(filled(rule) if as_file else form, text, rule, None, as_file)


def _shown(request: HttpRequest, written: Written, more: Mapping[str, Any]) -> HttpResponse:
    home, days = served_home(), days_of(request.POST or request.GET)
    choices = alert_choices(home)
    preview = None
    if written.rule is not None:
        preview = preview_of(home, request.actor, written.rule, days, wait_s=PATIENCE_S)
    facts = {
        "form": written.form,
        "typed": written.form.typed,
        "text": written.text,
        "as_file": written.as_file,
        "problem": written.problem,
        "problems": _single(written.problem),
        "told": rule_told(written.rule) if written.rule else "",
        "only": only_told(written.rule) if written.rule else "",
        "preview": preview,
        "working": written.rule is not None and preview is None,
        "days": days,
        "offered": OFFERED,
        "choices": choices,
        "groups": _groups(choices.about, written.form),
        "kinds": KINDS,
        "joined": JOINED,
        "urgencies": URGENCIES,
        "title": written.form.typed["title"] or "A new rule",
        **more,
    }
    part = bool(request.headers.get("HX-Request"))
    return page(request, "edit", facts, 400 if written.problem and not part else 200)


def _single(problem: InputError | None) -> list[InputError]:
    if problem is None:
        return []
    return list(getattr(problem, "problems", ())) or [problem]


def _groups(offered: tuple[About, ...], form: Filled) -> list[tuple[str, list[About]]]:
    """The things a condition can be about by group; what the rule names stays, whether it occurs or not."""
    known = {one.value for one in offered}
    named = [row.about for row in form.rows if row.about and row.about not in known]
    extra = [About(one, "Of this rule", one.partition(":")[2], {}) for one in dict.fromkeys(named)]
    found: dict[str, list[About]] = {}
    for one in (*offered, *extra):
        found.setdefault(one.group, []).append(one)
    return list(found.items())
