"""The demo's survey: written, published, a way in to print, and a programme that waits to be switched on."""

from __future__ import annotations

from rapport.program.sending.plain import Plan
from rapport.work.demonstration.cast import Cast

SURVEY = "after-contact"
TEXT = """\
survey: after-contact
version: 1
title: After you were in touch with us
touchpoint: support
thanks: Thank you. Somebody reads every answer.
items:
  - id: ease
    type: ces
    about: get help from us
  - id: why
    type: text
    text: What made it hard?
    asked_if: {ease: {at_most: 4}}
  - id: liked
    type: text
    text: What did you like about it?
    asked_if: {ease: {at_least: 5}}
translations:
  de:
    title: Nach Ihrem Kontakt mit uns
    items:
      ease:
        text: Wie leicht oder schwer war es, von uns Hilfe zu bekommen?
        low: Sehr schwer
        high: Sehr leicht
      why: {text: Was war daran schwer?}
      liked: {text: Was hat Ihnen gefallen?}
"""


def ask(cast: Cast) -> None:
    """The program manager publishes it. Nothing is sent by a demo: the programme stays switched off."""
    from rapport.program.sending.services import programme_create
    from rapport.program.surveys.services import survey_create, version_publish
    from rapport.program.surveys.services.doors import door_create

    manager = cast.actors["manager"]
    survey_create(manager, SURVEY, TEXT)
    version_publish(manager, SURVEY, 1)
    door_create(manager, survey_id=SURVEY, kind="qr", name="Card at the shop's desk", touchpoint="shop")
    plan = Plan(SURVEY, channels=("chat", "call"), delay_hours=2, reminders=1)
    programme_create(manager, name="after-help", title="After chats and calls", plan=plan, now=cast.at(-3))
