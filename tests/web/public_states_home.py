"""Puts everything a public page can come to into a home that is served; prints JSON.

Run as `python -m tests.web.public_states_home FOLDER`. Each state: its path, the status it answers with, and,
where it is come to by sending a form, what is sent.
"""

import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

ALL_TYPES = """\
survey: all-types
title: Your visit, from the door to the till
language: en
intro: "Dear {customer.name|guest}, these are all the ways in which one can be asked."
thanks: Thank you, we read every word.
items:
  - {id: nps, type: nps, about: Kettles & Co, required: true}
  - {id: satisfied, type: csat, about: the way we handled your request}
  - {id: ease, type: ces, about: find what you came for}
  - {id: tidy, type: rating, text: How tidy was the shop?, scale: {min: 1, max: 5, low: Untidy, high: Tidy}}
  - id: found
    type: single_choice
    text: Did you find what you wanted?
    choices: [{id: all, text: All of it}, {id: part, text: Some, own_words: true}, {id: none, text: Nothing}]
  - id: by
    type: multiple_choice
    text: How did you come to us?
    choices:
      - {id: foot, text: On foot}
      - {id: other, text: In another way, own_words: true}
      - {id: unsure, text: I do not remember, alone: true}
  - {id: why, type: text, text: "What should we change first?", help: A few words are enough.}
  - {id: often, type: number, text: How often were you here this year?}
  - {id: day, type: date, text: Which day was it?}
translations:
  ar:
    title: زيارتك
    intro: بضعة أسئلة عن زيارتك.
    thanks: شكرًا لك، نقرأ كل كلمة.
    items:
      nps: {text: "ما مدى احتمال أن توصي بنا لصديق؟", low: غير محتمل إطلاقا, high: محتمل جدا}
      tidy: {text: "ما مدى نظافة المتجر؟", low: غير مرتب, high: مرتب}
      found: {text: "هل وجدت ما أردت؟", choices: {all: كله, part: بعضه, none: لا شيء}}
      why: {text: "ما الذي يجب أن نغيره أولا؟", help: تكفي بضع كلمات.}
      day: {text: "في أي يوم كان ذلك؟"}
"""
WORDS = "The bill came twice,\nand nobody could say why."


def states():
    """What can be met at a public address, by name."""
    from rapport.program.surveys.models import Invitation
    from rapport.program.surveys.tokens import LEAVE, token
    from tests.asked_home import EASE, door, invitation, version

    now = datetime.now(UTC)
    types, ease = version(ALL_TYPES), version(EASE)
    closed = version(EASE.replace("survey: after-support", "survey: closed"))
    closed.closed_at, closed.closed_by = now - timedelta(days=2), "Ann"
    closed.save()
    _, asked = invitation(ease)
    row, _ = invitation(ease, customer_id="k-9", address="who-leaves@example.org")
    _, all_types = invitation(types)
    answered, done = invitation(ease)
    hand_in(answered.pk.hex, answered, now)
    away = f"/s/{token(LEAVE, row.pk, row.version_id, row.expires_at)}/leave"
    form, shut = door(ease, "form"), door(ease, closed_at=now - timedelta(days=2))
    anybody = f"/f/{form.pk}/{thanked(ease, form, now)}"
    over = invitation(closed)[1]
    sent = {"shown": "why", "a.why": WORDS, "p": "1", "lang": "en"}
    return {
        "question": told(asked),
        "chosen in the mail": told(f"{asked}?ease=2"),
        "second screen": told(f"{asked}?p=1"),
        "all types": told(all_types),
        "all types, in Arabic": told(f"{all_types}?p=0&lang=ar"),
        **{f"all types, screen {n}": told(f"{all_types}?p={n}") for n in (1, 4, 5, 6, 7)},
        **{f"all types, screen {n}, in Arabic": told(f"{all_types}?p={n}&lang=ar") for n in (3, 4, 5, 8)},
        "left open": told(all_types, 400, {"shown": "nps", "p": "0", "lang": "en"}),
        "left open, in Arabic": told(all_types, 400, {"shown": "nps", "p": "0", "lang": "ar"}),
        "thanks": told(f"{done}/thanks"),
        "thanks, in Arabic": told(f"{done}/thanks?lang=ar"),
        "answered already": told(done),
        "answered already, in Arabic": told(f"{done}?lang=ar"),
        "just expired": told(invitation(ease, expires_at=now - timedelta(hours=1))[1], 410),
        "expired": told(invitation(ease, expires_at=now - timedelta(days=3))[1], 410),
        "closed": told(over, 410),
        "closed, in Arabic": told(f"{over}?lang=ar", 410),
        "closed while somebody wrote": told(over, 410, sent),
        "asked no more": told(invitation(ease, state=Invitation.REFUSED)[1], 410),
        "leave": told(away),
        "leave, in Arabic": told(f"{away}?lang=ar"),
        "left": told(away, 200, {"lang": "en"}),
        "left, in Arabic": told(away, 200, {"lang": "ar"}),
        "unknown link": told("/s/no-address-of-ours", 404),
        "unknown form": told("/f/nothing", 404),
        "open form": told(f"/f/{form.pk}"),
        "open form, in Arabic": told(f"/f/{form.pk}?lang=ar"),
        "thanks of an open form": told(f"{anybody}/thanks"),
        "thanks of an open form, in Arabic": told(f"{anybody}/thanks?lang=ar"),
        "cancelled": told(invitation(ease, state=Invitation.CANCELLED)[1], 410),
        "closed form": told(f"/f/{shut.pk}", 410),
    }


def told(path, status=200, sent=None):
    return {"path": path, "status": status, "sent": sent}


def hand_in(key, row, now, **facts):
    """Somebody answered it."""
    from rapport.program.surveys.answered import Given
    from rapport.program.surveys.services.submissions import submission_put

    usual = {"version": row.version_id, "invitation_id": row.pk, "channel": "email"}
    submission_put(Given(key=key, answers={"ease": 6}, started_at=now, received_at=now, completed_at=now,
                         **{**usual, **facts}))  # fmt: skip


def thanked(of, form, now):
    """A form that somebody answered whom nobody had invited → the last part of its address."""
    from types import SimpleNamespace

    from rapport.program.surveys.tokens import DOOR, door_token, read_token

    text = door_token(of.pk, now + timedelta(days=1))
    row = SimpleNamespace(version_id=of.pk, pk=None)
    hand_in(read_token(text, DOOR, now).subject.hex, row, now, door_id=form.pk, channel="form")
    return text


if __name__ == "__main__":
    from rapport.home import open_home
    from rapport.program.setup import connect

    connect(open_home(Path(sys.argv[1])))
    print(json.dumps(states()))
