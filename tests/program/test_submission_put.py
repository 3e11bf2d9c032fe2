"""One statement takes an answer in: added to, never twice, never after the end, on both databases."""

import threading
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.asked_home import MICRO, invitation, version

pytestmark = pytest.mark.usefixtures("home")
NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


def put(key, answers, completed=False, of=1, **facts):
    from rapport.program.surveys.answered import Given
    from rapport.program.surveys.services.submissions import submission_put

    end = NOW if completed else None
    usual = {"channel": "link", "received_at": NOW, "completed_at": end, **facts}
    return submission_put(Given(key, of, answers=answers, **usual))


def stored():
    from rapport.program.surveys.models import Submission

    return Submission.objects.get()


def test_takes_one_statement_and_reads_nothing_before():
    with CaptureQueriesContext(connection) as seen:
        put("k", {"ease": 3}, completed=True, invitation_id=uuid.uuid4(), started_at=NOW)
    assert len(seen) == 1 and seen[0]["sql"].startswith("INSERT INTO surveys_submission")


def test_keeps_everything_it_is_given():
    row, _ = invitation(version(MICRO))
    begun = NOW - timedelta(minutes=3)
    facts = {"invitation_id": row.pk, "language": "de", "seconds": {"0": 1.5}, "started_at": begun}
    put(
        row.pk.hex,
        {"ease": 3, "reason": ["a", "b"], "why": "Grüße 🌧 \\ ' \" %s"},
        True,
        row.version_id,
        **facts,
    )
    found = stored()
    assert found.answers == {"ease": 3, "reason": ["a", "b"], "why": "Grüße 🌧 \\ ' \" %s"}
    assert (found.invitation_id, found.language, found.seconds) == (row.pk, "de", {"0": 1.5})
    assert (found.started_at, found.completed_at, found.version_id) == (begun, NOW, row.version_id)


def test_pages_add_up_and_a_later_answer_replaces_an_earlier():
    assert put("k", {"ease": 3, "why": "a"}, started_at=NOW) == {"ease": 3, "why": "a"}
    later = NOW + timedelta(hours=1)
    found = put("k", {"ease": 5, "reason": ["x"]}, started_at=later, seconds={"1": 2.0})
    assert found == {"ease": 5, "why": "a", "reason": ["x"]}
    assert stored().started_at == NOW and stored().completed_at is None


def test_after_the_end_nothing_changes():
    put("k", {"ease": 3}, completed=True)
    assert put("k", {"ease": 1}) is None and put("k", {"ease": 2}, completed=True) is None
    assert stored().answers == {"ease": 3}


def test_an_answer_of_one_version_is_not_added_to_one_of_another():
    put("k", {"ease": 3}, of=1)
    assert put("k", {"ease": 1}, of=2) is None and stored().answers == {"ease": 3}


def test_of_many_at_once_one_completes_it():
    from rapport.program.setup import disconnect

    found = []

    def complete(number):
        found.append(put("k", {"ease": number}, completed=True))
        disconnect()

    threads = [threading.Thread(target=complete, args=(number,)) for number in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    [taken] = [one for one in found if one is not None]
    assert stored().answers == taken and len(found) == 8


def test_facts_that_a_site_signed_are_believed_until_their_time_is_over():
    from rapport.program.surveys.doors import sign_facts, signed_facts

    said = '{"customer.id": "k-9", "agent.id": "x", "until": 2000}'
    mark = sign_facts("door", said)
    assert signed_facts("door", said, mark, 1999) == {"customer.id": "k-9"}
    assert signed_facts("door", said, mark, 2000) == {} == signed_facts("other", said, mark, 1999)
    changed = said.replace("k-9", "k-1")
    assert signed_facts("door", changed, mark, 1999) == {} == signed_facts("door", said, "é", 1999)
    for odd in ("[]", "{", '{"customer.id": "k"}', '{"until": "later"}', '{"until": true, "x": 1}'):
        assert signed_facts("door", odd, sign_facts("door", odd), 5) == {}
