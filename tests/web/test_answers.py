"""Model answers on pages: written, published, found where they fit, filled, carried in files."""

import csv
import io

import pytest
import yaml

LATE = {
    "title": "A parcel is late",
    "attribute-0": "concern",
    "values-0": "delivery, returns",
    "element": ["resolution"],
    "other_elements": "acknowledgement",
    "outline": "Say what happened.\n<script>alert(1)</script>",
    "email_subject": "Your parcel",
    "email_body": "Dear {{customer_name | customer}},\n{{subject}} and {{attribute.nothing}}",
    "talking_points": "Name the day\n\nOffer a refund",
    "checklist": "=1+1",
}


@pytest.fixture
def written(sign_in):
    client = sign_in("analyst")
    address = client.post("/audit/answers/new/", LATE)["Location"]
    return client, address.removesuffix("edit/")


def publish(client, address, revision=1, **more):
    return client.post(f"{address}edit/", {**LATE, "revision": revision, "publish": "yes", **more})


def test_an_answer_is_written_published_and_read_by_who_serves(written, sign_in):
    client, address = written
    associate = sign_in("associate", agent_id="a-1")
    assert associate.get(address).status_code == 404
    assert b"None is published yet" in associate.get("/audit/answers/").content
    assert publish(client, address).status_code == 302
    page = associate.get(address)
    assert page.status_code == 200 and b"Offer a refund" in page.content
    assert b"<script>alert" not in page.content and b"&lt;script&gt;" in page.content
    assert b"Change</a>" not in page.content
    assert page.context["content"].scenario == {"concern": ("delivery", "returns")}
    assert page.context["content"].elements == ("resolution", "acknowledgement")


def test_an_email_is_filled_from_an_interaction_that_one_may_see(written, sign_in):
    client, address = written
    publish(client, address)
    page = client.get(address, {"interaction": "c-01"})
    email = page.context["email"]
    assert "attribute.nothing" in email.missing and b"[attribute.nothing]" in page.content
    assert any(piece.known and piece.variable == "customer_name" for piece in email.body)
    stranger = sign_in("associate", agent_id="nobody")
    found = stranger.get(address, {"interaction": "c-01"})
    assert b"no such interaction" in found.content and not found.context["filled"]


def test_the_answers_that_fit_an_interaction_are_a_piece_of_other_pages(written, sign_in, served):
    from rapport.program.people.actor import TERMINAL
    from rapport.work.answers.for_interaction import for_interaction
    from rapport.work.exploring.search import Search, find_interactions

    client, address = written
    publish(client, address)
    rows = find_interactions(served, TERMINAL, Search()).rows
    late = next(row["interaction_id"] for row in rows if row["concern"] == "delivery")
    other = next(row["interaction_id"] for row in rows if row["concern"] not in ("delivery", "returns"))
    assert [one.content.title for one in for_interaction(served, TERMINAL, late)] == ["A parcel is late"]
    assert for_interaction(served, TERMINAL, late, "tone") == ()
    assert for_interaction(served, TERMINAL, other) == () == for_interaction(served, TERMINAL, "none")
    piece = client.get(f"/audit/answers/for/{late}?element=resolution", headers={"HX-Request": "true"})
    assert b"A parcel is late" in piece.content and b"<html" not in piece.content
    assert b"No model answer fits" in client.get(f"/audit/answers/for/{other}").content
    hidden = sign_in("associate", agent_id="nobody").get(f"/audit/answers/for/{late}")
    assert b"A parcel is late" not in hidden.content


def test_what_is_wrong_is_told_and_what_was_typed_stays(written):
    client, address = written
    found = client.post("/audit/answers/new/", {**LATE, "title": ""})
    assert found.status_code == 400 and b"Offer a refund" in found.content
    found = publish(client, address, email_body="{{secret}}")
    assert found.status_code == 400 and b"Nothing fills secret" in found.content
    assert b"{{secret}}" in found.content


def test_two_who_write_at_once_lose_nothing(written, sign_in):
    client, address = written
    other = sign_in("qa_lead")
    assert other.post(f"{address}edit/", {**LATE, "revision": 1, "title": "Theirs"}).status_code == 302
    found = client.post(f"{address}edit/", {**LATE, "revision": 1, "title": "Mine"})
    assert found.status_code == 409 and b"Person 1 changed this draft" in found.content
    assert b'value="Mine"' in found.content and b"Theirs" in found.content
    script = client.post(
        f"{address}edit/", {**LATE, "revision": 1, "title": "Mine"}, headers={"X-Editor": "1"}
    )
    assert script.status_code == 409 and "Theirs" in script.json()["conflict"]
    kept = client.post(
        f"{address}edit/", {**LATE, "revision": script.json()["revision"]}, headers={"X-Editor": "1"}
    )
    assert kept.json()["revision"] == 3 and "Your parcel" in kept.json()["preview"]


def test_versions_stay_and_an_answer_is_withdrawn_taken_over_and_thrown_away(written, sign_in):
    client, address = written
    publish(client, address)
    publish(client, address, revision=0, title="Second")
    assert b"A parcel is late" in client.get(f"{address}?version=1").content
    lead = sign_in("qa_lead")
    lead.post(f"{address}act", {"act": "take-over"})
    assert b"owner Person 1" in client.get(address).content
    client.post(f"{address}act", {"act": "withdraw"})
    assert sign_in("associate").get(address).status_code == 404
    client.post(f"{address}act", {"act": "restore"})
    client.post(f"{address}edit/", {**LATE, "revision": 0, "title": "Third"})
    found = client.post(f"{address}act", {"act": "discard", "revision": 1}, follow=True)
    assert b"thrown away" in found.content and b"Second" in found.content


def test_answers_go_out_and_come_in_to_the_letter(written, sign_in):
    from django.core.files.uploadedfile import SimpleUploadedFile

    client, address = written
    publish(client, address)
    for kind in ("csv", "yaml"):
        text = client.get(f"/audit/answers/export.{kind}").content
        before = client.get("/audit/answers/").context["found"]
        file = SimpleUploadedFile(f"a.{kind}", text)
        found = client.post("/audit/answers/import/", {"file": file}, follow=True)
        assert b"made. Read and publish them" in found.content
        drafts = [one for one in found.context["found"] if one not in before]
        assert drafts and all(one.draft for one in drafts)
        views = [client.get(f"/audit/answers/{one.answer_id}/").context["content"] for one in drafts]
        first = client.get(f"{address}?version=1").context["content"]
        assert all(view == first for view in views)
    rows = list(csv.DictReader(io.StringIO(client.get("/audit/answers/export.csv").content.decode())))
    assert rows[0]["checklist"] == "'=1+1"
    assert client.get("/audit/answers/export.exe").status_code == 404
    assert yaml.safe_load(text)["answers"][0]["checklist"] == ["=1+1"]


@pytest.mark.parametrize(
    ("name", "text", "wrong"),
    [
        ("a.yaml", "answers: [", b"Not valid YAML"),
        ("a.yaml", "answers: [{title: x, colour: red}, {outline: x}]", b"2 problems"),
        ("a.yaml", "a: &a [x]\nb: *a", b"aliases"),
        ("a.yaml", "answers: 7", b"no list of answers"),
        ("a.yaml", "answers: [{title: x, checklist: 7, scenario: {a: b}}]", b"2 problems"),
        ("a.csv", "name\nx", b"no column title"),
        ("a.csv", 'title\n"', b"problem"),
        ("a.csv", "\xff", b"not UTF-8"),
    ],
)
def test_a_file_that_cannot_be_taken_is_told_whole_and_stores_nothing(sign_in, name, text, wrong):
    from django.core.files.uploadedfile import SimpleUploadedFile

    client = sign_in("analyst")
    file = SimpleUploadedFile(name, text.encode("latin-1"))
    found = client.post("/audit/answers/import/", {"file": file})
    assert found.status_code == 400 and wrong in found.content
    assert client.get("/audit/answers/").context["found"] == []


@pytest.mark.parametrize("role", ["associate", "auditor", "case_owner", "client_viewer", None])
def test_who_may_not_write_reads_what_is_published_at_most(written, sign_in, role):
    lead, address = written
    publish(lead, address)
    client = sign_in(role)
    reads = role in ("associate", "auditor", "case_owner")
    for path in ("/audit/answers/", address, "/audit/answers/export.csv"):
        assert client.get(path).status_code == (200 if reads else 403)
    for path in ("/audit/answers/new/", "/audit/answers/import/", f"{address}edit/"):
        assert client.get(path).status_code == 403
        assert client.post(path, LATE).status_code == 403
    assert client.post(f"{address}act", {"act": "withdraw"}).status_code == 403


def test_the_list_is_narrowed_by_words_element_and_scenario(written):
    client, _ = written
    for query, count in [
        ("?q=refund", 1),
        ("?q=moon", 0),
        ("?element=resolution", 1),
        ("?element=tone", 0),
        ("?attribute=concern&value=returns", 1),
        ("?attribute=concern&value=praise", 0),
    ]:
        found = client.get(f"/audit/answers/{query}")
        assert found.status_code == 200 and len(found.context["found"]) == count


def test_scenarios_of_the_schema_are_offered_and_taken_over_in_the_spelling_of_the_data(served, sign_in):
    lead = sign_in("qa_lead")
    given = {"title": "First", "way": "data", "looked": "1", "concern": ["team"], "touchpoint": ["channel"]}
    assert lead.post("/audit/schema/new", given).status_code == 302
    page = lead.get("/audit/answers/new/")
    titles = [group.title for group in page.context["choices"]]
    assert titles[0].startswith("Scenarios") and set(titles[1:]) == {"Concern", "Touchpoint"}
    joined, concerns = page.context["choices"][0].choices, page.context["choices"][1].choices
    assert {one.label for one in concerns} >= {joined[0].label.split(" · ")[0]}
    typed = {**LATE, "attribute-0": "language", "values-0": "en"}
    taken = lead.post("/audit/answers/new/", {**typed, "take": "yes", "of_schema": joined[0].key})
    scenario = taken.context["content"].scenario
    assert taken.status_code == 200 and scenario["language"] == ("en",)
    assert scenario["team"] == joined[0].facts["team"] and scenario["channel"]
    address = lead.post("/audit/answers/new/", typed)["Location"]
    form = {**typed, "revision": "1", "take": "yes", "of_schema": concerns[0].key}
    assert lead.post(address, form).status_code == 302
    assert lead.get(address).context["content"].scenario["team"] == concerns[0].facts["team"]
    nothing = lead.post("/audit/answers/new/", {**typed, "take": "yes", "of_schema": "concern=<script>"})
    assert nothing.context["content"].scenario == {"language": ("en",)}
