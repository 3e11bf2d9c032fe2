"""Addresses of invitations: only this home makes them, for one purpose, for a time."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from rapport.program.surveys.errors import TokenError
from rapport.program.surveys.tokens import ANSWER, DOOR, LEAVE, door_token, read_token, token

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=7)
SOMEBODY = uuid.UUID(int=77)

pytestmark = pytest.mark.usefixtures("home")


def test_says_who_may_answer_what_until_when():
    read = read_token(token(ANSWER, SOMEBODY, 12, LATER), ANSWER, NOW)
    assert (read.subject, read.version, read.expires_at) == (SOMEBODY, 12, LATER)


def test_fits_into_a_line_of_a_short_message():
    assert len(token(ANSWER, SOMEBODY, 12, LATER)) == 55


def test_is_refused_for_another_purpose_and_after_its_time():
    made = token(ANSWER, SOMEBODY, 12, LATER)
    for purpose in (LEAVE, DOOR):
        with pytest.raises(TokenError, match="not one of ours"):
            read_token(made, purpose, NOW)
    with pytest.raises(TokenError, match="expired"):
        read_token(made, ANSWER, LATER)


def test_every_change_of_a_letter_is_refused():
    made = token(ANSWER, SOMEBODY, 12, LATER)
    for at in range(len(made) - 1):
        changed = made[:at] + ("A" if made[at] != "A" else "B") + made[at + 1 :]
        with pytest.raises(TokenError):
            read_token(changed, ANSWER, NOW)


@pytest.mark.parametrize(
    "text", ["", "a", "ä" * 55, "=" * 55, "A" * 54, "A" * 10_000, "../../etc", "\x00" * 55]
)
def test_nonsense_is_refused(text):
    with pytest.raises(TokenError):
        read_token(text, ANSWER, NOW)


def test_another_homes_address_is_refused(monkeypatch):
    made = token(ANSWER, SOMEBODY, 12, LATER)
    monkeypatch.setattr("django.conf.settings.SECRET_KEY", "another")
    with pytest.raises(TokenError):
        read_token(made, ANSWER, NOW)


def test_each_showing_of_an_open_form_has_its_own():
    one, other = (read_token(door_token(3, LATER), DOOR, NOW) for _ in range(2))
    assert one.subject != other.subject
