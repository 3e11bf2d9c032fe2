"""The pages where people answer: what they show, what they keep, and what they refuse."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from tests.asked_home import EASE, MICRO, door, invitation, version

pytestmark = pytest.mark.usefixtures("served")


class Visitor(Client):
    """Goes on where it is led to from the address of an invitation."""

    def get(self, path, *args, **kwargs):
        found = super().get(path, *args, **kwargs)
        led = found.status_code == 303 and "?" in found["Location"]
        return super().get(found["Location"], *args, **kwargs) if led else found


@pytest.fixture
def client():
    """Somebody's browser that was never here, and takes no cookies away."""
    made = Visitor(enforce_csrf_checks=True)
    yield made
    assert not made.cookies


def stored():
    from rapport.program.surveys.models import Submission

    return Submission.objects.get()


def nothing_stored():
    from rapport.program.surveys.models import Submission

    return not Submission.objects.exists()


def form(answer):
    """The fields of a form as a browser would send them untouched."""
    page = answer.content.decode()
    action = re.search(r'<form method="post" action="([^"]+)"', page)[1]
    hidden = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page)
    fields = {}
    for name, value in hidden:
        fields.setdefault(name, []).append(value)
    for name, value in re.findall(r'name="([^"]+)" value="([^"]*)" checked', page):
        fields.setdefault(name, []).append(value)
    return action, fields


def send(client, shown, **answers):
    """Answers what a page shows."""
    action, fields = form(shown)
    given = {**fields, **{f"a.{name}": value for name, value in answers.items()}}
    return client.post(action, given)


def test_a_survey_is_answered_screen_by_screen(client):
    row, address = invitation(version())
    first = client.get(address)
    assert (
        first.status_code == 200
        and "How easy or difficult was it to get help from us?" in first.content.decode()
    )
    second = client.get(send(client, first, ease="2")["Location"])
    assert "What made it hard, Mia?" in second.content.decode()
    done = send(
        client, second, why="Nobody came", reason=["delivery", "other"], **{"reason.other": "The rain"}
    )
    assert done.status_code == 303
    thanks = client.get(done["Location"])
    assert "Thank you, we read every word." in thanks.content.decode()
    kept = stored()
    assert kept.answers == {
        "ease": 2, "why": "Nobody came", "reason": ["delivery", "other"], "reason.other": "The rain",
    }  # fmt: skip
    assert kept.completed_at and kept.invitation_id == row.pk and kept.key == row.pk.hex
    assert set(kept.seconds) == {"0", "1"}


def test_nobody_is_asked_what_does_not_concern_them(client):
    _, address = invitation(version())
    second = client.get(send(client, client.get(address), ease="7")["Location"])
    assert (
        "What was it about?" in second.content.decode() and "What made it hard" not in second.content.decode()
    )
    assert send(client, second, reason="bill").status_code == 303
    assert stored().answers == {"ease": 7, "reason": ["bill"]} and stored().completed_at


def test_looking_records_nothing_whatever_the_link_says(client):
    _, address = invitation(version())
    shown = client.get(f"{address}?ease=6")
    assert re.search(r'name="a\.ease" value="6" checked', shown.content.decode())
    client.head(address), client.get(f"{address}/thanks"), client.get(f"{address}?p=2")
    assert nothing_stored()
    send(client, shown)
    assert stored().answers == {"ease": 6} and stored().completed_at is None


def test_the_picture_of_a_mail_tells_that_it_was_opened_and_is_good_for_nothing_else(client):
    from rapport.program.surveys.models import Invitation, Submission
    from rapport.program.surveys.tokens import OPENED, token

    now = datetime.now(UTC)
    row, address = invitation(version(), sent_at=now)
    picture = token(OPENED, row.pk, row.version_id, row.expires_at)
    assert client.head(f"/s/{picture}/opened.gif").status_code == 200
    assert Invitation.objects.get().opened_at is None
    told = client.get(f"/s/{picture}/opened.gif")
    assert told["Content-Type"] == "image/gif" and told["Cache-Control"] == "no-store"
    assert told.content.startswith(b"GIF89a") and not told.cookies
    first = Invitation.objects.get().opened_at
    client.get(f"/s/{picture}/opened.gif")
    row.refresh_from_db()
    assert row.opened_at == first and row.opened_at >= now and row.started_at is None
    for wrong in (f"/s/{picture}", f"/s/{picture}/leave", f"{address}/opened.gif"):
        assert client.get(wrong).status_code == 404, wrong
    assert client.post(f"/s/{picture}", {"shown": "ease", "a.ease": "7"}).status_code == 404
    waiting, _ = invitation(row.version, state=Invitation.WAITING, customer_id="k-9")
    client.get(f"/s/{token(OPENED, waiting.pk, row.version_id, row.expires_at)}/opened.gif")
    waiting.refresh_from_db()
    assert waiting.opened_at is None and not Submission.objects.exists()


def test_what_was_begun_is_gone_on_with_by_the_same_address(client):
    _, address = invitation(version())
    send(client, client.get(address), ease="3")
    resumed = Visitor().get(address).content.decode()
    assert "What made it hard" in resumed
    back = client.get(re.search(r'class="back" href="([^"]+)"', resumed)[1].replace("&amp;", "&"))
    assert re.search(r'name="a\.ease" value="3" checked', back.content.decode())
    send(client, back, ease="6")
    assert "What was it about?" in client.get(address).content.decode()


def test_the_same_form_twice_is_one_answer(client):
    _, address = invitation(version(MICRO))
    shown = client.get(address)
    assert send(client, shown, nps="9").status_code == 303
    again = send(client, shown, nps="0")
    assert again.status_code == 409 and "We have your answer already" in again.content.decode()
    assert f"{address}/thanks" in again.content.decode()
    assert stored().answers == {"nps": 9, "why": ""}
    assert "We have your answer already" in client.get(address).content.decode()


@pytest.mark.parametrize("given", ["8", "0", "-1", "x", "７x", "9" * 5000, ["1", "2"]])
def test_what_is_no_answer_is_said_and_kept_on_the_page(client, given):
    _, address = invitation(version(EASE))
    found = send(client, client.get(address), ease=given)
    assert found.status_code == 400 and "This is no answer" in found.content.decode() and nothing_stored()


def test_a_required_question_left_open_is_asked_again(client):
    _, address = invitation(version())
    found = send(client, client.get(address))
    assert found.status_code == 400 and "Please answer this question" in found.content.decode()


def test_a_choice_that_is_not_offered_and_those_that_do_not_go_together(client):
    _, address = invitation(version())
    at = client.get(send(client, client.get(address), ease="7")["Location"])
    removed = send(client, at, reason=["bill", "warranty"])
    assert removed.status_code == 400 and "not offered any more" in removed.content.decode()
    assert re.search(r'name="a\.reason" value="bill" checked', removed.content.decode())
    assert send(client, at, reason=["bill", "nothing"]).status_code == 400
    assert stored().answers == {"ease": 7}


@pytest.mark.parametrize("way", ["invitation", "open form"])
def test_an_option_removed_while_somebody_answers_is_taken_as_it_was_offered(client, way):
    first = version(EASE)
    at = invitation(first)[1] if way == "invitation" else f"/f/{door(first, 'form').pk}"
    shown = client.get(send(client, client.get(at), ease="7")["Location"])
    assert "A delivery" in shown.content.decode()
    second = version(EASE.replace("      - {id: delivery, text: A delivery}\n", ""), number=2)
    close(first, timedelta(seconds=-1))
    assert send(client, shown, reason=["bill", "delivery"]).status_code == 303
    assert stored().answers["reason"] == ["bill", "delivery"] and stored().version_id == first.pk
    others = client.get(f"/f/{door(second, 'form').pk}")
    at = client.get(send(client, others, ease="7")["Location"])
    assert "A delivery" not in at.content.decode()
    told = send(client, at, reason=["bill", "delivery"])
    assert told.status_code == 400 and "not offered any more" in told.content.decode()
    assert re.search(r'name="a\.reason" value="bill" checked', told.content.decode()), "nothing typed is lost"


def test_long_and_hostile_words_are_shown_back_as_words(client):
    _, address = invitation(version(MICRO))
    hostile = "</textarea><script>alert(1)</script>" + "x" * 10_001
    found = send(client, client.get(address), nps="3", why=hostile)
    page = found.content.decode()
    assert found.status_code == 400 and "too long: 10,000" in page
    assert "<script>" not in page and "&lt;script&gt;" in page and "x" * 10_001 in page
    assert re.search(r'name="a\.nps" value="3" checked', page) and nothing_stored()


def test_a_body_beyond_all_bounds_is_refused(client):
    _, address = invitation(version(MICRO))
    assert send(client, client.get(address), why="x" * 1_100_000).status_code == 413 and nothing_stored()


def test_addresses_that_were_not_made_here_lead_nowhere(client):
    _, address = invitation(version())
    for wrong in (address[:-2] + "AA", "/s/x", "/s/" + "A" * 55, f"{address}AA"):
        found = client.get(wrong)
        assert found.status_code == 404 and "not one of ours" in found.content.decode()
        assert client.post(wrong, {"a.ease": "7"}).status_code == 404
    assert nothing_stored()


def test_an_empty_post_is_no_answer(client):
    _, address = invitation(version(MICRO))
    for body in ({}, {"p": "0"}, {"shown": "unknown", "a.unknown": "1"}, {"List-Unsubscribe": "One-Click"}):
        assert client.post(address, body).status_code == 303 and nothing_stored()


def test_every_answer_is_private(client):
    _, address = invitation(version())
    opened = door(version(MICRO))
    for path in (address, f"{address}/thanks", f"{address}/leave", f"/f/{opened.pk}", "/s/nothing"):
        found = client.get(path)
        assert found["Cache-Control"] == "no-store" and found["Referrer-Policy"] == "no-referrer", path
        assert "noindex" in found["X-Robots-Tag"] and "unsafe-inline" not in found["Content-Security-Policy"]
        assert "Set-Cookie" not in found and int(found["Content-Length"]) == len(found.content)


def test_an_invitation_that_has_expired_says_so(client):
    _, address = invitation(version(), expires_at=datetime.now(UTC) - timedelta(minutes=1))
    found = client.get(address)
    assert found.status_code == 410 and "has expired" in found.content.decode()
    found = client.post(address, {"a.ease": "2", "shown": "ease", "p": "0"})
    assert found.status_code == 410 and "has expired" in found.content.decode() and nothing_stored()


def close(of, ago):
    from rapport.program.surveys.models import SurveyVersion
    from rapport.program.surveys.selectors.answering import forget_kept

    SurveyVersion.objects.filter(pk=of.pk).update(closed_at=datetime.now(UTC) - ago)
    forget_kept()


def test_a_survey_closed_while_somebody_answers_takes_what_they_began(client):
    of = version(MICRO)
    _, address = invitation(of)
    shown = client.get(address)
    close(of, timedelta(seconds=-2))
    from rapport.web.answer import visit

    later = datetime.now(UTC) + timedelta(hours=2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(visit, "datetime", _clock(later))
        fresh = client.get(address)
        assert fresh.status_code == 410 and "This survey is closed" in fresh.content.decode()
        typed = client.post(address, {"a.why": "Too late?", "shown": ["nps", "why"], "p": "0"})
        assert typed.status_code == 410 and "Too late?" in typed.content.decode() and nothing_stored()
        assert send(client, shown, nps="4", why="In time").status_code == 303
    assert stored().answers == {"nps": 4, "why": "In time"}


def test_a_day_after_closing_nothing_is_taken_and_nothing_lost(client):
    of = version(MICRO)
    _, address = invitation(of)
    shown = client.get(address)
    close(of, timedelta(seconds=-2))
    from rapport.web.answer import visit

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(visit, "datetime", _clock(datetime.now(UTC) + timedelta(hours=25)))
        found = send(client, shown, nps="4", why="Much too late")
    assert found.status_code == 410 and "Much too late" in found.content.decode() and nothing_stored()


def _clock(now):
    """datetime with a `now` of its own."""

    class Later(datetime):
        @classmethod
        def now(cls, tz=None):
            return now.astimezone(tz)

    return Later


def test_it_speaks_the_language_that_was_chosen_else_the_browsers(client):
    _, address = invitation(version(), language="")
    german = client.get(address, headers={"accept-language": "fr;q=0.5, de-AT, en;q=0.3"}).content.decode()
    assert (
        '<html lang="de" dir="ltr">' in german and "Wie leicht oder schwer" in german and "Weiter" in german
    )
    arabic = client.get(f"{address}?lang=ar").content.decode()
    assert '<html lang="ar" dir="rtl">' in arabic and "التالي" in arabic
    assert 'lang="xx"' not in client.get(f"{address}?lang=xx").content.decode()


def test_an_open_form_gets_an_address_of_its_own_and_can_be_gone_on_with(client):
    opened = door(version(), "form", facts={"interaction.channel": "shop"})
    found = send(client, client.get(f"/f/{opened.pk}"), ease="2")
    assert found["Location"].startswith(f"/f/{opened.pk}/")
    assert "What made it hard, if you may say?" in client.get(found["Location"]).content.decode()
    assert stored().door_id == opened.pk and stored().channel == "form" and stored().invitation_id is None


def test_a_form_of_one_survey_is_not_handed_in_by_the_way_in_of_another(client):
    ours, theirs = door(version(MICRO)), door(version())
    action, fields = form(client.get(f"/f/{ours.pk}"))
    wrong = action.replace(ours.pk, theirs.pk)
    assert client.post(wrong, {**fields, "a.nps": "9"}).status_code == 404
    assert client.post(action.replace("/f/" + ours.pk, "/s"), {**fields, "a.nps": "9"}).status_code == 404
    assert nothing_stored()


def test_a_closed_way_in_and_one_for_programs_show_no_form(client):
    of = version(MICRO)
    closed = door(of, closed_at=datetime.now(UTC) - timedelta(days=2))
    assert client.get(f"/f/{closed.pk}").status_code == 410
    assert client.get(f"/f/{door(of, 'rest').pk}").status_code == 404
    assert client.get("/f/nowhere").status_code == 404


def test_so_many_from_one_place_and_no_more_a_minute_and_nothing_typed_is_lost(client, monkeypatch):
    from rapport.web.answer import crowd
    from rapport.web.api.limits import Buckets

    monkeypatch.setattr(
        crowd, "_BUCKETS", Buckets(lambda: 0.0)
    )  # all in one moment, however slow the machine
    opened = door(version(MICRO))
    codes = []
    for turn in range(62):
        found = send(client, client.get(f"/f/{opened.pk}"), nps="9", why=f"Word {turn}")
        codes.append(found.status_code)
    assert codes[:60] == [303] * 60 and codes[-1] == 429
    assert "Word 61" in found.content.decode() and found["Retry-After"]


def test_colours_of_a_theme_come_as_a_stylesheet_and_nothing_else_does(client):
    from rapport.program.surveys.models import Theme

    of = version(MICRO)
    of.survey.theme = Theme.objects.create(
        name="Ours",
        sender="Kettles",
        colours={"accent": "#123456", "ink": "red;}body{display:none"},
        changed_by="Ann",
    )
    of.survey.save()
    _, address = invitation(of)
    page = client.get(address).content.decode()
    found = client.get(re.search(r'href="(/s/colours/\d+\.css)"', page)[1])
    assert (
        found["Content-Type"] == "text/css; charset=utf-8" and "--accent:#123456;" in found.content.decode()
    )
    assert "display" not in found.content.decode() and "Kettles" in page


def test_who_wants_to_be_asked_no_more_is_heard_by_a_post_alone(client):
    from rapport.program.sending.services import left
    from rapport.program.surveys.models import Invitation
    from rapport.program.surveys.tokens import LEAVE, token

    row, _ = invitation(version(), expires_at=datetime.now(UTC) - timedelta(days=90))
    address = f"/s/{token(LEAVE, row.pk, row.version_id, row.expires_at)}/leave"
    page = client.get(address)
    assert page.status_code == 200 and "Ask me no more" in page.content.decode()
    assert left([("k-1", "mia@example.org")], "all") == [""]
    found = client.post(address, {"List-Unsubscribe": "One-Click"})
    assert found.status_code == 200 and "will not be asked any more" in found.content.decode()
    assert left([("k-1", "")], "all") == ["opted_out"] == left([("", "mia@example.org")], "any")
    assert Invitation.objects.get().state == Invitation.REFUSED
    assert client.get(f"/s/{address[3:58]}").status_code == 404
