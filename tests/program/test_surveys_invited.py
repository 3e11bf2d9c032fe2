"""Who was invited to a survey, counted and row by row."""

from datetime import UTC, datetime, timedelta

import pytest

from rapport.program.people.actor import TERMINAL, Actor, Grant
from rapport.program.people.errors import NotAllowedError

NOW = datetime(2026, 3, 2, tzinfo=UTC)
TEXT = "survey: care\nversion: 1\nitems:\n  - {id: ease, type: ces}\n"


@pytest.fixture
def invited(home):
    """Invitations of two teams, as far as they came."""
    from rapport.program.surveys.models import Invitation, SurveyVersion
    from rapport.program.surveys.services import survey_create, version_publish

    survey_create(TERMINAL, "care", TEXT)
    version_publish(TERMINAL, "care", 1)
    version = SurveyVersion.objects.get()
    ways = (
        {"state": "completed", "sent_at": NOW, "started_at": NOW, "completed_at": NOW + timedelta(hours=2)},
        {"state": "sent", "sent_at": NOW, "started_at": NOW},
        {"state": "bounced", "sent_at": NOW},
        {"state": "expired", "sent_at": NOW, "opened_at": NOW},
        {"state": "refused", "sent_at": NOW},
        {"state": "waiting"},
        {"state": "sent", "sent_at": NOW, "channel": "sms", "arm": "short"},
        {"state": "bounced", "channel": "refused"},
        {"state": "failed", "channel": "refused"},
        {"state": "bounced", "sent_at": NOW, "started_at": NOW, "channel": "refused"},
    )
    for number, facts in enumerate(ways):
        given = {
            "key": str(number), "version": version, "customer_id": f"c{number}", "channel": "email",
            "team": ("north", "south")[number % 2], "created_at": NOW, "due_at": NOW, "expires_at": NOW,
        }  # fmt: skip
        Invitation.objects.create(**(given | facts))


def test_everybody_is_counted_where_they_came_to(invited):
    from rapport.program.surveys.selectors import invited_counts, invited_rows

    mail, refused, sms = invited_counts(TERMINAL, "care")
    told = (mail.planned, mail.sent, mail.bounced, mail.opened, mail.started, mail.completed)
    assert told == (6, 5, 1, 1, 2, 1) and mail.returned == 1
    assert (refused.sent, refused.bounced, refused.returned, refused.partial) == (1, 2, 0, 1)
    assert (mail.refused, mail.partial, mail.unanswered, mail.open) == (1, 0, 1, 1)
    assert (sms.channel, sms.arm, sms.open) == ("sms", "short", 1)
    rows = list(invited_rows(TERMINAL, "care", 100))
    assert sorted(one.customer_id for one in rows) == ["c0", "c1", "c3", "c4", "c6", "c9"]
    assert {one.customer_id for one in rows if one.completed_at} == {"c0"}
    assert len(rows[0].key) == 32


def test_what_was_begun_is_partial_once_it_can_be_gone_on_with_no_more(invited):
    from rapport.program.surveys.models import Invitation
    from rapport.program.surveys.selectors import invited_counts

    Invitation.objects.filter(state="sent", channel="email").update(state="expired")
    mail = invited_counts(TERMINAL, "care")[0]
    assert (mail.partial, mail.open, mail.unanswered, mail.completed) == (1, 0, 1, 1)


def test_earlier_invitations_count_whatever_survey_they_were_to(invited):
    from rapport.program.surveys.models import Invitation, SurveyVersion
    from rapport.program.surveys.selectors import invited_rows
    from rapport.program.surveys.services import survey_create, version_publish

    survey_create(TERMINAL, "other", TEXT.replace("care", "other"))
    version_publish(TERMINAL, "other", 1)
    of = SurveyVersion.objects.get(survey="other")
    for number, (customer, days) in enumerate((("c0", 9), ("c0", 3), ("c3", 5), ("c4", -1), ("c9", 1))):
        at = NOW - timedelta(days=days)
        sent = None if customer == "c9" else at
        Invitation.objects.create(key=f"o{number}", version=of, customer_id=customer, channel="email",
                                  created_at=at, due_at=at, expires_at=at, sent_at=sent)  # fmt: skip
    found = {one.customer_id: (one.earlier, one.is_open) for one in invited_rows(TERMINAL, "care", 100)}
    assert found == {"c0": (2, False), "c1": (0, True), "c3": (1, False), "c4": (0, False),
                     "c6": (0, True), "c9": (0, False)}  # fmt: skip


def test_a_team_manager_counts_own_teams_only_and_strangers_nothing(invited):
    from rapport.program.surveys.selectors import invited_counts

    counts = invited_counts(Actor("T", (Grant("team_manager", "north"),)), "care")
    assert sum(one.planned for one in counts) == 5
    with pytest.raises(NotAllowedError):
        invited_counts(Actor("A", (Grant("associate"),)), "care")
