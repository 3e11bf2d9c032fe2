"""Mystery shops in the pages: planned, drawn, reported, scored apart from customers' interactions."""

import base64
import io

import pytest
from PIL import Image

from rapport.warehouse import Warehouse

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
TALK = "Agent: Good morning\nCustomer: I lost my receipt, my card is 4111 1111 1111 1111\nAgent: No problem"


@pytest.fixture
def shop(served, sign_in):
    """A plan with visits drawn for one shopper, scored by a published version of criteria."""
    from rapport.criteria.library import load_library
    from rapport.program.audits.services import criteria_use
    from rapport.program.people.actor import TERMINAL
    from rapport.program.people.models import User

    criteria = load_library("retail-support")
    criteria_use(TERMINAL, criteria)
    lead = sign_in("qa_lead")
    shopper, scorer = sign_in("shopper"), sign_in("analyst")
    ids = {one.name: str(one.pk) for one in User.objects.all()}
    lead.post("/audit/shops/personas", {"name": "Mia", "story": "Lost her receipt", "act": "save", "id": 0})
    plan = {
        "title": "Spring", "first_day": "2026-03-23", "last_day": "2026-04-05", "hour_from": "9",
        "hour_to": "17", "weekdays": ["0", "1", "2"], "channels": "visit\ncall", "sites": "North\nSouth",
        "fee": "25,50", "currency": "eur", "criteria": criteria.definition, "scorers": [ids["Person 2"]],
    }  # fmt: skip
    made = lead.post("/audit/shops/new", plan)
    assert made.status_code == 302, made.content.decode()
    number = made["Location"].rsplit("/", 1)[1]
    act = f"/audit/shops/plans/{number}/act"
    persona = lead.get("/audit/shops/personas").context["personas"][0].id
    lead.post(act, {"act": "task", "title": "Receipt", "persona": persona, "ask": "Return a kettle"})
    drawn = lead.post(act, {"act": "draw", "visits": "8", "shoppers": [ids["Person 1"]], "seed": "7"})
    assert drawn.status_code == 302, drawn.content.decode()

    class Shop:
        home, path = served, f"/audit/shops/plans/{number}"
        people = {"lead": lead, "shopper": shopper, "scorer": scorer}
        version = criteria

        @staticmethod
        def visits():
            return shopper.get("/audit/shops/").context["mine"]

        @staticmethod
        def report(visit, **more):
            given = {"happened_at": "2026-03-24T10:00", "minutes": "12", "team": "Billing",
                     "transcript": TALK, "expenses": "3.50", "act": "send", **more}  # fmt: skip
            return shopper.post(f"/audit/shops/visits/{visit.id}", given)

    return Shop


def test_visits_are_spread_evenly_over_sites_and_channels_within_days_and_hours(shop):
    visits = shop.visits()
    cells = [(one.site, one.channel) for one in visits]
    assert len(visits) == 8 and all(cells.count(one) == 2 for one in cells)
    assert all(one.from_at.weekday() in (0, 1, 2) and 9 <= one.from_at.hour <= 15 for one in visits)
    assert len({one.from_at for one in visits}) > 1


def test_a_report_becomes_a_redacted_interaction_that_no_estimate_counts(shop):
    from rapport.work.estimate import estimate_metric

    before = estimate_metric(shop.home, "turn_count")
    visit = shop.visits()[0]
    assert shop.report(visit).status_code == 302
    with Warehouse(shop.home.warehouse_path).snapshot() as snapshot:
        row = snapshot.sql("SELECT * FROM interactions WHERE interaction_id LIKE 'shop:%'").to_pylist()[0]
    assert row["interaction_id"] == f"shop:{visit.id}" and dict(row["attributes"])["kind"] == "shop"
    assert [turn["speaker"] for turn in row["turns"]] == ["agent", "customer", "agent"]
    assert "[CARD]" in row["turns"][1]["text"] and row["customer_id"] is None
    after = estimate_metric(shop.home, "turn_count")
    assert (after[0].estimate.value, after[0].estimate.base) == (
        before[0].estimate.value, before[0].estimate.base,
    )  # fmt: skip
    asked = estimate_metric(shop.home, "turn_count", where={"kind": "shop"})
    assert asked[0].estimate.base == 1
    assert shop.report(visit, transcript="Agent: Hello").status_code == 302
    with Warehouse(shop.home.warehouse_path).snapshot() as snapshot:
        rows = snapshot.sql("SELECT turn_count FROM interactions WHERE interaction_id LIKE 'shop:%'")
    assert rows.to_pylist() == [{"turn_count": 1}]


def test_a_shop_is_never_drawn_into_a_sample(shop):
    from rapport.work.sampling.frame import sampling_frame

    for visit in shop.visits():
        shop.report(visit)
    with Warehouse(shop.home.warehouse_path).snapshot() as snapshot:
        frame = sampling_frame(snapshot, (), {}, "UTC")
    assert len(frame.ids) > 3 and not [one for one in frame.ids if one.startswith("shop:")]


def test_scorers_are_asked_and_their_scores_stay_apart_with_an_interval(shop):
    from rapport.criteria import Decision
    from rapport.measures import audit_mean
    from rapport.program.audits.plain import Submission
    from rapport.program.judging.selectors.tasks import tasks_open
    from rapport.program.judging.services.tasks import task_submit
    from rapport.program.people.models import User
    from rapport.program.people.selectors import actor_of

    for visit in shop.visits():
        shop.report(visit)
    scorer = actor_of(str(User.objects.get(name="Person 2").pk))
    tasks = tasks_open(scorer)
    assert len(tasks) == 8 and {one.purpose for one in tasks} == {"targeted"}
    qci = []
    for place, task in enumerate(tasks):
        decisions = {
            one.name: Decision({rule.id: 1 for rule in one.rules[: place % 3] if not rule.requires})
            for one in shop.version.elements
        }
        done = task_submit(
            scorer, task.id, shop.version, Submission(task.interaction_id, task.evaluator, decisions)
        )
        qci.append(done.qci)
    page = shop.people["lead"].get(shop.path)
    found = page.context["results"]
    units = [task.interaction_id for task in tasks]
    expected = audit_mean(qci, units, ["x"] * 8)
    assert found.visits == 8 and found.qci.value == pytest.approx(expected.value)
    assert (found.qci.low, found.qci.high) == pytest.approx((expected.low, expected.high))
    from rapport.work.estimate import estimate_metric

    assert estimate_metric(shop.home, "qci", criteria=shop.version.definition)[0].estimate.value is None


def test_money_is_counted_and_cancelled_visits_say_why(shop):
    first, second, *_ = shop.visits()
    shop.report(first)
    act = f"/audit/shops/visits/{second.id}/act"
    assert shop.people["shopper"].post(act, {"act": "cancel", "because": " "}).status_code == 400
    shop.people["shopper"].post(act, {"act": "cancel", "because": "The shop was shut"})
    plan = shop.people["lead"].get(shop.path).context["plan"]
    assert [float(one) for one in (plan.spent, plan.expenses, plan.budget)] == [29, 3.5, 178.5]
    assert plan.cancelled == 1 and b"The shop was shut" in shop.people["lead"].get(shop.path).content
    sheet = shop.people["lead"].get(f"{shop.path}/visits.csv").content.decode()
    assert sheet.count("\n") == 9 and "The shop was shut" in sheet


def test_a_shopper_sees_own_visits_and_nothing_else(shop, sign_in):
    visit = shop.visits()[0]
    shop.report(visit)
    other = sign_in("shopper")
    assert other.get("/audit/shops/").context["mine"] == []
    assert other.get(f"/audit/shops/visits/{visit.id}").status_code == 404
    for path in (shop.path, "/audit/shops/personas", f"{shop.path}/visits.csv", "/audit/shops/new"):
        assert other.get(path).status_code == 403
    assert other.post(f"/audit/shops/visits/{visit.id}/draft", {"number": 0}).status_code == 403
    assert other.post(f"/audit/shops/visits/{visit.id}", {"transcript": "x"}).status_code == 404
    assert shop.people["shopper"].get("/explore/").status_code == 403


def test_a_team_manager_sees_the_reports_of_the_team_only(shop, sign_in):
    first, second, *_ = shop.visits()
    shop.report(first, team="Billing")
    shop.report(second, team="Loyalty")
    manager = sign_in("team_manager", "Billing")
    page = manager.get(shop.path)
    assert [one.id for one in page.context["visits"]] == [first.id]
    assert manager.get(f"/audit/shops/visits/{second.id}").status_code == 404
    assert page.context["plan"].reported == 1


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (PNG, "photo.exe", "image/png"),
        (PNG[:-12], "cut.png", None),
        (b"plain words", "notes.html", "text/plain"),
        (b"<script>alert(1)</script>", "x.html", "text/plain"),
        (b"MZ\x90\x00" + bytes(60), "photo.png", None),
        (b"", "empty.png", None),
    ],
)
def test_a_file_is_what_it_holds_and_is_never_run(shop, content, name, kind):
    from django.core.files.uploadedfile import SimpleUploadedFile

    visit = shop.visits()[0]
    path = f"/audit/shops/visits/{visit.id}"
    sent = shop.people["shopper"].post(
        path, {"files": SimpleUploadedFile(name, content), "act": "files", "transcript": "half a story"}
    )
    if kind is None:
        assert sent.status_code == 400 and b"half a story" in sent.content
        assert list((shop.home.root / "shops").iterdir()) == []
        return
    (file,) = shop.people["shopper"].get(path).context["visit"].files
    found = shop.people["lead"].get(f"/audit/shops/files/{file.id}")
    assert found["Content-Type"] == kind and found["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in found["Content-Security-Policy"] and b"".join(found.streaming_content) == content
    assert ("attachment" in found["Content-Disposition"]) is (kind == "text/plain")


def test_a_photo_is_kept_without_the_place_it_was_taken_at(shop):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from tests.work.test_shop_photos import GPS, SECRETS, photo

    path = f"/audit/shops/visits/{shop.visits()[0].id}"
    file = SimpleUploadedFile("shop.jpg", photo("JPEG"))
    sent = shop.people["shopper"].post(path, {"files": file, "act": "files"})
    assert sent.status_code == 302, sent.content
    (kept,) = shop.people["shopper"].get(path).context["visit"].files
    found = b"".join(shop.people["lead"].get(f"/audit/shops/files/{kept.id}").streaming_content)
    with Image.open(io.BytesIO(found)) as image:
        assert image.size == (48, 32) and not dict(image.getexif().get_ifd(GPS))
    stored = b"".join(one.read_bytes() for one in (shop.home.root / "shops").iterdir())
    assert stored == found and not any(one in stored for one in SECRETS)


def test_a_stranger_to_the_visit_gets_none_of_its_files(shop, sign_in):
    from django.core.files.uploadedfile import SimpleUploadedFile

    visit = shop.visits()[0]
    path = f"/audit/shops/visits/{visit.id}"
    shop.people["shopper"].post(path, {"files": SimpleUploadedFile("a.txt", b"words"), "act": "files"})
    (file,) = shop.people["shopper"].get(path).context["visit"].files
    for role in ("shopper", "associate", "client_viewer", "case_owner"):
        assert sign_in(role).get(f"/audit/shops/files/{file.id}").status_code == 404


def test_a_draft_is_kept_and_two_windows_do_not_overwrite_each_other(shop):
    visit = shop.visits()[0]
    path, shopper = f"/audit/shops/visits/{visit.id}", shop.people["shopper"]
    saved = shopper.post(f"{path}/draft", {"number": 0, "transcript": "Agent: Hel"})
    assert saved.json() == {"number": 1}
    late = shopper.post(f"{path}/draft", {"number": 0, "transcript": "other"})
    assert late.status_code == 409 and "another window" in late.json()["what"]
    assert b"Agent: Hel" in shopper.get(path).content


@pytest.mark.parametrize(
    "wrong", [{"happened_at": "yesterday"}, {"transcript": " "}, {"minutes": "-3"}, {"expenses": "much"}]
)
def test_a_report_that_cannot_be_keeps_what_was_typed(shop, wrong):
    found = shop.report(shop.visits()[0], remarks="They smiled", **wrong)
    assert found.status_code == 400 and b"They smiled" in found.content and b'role="alert"' in found.content
