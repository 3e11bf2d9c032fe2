"""Writes themes: how public pages look. Colours that cannot be read on each other are refused."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services.log import log_change
from rapport.program.surveys.errors import SurveyWorkError
from rapport.program.surveys.models import Survey, Theme
from rapport.surveys.theme import COLOURS, ENOUGH, HEX, contrasts


@transaction.atomic
def theme_save(actor: Actor, name: str, colours: Mapping[str, str], sender: str = "") -> str:
    """Makes a theme of that name, or changes it → its name.

    Raises SurveyWorkError for what is no colour, and for words that would stand on a ground with a contrast
    under 4.5 to 1.
    """
    actor.require(Permission.SURVEYS_EDIT)
    name, sender = name.strip(), " ".join(sender.split())
    if not name or len(name) > 100:
        raise SurveyWorkError("A theme has a name of 1 to 100 characters", "name", "Name it.")
    if len(sender) > 200:
        raise SurveyWorkError("The sender is too long", "sender", "Stay under 200 characters.")
    for key, colour in colours.items():
        if key not in COLOURS or not HEX.fullmatch(colour):
            raise SurveyWorkError(f"{colour[:20]!r} is no colour", key[:20], "Write it as #0b5cad.")
    for words, ground, ratio in contrasts(colours):
        if ratio < ENOUGH:
            what = f"{words} on {ground} has a contrast of {ratio:.2f} to 1; many cannot read that"
            raise SurveyWorkError(what.replace("_", " "), words, f"Take it to {ENOUGH} at least.")
    kept = {key: one.lower() for key, one in colours.items()}
    facts = {"colours": kept, "sender": sender, "changed_by": actor.name}
    before = Theme.objects.filter(name=name).values("colours", "sender").first()
    Theme.objects.update_or_create(name=name, defaults=facts)
    after = {"colours": kept, "sender": sender}
    log_change(actor, "theme.save", "theme", name, before=before, after=after)
    return name


@transaction.atomic
def theme_remove(actor: Actor, name: str) -> None:
    """Removes a theme; surveys that had it look as usual again."""
    actor.require(Permission.SURVEYS_EDIT)
    Survey.objects.filter(theme__name=name).update(theme=None)
    gone, _ = Theme.objects.filter(name=name).delete()
    if gone:
        log_change(actor, "theme.remove", "theme", name)


@transaction.atomic
def survey_theme(actor: Actor, survey_id: str, name: str) -> None:
    """Gives a survey a theme, "" the usual one. Public pages of all its versions follow."""
    actor.require(Permission.SURVEYS_EDIT)
    survey = Survey.objects.select_for_update().filter(pk=survey_id).first()
    theme = Theme.objects.filter(name=name).first() if name else None
    if survey is None or (name and theme is None):
        raise SurveyWorkError("There is no such survey or theme", None, "Load the page again.")
    survey.theme = theme
    survey.save(update_fields=["theme"])
    log_change(actor, "survey.theme", "survey", survey_id, after={"theme": name})
