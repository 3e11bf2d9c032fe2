"""`rapport survey`: what is asked, and whether it is asked well."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from rapport.cli.options import json_option
from rapport.cli.output import emit_json, say
from rapport.cli.survey_sending import bounces, deliverability, invite

if TYPE_CHECKING:
    from rapport.surveys.audit.audit import Audited


@click.group("survey")
def command() -> None:
    """Check survey files, and criticise questionnaires."""


@command.command("check")
@click.argument("path", type=click.Path(exists=True, dir_okay=False))
@json_option
def check(path: str, as_json: bool) -> None:
    """Validate a survey file; errors name the line."""
    from rapport.surveys.check import untranslated
    from rapport.surveys.read import read_survey

    survey = read_survey(path)
    missing = {language: len(untranslated(survey, language)) for language in survey.translations}
    if as_json:
        facts = {"survey": survey.definition, "items": len(survey.items), "languages": survey.languages}
        emit_json({**facts, "untranslated": missing})
        return
    say(f"{survey.definition} is valid: {len(survey.items)} items in {', '.join(survey.languages)}.")
    for language, count in missing.items():
        if count:
            say(f"  {count} texts have no words in {language} yet: people read them in {survey.language}.")


@command.command("lint")
@click.argument("path", required=False, type=click.Path(exists=True, dir_okay=False))
@click.option(
    "--programme",
    type=click.Path(exists=True, dir_okay=False),
    help="A file that says how the survey is run: who is asked, when, by whom, and what comes of it.",
)
@click.option("--strict", is_flag=True, help="End with exit code 5 when anything is found.")
@json_option
def lint(path: str | None, programme: str | None, as_json: bool, strict: bool) -> int:
    """Say what is wrong with the questions of PATH: a survey file (.yaml), or plain text with one question a
    line, or a questionnaire with its answers below each question."""
    from rapport.language.languages.detect import language_of
    from rapport.surveys.read import audit_file, audit_programme_file

    if path is None and programme is None:
        raise click.UsageError("Name a file with questions, or one after --programme.")
    audited = audit_file(path, language_of) if path else ()
    around = audit_programme_file(programme) if programme else ()
    if as_json:
        told = [_told(one) for one in audited]
        emit_json(told if programme is None else {"questions": told, "programme": around})
    else:
        _say_questions(path, audited)
        for flaw in around:
            say(f"{programme}: “{flaw.words}”. {flaw.why}\n      {flaw.suggestion}")
    return 5 if strict and (around or any(one.flaws for one in audited)) else 0


def _told(one: Audited) -> dict[str, object]:
    told: dict[str, object] = {"line": one.line, "text": one.text, "flaws": one.flaws}
    return {**told, "unread": one.unread} if one.unread else told


def _say_questions(path: str | None, audited: Sequence[Audited]) -> None:
    from rapport.surveys.audit.flaw import KINDS

    if path is None:
        return
    flawed = [one for one in audited if one.flaws]
    for one in flawed:
        say(f"{path}:{one.line}: {one.text}")
        for flaw in one.flaws:
            say(f"    {flaw.kind.replace('_', ' ')}: “{flaw.words}”. {KINDS[flaw.kind]}")
            say(f"      {flaw.suggestion}")
    count = sum(len(one.flaws) for one in flawed)
    say(f"{len(audited)} questions, {len(flawed)} with something to mend ({count} in all).")
    unread = sorted({one.unread for one in audited if one.unread})
    if unread:
        say(f"Words are read in English only; of questions in {', '.join(unread)} only the answers were.")


for _verb in (invite, bounces, deliverability):
    command.add_command(_verb)
