"""Surveys, invitations and ways in for tests of answering, made in the connected home."""

import hashlib
import uuid
from datetime import UTC, datetime, timedelta

EASE = """\
survey: after-support
title: After your call
language: en
intro: Two short questions.
thanks: Thank you, we read every word.
items:
  - {id: ease, type: ces, about: get help from us, required: true}
  - id: why
    type: text
    text: "What made it hard, {customer.name|if you may say}?"
    asked_if: {ease: {at_most: 4}}
  - id: reason
    type: multiple_choice
    text: What was it about?
    choices:
      - {id: bill, text: A bill}
      - {id: delivery, text: A delivery}
      - {id: other, text: Something else, own_words: true}
      - {id: nothing, text: Nothing of this, alone: true}
translations:
  de:
    title: Nach Ihrem Anruf
    items:
      ease: {text: "Wie leicht oder schwer war es, Hilfe zu bekommen?", low: Sehr schwer, high: Sehr leicht}
  ar:
    title: بعد مكالمتك
    items:
      ease: {text: "ما مدى سهولة أو صعوبة الحصول على المساعدة؟", low: صعب جدا, high: سهل جدا}
"""
MICRO = """\
survey: micro
title: One question
items:
  - {id: nps, type: nps, about: Kettles & Co}
  - {id: why, type: text, text: What is the main reason?}
"""


def version(text=EASE, number=1):
    """A version that is published and open → its row."""
    from rapport.program.surveys.models import Survey, SurveyVersion
    from rapport.surveys.parse import parse_survey

    read = parse_survey(text)
    survey, _ = Survey.objects.get_or_create(pk=read.id, defaults={"title": read.title, "created_by": "Ann"})
    return SurveyVersion.objects.create(
        survey=survey,
        number=number,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        published_at=datetime.now(UTC) - timedelta(days=1),
        published_by="Ann",
    )


def invitation(of, **facts):
    """A customer who was asked → the invitation's row and the address of its form."""
    from rapport.program.surveys.models import Invitation

    now = datetime.now(UTC)
    usual = {
        "key": f"test:{uuid.uuid4()}",
        "customer_id": "k-1",
        "interaction_id": "c-01",
        "touchpoint": "support",
        "programme": "after-support",
        "channel": "email",
        "language": "en",
        "address": "mia@example.org",
        "facts": {"customer.name": "Mia"},
        "stratum": "private",
        "inclusion_probability": 0.25,
        "state": Invitation.SENT,
        "created_at": now,
        "due_at": now,
        "expires_at": now + timedelta(days=3),
    }
    row = Invitation.objects.create(version=of, **{**usual, **facts})
    return row, f"/s/{address(row)}"


def address(row):
    """The part of the address that stands for an invitation."""
    from rapport.program.surveys.tokens import ANSWER, token

    return token(ANSWER, row.pk, row.version_id, row.expires_at)


def door(of, kind="link", **facts):
    """A way in → its row."""
    from rapport.program.surveys.models import Door

    usual = {"name": "By the till", "touchpoint": "shop", "created_by": "Ann"}
    return Door.objects.create(
        pk=f"door{uuid.uuid4().hex[:8]}", survey=of.survey, kind=kind, **{**usual, **facts}
    )
