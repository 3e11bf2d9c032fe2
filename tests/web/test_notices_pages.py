"""One's own notices in the pages: read by going there, and how one wants to be told."""

from datetime import UTC, datetime

import pytest

from rapport.program.notices.plain import Told

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
FORM = {
    "mail": "at once",
    "digest_at": "07:15",
    "quiet_from": "20:00",
    "quiet_until": "07:00",
    "quiet_days": ["5"],
}


def told(client, key="k"):
    from rapport.program.notices.services import notices_note

    user = client.session["_auth_user_id"]
    notices_note([Told(user, "plan.step", key, "Due: <b>cards</b>", "/act/plans/")], NOW)


def page(client, path="/notices/"):
    return client.get(path).content.decode()


def test_going_there_reads_it_and_nobody_reads_anothers(sign_in):
    lead, other = sign_in("qa_lead"), sign_in("analyst")
    assert "Nothing does now" in page(lead)
    told(lead)
    text = page(lead)
    assert "Due: &lt;b&gt;cards&lt;/b&gt;" in text and "not read yet" in text
    address = text.split('action="/notices/')[2].split('"')[0]
    assert address.endswith("/open")
    assert other.post(f"/notices/{address}").status_code == 404
    assert lead.post(f"/notices/{address}").url == "/act/plans/"
    assert "not read yet" not in page(lead)


def test_all_are_read_at_once(sign_in):
    lead = sign_in("qa_lead")
    told(lead), told(lead, "other")
    lead.post("/notices/read")
    assert "not read yet" not in page(lead)


def test_how_one_wants_to_be_told_is_kept(sign_in):
    lead = sign_in("associate")
    assert lead.post("/notices/wish", {**FORM, "told": ["praise"]}).status_code == 302
    text = page(lead)
    assert 'value="07:15"' in text and 'value="20:00"' in text
    assert 'value="praise" checked' in text and 'value="case.given" checked' not in text


@pytest.mark.parametrize("change", [{"mail": "pigeon"}, {"quiet_until": ""}, {"digest_at": "soon"}])
def test_what_cannot_be_is_refused_in_words(sign_in, change):
    answer = sign_in("associate").post("/notices/wish", {**FORM, **change})
    assert answer.status_code == 400 and 'role="alert"' in answer.content.decode()
