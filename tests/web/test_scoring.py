"""The scoring pages: whose work is whose, what stands in the way, what a form without script does."""

import io
import wave

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.scoring_home import criteria_text

JSON = {"HTTP_ACCEPT": "application/json"}
EVIL = '<script>alert("x")</script>'


@pytest.fixture
def scoring(served, sign_in):
    """Ann scores three chats → her client, and the keys of her work."""
    client = sign_in("analyst")
    return client, draw(client, 3)


def actor_of_client(client):
    from rapport.program.people.selectors import actor_of

    return actor_of(client.session["_auth_user_id"])


def draw(client, count, name="autumn", **facts):
    from rapport.criteria import parse_criteria
    from rapport.program.audits.plain import DrawnInteraction, SamplePlan, StratumPlan
    from rapport.program.audits.services import evaluator_me, sample_create
    from rapport.program.people.actor import TERMINAL
    from rapport.program.scoring.selectors import queue_open

    me = evaluator_me(actor_of_client(client))
    who = ("evaluator-1",) if facts.get("open_to_all") else (me,)
    drawn = tuple(DrawnInteraction(f"c-{n:02d}", "all", 0.5, who) for n in range(1, count + 1))
    strata = (StratumPlan("all", {}, 12, count, 1),)
    plan = SamplePlan(name, 1, 1, (), {}, 12, {}, strata, drawn, None, 5.0, 0.95, 0.0, 1, "nothing", **facts)
    sample_create(TERMINAL, plan, parse_criteria(criteria_text(), "fifteen.yaml"))
    return [one.key for one in queue_open(actor_of_client(client), sample=name)]


def fields(**more):
    every = {f"ok/element_{number}": "1" for number in range(1, 16)}
    return {**every, "version": "0", "window": "w1", "step": "1", "key": "a-key-of-its-own", **more}


def post(client, work, act, **more):
    return client.post(f"/audit/scoring/{work}/{act}", fields(**more), **JSON)


def test_the_screen_shows_what_was_said_and_escapes_what_was_typed(scoring):
    client, works = scoring
    assert post(client, works[0], "save", comment=EVIL).status_code == 200
    page = client.get(f"/audit/scoring/{works[0]}")
    text = page.content.decode()
    assert page.status_code == 200 and "kettle was promised" in text and "Slip 15" in text
    assert EVIL not in text and "&lt;script&gt;alert" in text
    assert "no-store" in page["Cache-Control"]


def test_the_next_page_may_be_kept_for_a_moment_and_begins_nothing(scoring):
    from rapport.program.scoring.models import Draft

    client, works = scoring
    page = client.get(f"/audit/scoring/{works[0]}", headers={"Sec-Purpose": "prefetch"})
    assert "max-age" in page["Cache-Control"] and not Draft.objects.exists()


def test_a_save_answers_with_the_score_the_criteria_give(scoring):
    from rapport.criteria import Decision, parse_criteria, score

    client, works = scoring
    marked = {"rule/element_1/good": "1", "rule/element_2/slip": "2"}
    found = client.post(
        f"/audit/scoring/{works[0]}/save", {**marked, "version": "0", "window": "w", "step": "1"}, **JSON
    ).json()
    criteria = parse_criteria(criteria_text())
    left_out = {one.name: Decision(not_applicable=True) for one in criteria.elements}
    decided = {"element_1": Decision({"good": 1}), "element_2": Decision({"slip": 2})}
    expected = score(criteria, {**left_out, **decided}, {})
    assert found["live"]["qci"] == pytest.approx(expected.qci)
    assert (found["live"]["decided"], found["live"]["asked"], found["version"]) == (2, 15, 1)


def test_other_peoples_work_is_not_there(scoring, sign_in):
    _, works = scoring
    other = sign_in("analyst")
    assert other.get(f"/audit/scoring/{works[0]}").status_code == 404
    for act in ("save", "submit"):
        found = post(other, works[0], act)
        assert found.status_code == 410 and found.json()["problem"] == "unknown"
    assert post(other, works[0], "undo").status_code == 400
    assert other.post(f"/audit/scoring/{works[0]}/correct").status_code == 400
    for role in ("associate", "auditor", "client_viewer"):
        stranger = sign_in(role)
        assert stranger.get("/audit/scoring/").status_code == 403
        assert stranger.get(f"/audit/scoring/{works[0]}").status_code == 403
        assert post(stranger, works[0], "save").status_code == 403


@pytest.mark.parametrize("key", ["0", "99999999999999999", "task/00000000-0000-0000-0000-000000000000"])
def test_work_that_never_was_is_not_there(scoring, key):
    assert scoring[0].get(f"/audit/scoring/{key}").status_code == 404


def test_a_form_without_script_saves_asks_and_submits(scoring):
    client, works = scoring
    kept = client.post(
        f"/audit/scoring/{works[0]}/submit", {"keep": "1", "version": "0", "comment": "so far"}
    )
    assert kept.status_code == 302 and kept["Location"] == f"/audit/scoring/{works[0]}"
    part = {"version": "1", "key": "a-key-of-its-own", "rule/element_1/good": "1"}
    asked = client.post(f"/audit/scoring/{works[0]}/submit", part, follow=True)
    assert b"14 elements are not decided yet" in asked.content
    done = client.post(f"/audit/scoring/{works[0]}/submit", fields(version="2", window=""))
    assert done["Location"] == f"/audit/scoring/{works[1]}"
    assert b"submitted" in client.get(f"/audit/scoring/{works[0]}").content


def test_the_same_submission_again_answers_the_same(scoring):
    from rapport.program.audits.models import Evaluation

    client, works = scoring
    first, again = post(client, works[0], "submit"), post(client, works[0], "submit")
    assert first.json() == again.json() and Evaluation.objects.count() == 1
    other = post(client, works[0], "submit", key="another-key-here")
    assert other.status_code == 410 and other.json()["problem"] == "done"


def test_another_window_is_shown_what_the_first_one_stored(scoring):
    client, works = scoring
    post(client, works[0], "save", comment="first")
    found = post(client, works[0], "save", comment="second", window="w2")
    assert found.status_code == 409 and found.json()["problem"] == "conflict"
    assert "comment=first" in found.json()["stored"]["form"] and found.json()["stored"]["version"] == 1


@pytest.mark.parametrize(
    ("error", "what"),
    [
        ("database or disk is full", "disk is full"),
        ("database is locked", "cannot store anything"),
    ],
)
def test_a_full_disk_is_told_in_words_and_the_notes_stay_here(scoring, monkeypatch, error, what):
    from django.db import OperationalError

    import rapport.program.scoring.services as services

    def full(*_):
        raise OperationalError(error)

    client, works = scoring
    monkeypatch.setattr(services, "draft_save", full)
    found = post(client, works[0], "save", comment="typed")
    assert found.status_code == 507 and what in found.json()["what"]
    assert "Nothing is lost" in found.json()["todo"]
    monkeypatch.undo()
    assert post(client, works[0], "save", comment="typed").status_code == 200


def test_criteria_withdrawn_meanwhile_are_told_and_the_notes_are_kept(scoring):
    from rapport.program.audits.services import version_withdraw
    from rapport.program.people.actor import TERMINAL
    from rapport.program.scoring.models import Draft

    client, works = scoring
    assert post(client, works[0], "save", comment="so far").json()["notice"] == ""
    version_withdraw(TERMINAL, "fifteen@1", "rule 3 was wrong")
    saved = post(client, works[0], "save", comment="more", step="2").json()
    assert "rule 3 was wrong" in saved["notice"]
    found = post(client, works[0], "submit", comment="all", step="3")
    assert found.status_code == 409 and found.json()["problem"] == "withdrawn"
    assert Draft.objects.get().notes["comment"] == "all"
    assert b"rule 3 was wrong" in client.get(f"/audit/scoring/{works[0]}").content


def test_an_interaction_erased_meanwhile_is_told_and_leaves_nothing(scoring, served):
    from rapport.program.scoring.models import Draft, Recording
    from rapport.work.erase import erase_customer

    client, works = scoring
    post(client, works[0], "save", comment="about them")
    upload(admin(client), "c-01", sound())
    (path,) = served.folder("recordings").iterdir()
    erase_customer(served, "k-101")
    found = post(client, works[0], "save", comment="more", step="2")
    assert found.status_code == 410
    assert not Draft.objects.exists() and not Recording.objects.exists() and not path.exists()
    assert client.get(f"/audit/scoring/{works[0]}").status_code in (404, 410)


def test_work_moved_to_somebody_else_is_told(scoring):
    from rapport.program.audits.models import Assignment

    client, works = scoring
    post(client, works[0], "save")
    Assignment.objects.filter(pk=works[0]).update(state="moved", reason="she is ill")
    found = post(client, works[0], "save", step="2").json()
    assert found["problem"] == "reassigned" and "she is ill" in found["what"]
    assert b"she is ill" in client.get(f"/audit/scoring/{works[0]}").content


@pytest.mark.parametrize(
    "bad",
    [
        {"rule/element_1/good": "many"},
        {"rule/element_1/slip": "9", "ok/element_1": ""},
        {"rule/element_1/nonsense": "1"},
        {"evidence": "{"},
        {"evidence": '[["element_1",null,999,0,3]]'},
        {"evidence": '[["element_1",null,0,5,3]]'},
        {"evidence": '[["element_1",null,"0",0,3]]'},
        {"version": "-1"},
        {"comment": "x" * 20_001},
    ],
)
def test_what_cannot_be_is_refused_in_words(scoring, bad):
    found = post(scoring[0], scoring[1][0], "save", **bad)
    assert found.status_code == 400 and found.json()["problem"] == "refused" and found.json()["what"]


def test_the_server_must_be_asked_with_a_token(scoring):
    from django.test import Client

    client, works = scoring
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    assert strict.post(f"/audit/scoring/{works[0]}/save", fields(), **JSON).status_code == 403
    token = strict.get("/audit/scoring/token").json()
    assert token["who"] == client.session["_auth_user_id"]
    answer = strict.post(
        f"/audit/scoring/{works[0]}/save", fields(), headers={"X-CSRFToken": token["token"]}, **JSON
    )
    assert answer.status_code == 200


def test_without_a_session_a_save_is_sent_to_sign_in(served, scoring):
    from django.test import Client

    found = post(Client(), scoring[1][0], "save")
    assert found.status_code == 302 and found["Location"].startswith("/account/login/")


def test_a_sample_that_hides_agents_shows_none(sign_in):
    from rapport.program.audits.models import Sample

    client = sign_in("analyst")
    works = draw(client, 1)
    assert b"Dora Lind" in client.get(f"/audit/scoring/{works[0]}").content
    Sample.objects.update(hide_agents=True)
    assert b"Dora Lind" not in client.get(f"/audit/scoring/{works[0]}").content


def test_the_next_of_a_sample_open_to_all_is_taken(sign_in):
    client, other = sign_in("analyst"), sign_in("analyst")
    draw(client, 2, "open", open_to_all=True)
    assert b"Take the next" in client.get("/audit/scoring/").content
    first = client.post("/audit/scoring/take/open")["Location"]
    second = other.post("/audit/scoring/take/open")["Location"]
    assert first != second and client.get(first).status_code == 200
    assert sign_in("analyst").post("/audit/scoring/take/open")["Location"] == "/audit/scoring/"
    assert client.post("/audit/scoring/take/none").status_code == 400


def test_the_queue_asks_few_questions_however_long_it_is(scoring, django_questions):
    client, _ = scoring
    draw(client, 3, "b")
    few = django_questions(lambda: client.get("/audit/scoring/"))
    draw(client, 12, "c")
    assert django_questions(lambda: client.get("/audit/scoring/")) <= few + 1


@pytest.fixture
def django_questions():
    """Counts the questions to the database."""

    def counted(act):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as found:
            act()
        return len(found)

    return counted


def sound(seconds=1):
    """A WAV file."""
    data = io.BytesIO()
    with wave.open(data, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\0\0" * 8000 * seconds)
    return data.getvalue()


def admin(client):
    """A client of somebody who may attach recordings."""
    from django.test import Client

    from rapport.program.people.actor import TERMINAL, Grant
    from rapport.program.people.models import User
    from rapport.program.people.services import person_create

    made = Client()
    user = person_create(TERMINAL, "lea@example.org", name="Lea", grants=[Grant("qa_lead")])
    made.force_login(User.objects.get(pk=user), "allauth.account.auth_backends.AuthenticationBackend")
    return made


def upload(client, interaction, data, name="call.wav"):
    file = SimpleUploadedFile(name, data)
    return client.post("/audit/scoring/recordings/", {"interaction": interaction, "file": file})


def test_a_recording_is_served_in_parts_to_whoever_may_read_the_interaction(scoring, sign_in, served):
    lead = sign_in("qa_lead")
    data = sound(200)
    assert upload(lead, "c-01", data).status_code == 302
    (path,) = served.folder("recordings").iterdir()
    place = f"/audit/scoring/recordings/{path.stem}"
    whole = scoring[0].get(place)
    assert b"".join(whole.streaming_content) == data and whole["Content-Type"] == "audio/wav"
    part = scoring[0].get(place, headers={"Range": "bytes=100-199"})
    assert part.status_code == 206 and b"".join(part.streaming_content) == data[100:200]
    assert part["Content-Range"] == f"bytes 100-199/{len(data)}"
    last = scoring[0].get(place, headers={"Range": "bytes=-50"})
    assert b"".join(last.streaming_content) == data[-50:]
    much = scoring[0].get(place, headers={"Range": "bytes=0-"})
    assert int(much["Content-Length"]) == 2**20
    for wrong in (f"bytes={len(data)}-", "bytes=5-1", "bytes=a-b", "bytes=-", "lines=1-2"):
        assert scoring[0].get(place, headers={"Range": wrong}).status_code == 416
    assert sign_in("team_manager", "Evening").get(place).status_code == 404
    assert sign_in("team_manager", "Day").get(place).status_code == 200
    assert sign_in("client_viewer").get(place).status_code == 403


def test_what_is_no_recording_is_refused_whatever_it_is_called(scoring, sign_in, served):
    lead = sign_in("qa_lead")
    for data in (b"", b"MZ\x90\0", b"<html>", b"RIFF\0\0\0\0WAVE", b"ID3", b"OggS" + b"\0" * 60):
        found = upload(lead, "c-01", data)
        assert found.status_code == 400 and list(served.folder("recordings").iterdir()) == []
    assert b"no interaction" in upload(lead, "../../etc/passwd", sound()).content
    assert upload(scoring[0], "c-01", sound()).status_code == 403


def test_a_recording_above_the_limit_leaves_nothing_behind(sign_in, served, monkeypatch):
    import rapport.work.scoring.recordings as recordings

    monkeypatch.setattr(recordings, "PIECE", 10)
    (served.root / "rapport.toml").write_text('name = "K"\nrecording_mb = 1\n')
    from rapport.web.config.home_of import served_home

    served_home.cache_clear()
    found = upload(sign_in("qa_lead"), "c-01", sound(70))
    assert found.status_code == 400 and b"larger than 1 MB" in found.content
    assert list(served.folder("recordings").iterdir()) == []


def test_a_new_recording_takes_the_place_of_the_old_and_can_be_removed(sign_in, served):
    lead = sign_in("qa_lead")
    upload(lead, "c-01", sound(1))
    upload(lead, "c-01", sound(2))
    (path,) = served.folder("recordings").iterdir()
    assert len(path.read_bytes()) == len(sound(2))
    assert lead.post(f"/audit/scoring/recordings/{path.stem}/remove").status_code == 302
    assert list(served.folder("recordings").iterdir()) == []
