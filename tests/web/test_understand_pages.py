"""The pages of concerns: who sees what, what they say when there is nothing, and changing the tree."""

import csv
import io
from dataclasses import replace

import pytest

from rapport.language.concerns.annotator import ConcernAnnotator
from rapport.language.concerns.taxonomy import Concern, taxonomy_of
from rapport.program.people.actor import TERMINAL
from rapport.warehouse import Warehouse
from rapport.work.concerns.editing import merge_concerns, rename_concern
from rapport.work.concerns.kept import KeptConcerns, concerns_path, keep_concerns, kept_concerns
from tests.web.shown_home import shown
from tests.work.understood_home import understood_home

LIST, EDIT = "/understand/concerns/", "/understand/concerns/edit/"
COLUMNS_OF_PLACE = ("concern", "name", "above")


@pytest.fixture(scope="module")
def understood(tmp_path_factory, stocked):
    """A home of which concerns were learned and everything was read, to copy."""
    return understood_home(tmp_path_factory.mktemp("understood") / "home", rounds=2).root


@pytest.fixture
def served(understood, tmp_path, monkeypatch):
    """That home as the one that the pages of these tests show, with all the time they need."""
    monkeypatch.setattr("rapport.web.understand.waiting.AT_ONCE_S", None)
    with shown(understood, tmp_path / "home") as home:
        yield home


def concerns_of(home):
    kept = kept_concerns(home)
    return [one for one in kept.model.concerns if one in kept.taxonomy.concerns]


def version(home):
    return kept_concerns(home).taxonomy.version


def text(answer):
    return answer.content.decode()


def test_the_list_tells_every_concern_with_its_interval_and_base(served, sign_in):
    page = sign_in("analyst").get(LIST)
    found = page.context["found"]
    assert page.status_code == 200 and found.read == found.conversations == 90
    assert {row.place.id for row, _ in page.context["rows"]} >= set(concerns_of(served))
    for row, line in page.context["rows"]:
        assert row.place.name in text(page)
        assert row.any.low is not None and row.any.base == 90
        assert line is None or "in the week of 2 Mar 2026" in line.said
    assert "as read by the machine" in text(page) and "style=" not in text(page)


def test_the_filter_narrows_and_is_kept(served, sign_in):
    client = sign_in("analyst")
    page = client.get(LIST, {"team": "north", "period": "2026-03"})
    assert 0 < page.context["found"].conversations < 90
    assert "?period=2026-03&amp;team=north" in text(page)
    assert client.get(LIST, {"team": "nowhere"}).status_code == 400
    assert client.get(LIST, {"period": "soon"}).status_code == 400


def test_as_a_file(served, sign_in):
    rename_concern(served, TERMINAL, version(served), concerns_of(served)[0], "=HYPERLINK(1)")
    answer = sign_in("analyst").get(LIST, {"as": "csv"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert answer["Content-Type"].startswith("text/csv")
    assert {row["concern"] for row in rows} >= set(concerns_of(served))
    first = next(row for row in rows if row["concern"] == concerns_of(served)[0])
    assert first["name"] == "'=HYPERLINK(1)", "no formula for a spreadsheet"
    assert 0 <= float(first["any_low"]) <= float(first["any"]) <= float(first["any_high"]) <= 1


def test_few_conversations_are_too_few_on_the_page_and_in_the_file(served, sign_in):
    client, one = sign_in("client_viewer"), {"from": "2026-03-10", "to": "2026-03-10", "team": "north"}
    page = client.get(LIST, one)
    read = page.context["found"].read
    assert 1 <= read < 5 and f"too few ({read})" in text(page) and " %" not in text(page)
    rows = list(
        csv.DictReader(io.StringIO(client.get(LIST, {**one, "as": "csv"}).content.decode("utf-8-sig")))
    )
    told = {tuple(value for name, value in row.items() if name not in COLUMNS_OF_PLACE) for row in rows}
    assert len(told) == 1 and {row["any"] for row in rows} == {f"too few ({read})"}
    assert {row["any_low"] for row in rows} == {""}
    concern = client.get(f"{LIST}{concerns_of(served)[0]}/", one)
    assert concern.status_code == 200 and "went badly (" not in text(concern)
    reasons = client.get(LIST + "reasons/", one)
    assert f"too few ({read})" in text(reasons) and "DEL" not in text(reasons)


def test_before_anything_was_learned_it_says_how_and_a_button_learns(
    tmp_path_factory, tmp_path, sign_in, served
):
    from rapport.work.concerns.kept import concerns_path

    concerns_path(served).unlink()
    page = text(sign_in("qa_lead").get(LIST))
    assert "rapport models concerns" in page and "Learn the concerns of this home" in page
    assert "Learn the concerns of this home" not in text(sign_in("auditor").get(LIST))
    answer = sign_in("qa_lead").post(LIST + "learn")
    assert answer.status_code == 302 and answer["Location"].startswith("/jobs/")
    for path in (EDIT, LIST + "reasons/", LIST + "new/"):
        assert sign_in("qa_lead").get(path).status_code == 200
    assert sign_in("qa_lead").get(LIST + "delivery/").status_code == 404
    assert sign_in("auditor").post(LIST + "learn").status_code == 403


def test_learning_and_reading_are_jobs_that_lead_back(served):
    from rapport.work.progress import Silent
    from rapport.work.understanding.learning import learn_now, read_now

    assert learn_now(served, TERMINAL, Silent())["address"] == LIST
    assert read_now(served, TERMINAL, Silent())["said"] == "0 conversations read."
    with Warehouse(served.warehouse_path).write() as writer:
        writer.delete("readings", "reader", ["concerns"])
    assert read_now(served, TERMINAL, Silent())["said"] == "90 conversations read."


def test_one_concern_with_its_words_and_links(served, sign_in):
    concern = concerns_of(served)[0]
    page = sign_in("qa_lead").get(f"{LIST}{concern}/")
    found = page.context["found"]
    assert page.status_code == 200 and 1 <= len(found.quotes) <= 3
    for quote in found.quotes:
        assert f"/explore/interactions/{quote.interaction_id}#turn-{quote.turn}" in text(page)
    assert "<svg " in text(page) and "style=" not in text(page)
    assert found.models == (ConcernAnnotator(kept_concerns(served).model).model,)
    assert f"({found.models[0]}), data version {found.data_version}" in text(page)
    assert f"{LIST}{concern}/conversations/" in text(page)
    assert sign_in("qa_lead").get(f"{LIST}none-such/").status_code == 404
    for label in ("other", "cannot_tell"):
        assert sign_in("qa_lead").get(f"{LIST}{label}/").status_code == 200


def test_a_damaged_file_of_concerns_stops_no_page_of_other_things(served, sign_in, monkeypatch):
    monkeypatch.setattr("rapport.web.feelings.pages.AT_ONCE_S", None)
    concern = next(one for one in concerns_of(served))
    rename_concern(served, TERMINAL, version(served), concern, "Ours")
    path = concerns_path(served)
    path.write_bytes(path.read_bytes()[:-200])
    client = sign_in("analyst")
    explore = client.get("/explore/")
    assert explore.status_code == 200 and "Ours" in text(explore), "the tree can still be read"
    assert client.get("/understand/effort/").context["found"].read == 90
    refused = client.get(LIST)
    assert refused.status_code == 400 and "rapport models concerns" in text(refused)
    path.write_bytes(b"nothing of ours")
    assert client.get("/explore/").status_code == 200


def test_what_one_must_score_blind_is_neither_quoted_nor_listed(served, sign_in, monkeypatch):
    concern = concerns_of(served)[0]
    client = sign_in("analyst")
    quoted = {one.interaction_id for one in client.get(f"{LIST}{concern}/").context["found"].quotes}
    blind = frozenset(quoted)
    monkeypatch.setattr("rapport.work.understanding.concern.still_blind", lambda actor: blind)
    monkeypatch.setattr("rapport.work.understanding.rows.still_blind", lambda actor: blind)
    page = client.get(f"{LIST}{concern}/")
    assert not blind & {one.interaction_id for one in page.context["found"].quotes}
    rows = client.get(f"{LIST}{concern}/conversations/")
    assert not blind & {row["interaction_id"] for row in rows.context["found"].rows}
    assert f"{len(blind)} more" in text(rows)
    assert not any(one in text(client.get(f"{LIST}{concern}/conversations/", {"as": "csv"})) for one in blind)


def test_a_concern_whose_id_has_a_slash_has_its_pages(served, sign_in):
    kept, client = kept_concerns(served), sign_in("qa_lead")
    tree = taxonomy_of([*kept.taxonomy.concerns.values(), Concern("Delivery/Returns", "Delivery/Returns")])
    keep_concerns(served, KeptConcerns(tree, kept.model))
    page = client.get(LIST)
    assert page.status_code == 200 and f"{LIST}Delivery/Returns/" in text(page)
    for path in (f"{LIST}Delivery/Returns/", f"{LIST}Delivery/Returns/conversations/", EDIT):
        assert client.get(path).status_code == 200
    assert "begin with" in text(client.get(f"{EDIT}split/Delivery/Returns/"))


def test_words_and_rows_are_not_for_who_sees_figures_only(served, sign_in):
    concern = concerns_of(served)[0]
    client = sign_in("client_viewer")
    page = client.get(f"{LIST}{concern}/")
    assert page.status_code == 200 and "<blockquote" not in text(page) and "i0" not in text(page)
    assert client.get(f"{LIST}{concern}/conversations/").status_code == 403
    assert "<blockquote" not in text(client.get(LIST + "new/"))


def test_a_team_manager_sees_only_their_team(served, sign_in):
    concern = concerns_of(served)[0]
    client = sign_in("team_manager", "north")
    assert client.get(LIST).context["found"].conversations == 45
    rows = client.get(f"{LIST}{concern}/conversations/").context["found"].rows
    assert rows and {row["team"] for row in rows} == {"north"}
    assert client.get(LIST, {"team": "south"}).status_code == 400
    assert client.get(EDIT).status_code == 403


def test_rows_go_on_page_by_page(served, sign_in, monkeypatch):
    monkeypatch.setattr("rapport.web.understand.rows.PAGE", 10)
    client, concern = sign_in("analyst"), concerns_of(served)[0]
    path, seen = f"{LIST}{concern}/conversations/", []
    page = client.get(path)
    while True:
        seen += [row["interaction_id"] for row in page.context["found"].rows]
        if page.context["found"].after is None:
            break
        page = client.get(f"{path}?{page.context['more']}")
    whole = client.get(path, {"as": "csv"}).content.decode("utf-8-sig")
    assert seen == [row["interaction_id"] for row in csv.DictReader(io.StringIO(whole))]
    assert client.get(path, {"after": "yesterday|x"}).status_code == 400


def test_reasons_against_concerns(served, sign_in):
    client = sign_in("analyst")
    page = client.get(LIST + "reasons/")
    found = page.context["found"]
    assert found.counted + found.left_out == 90 and found.accuracy.low <= found.accuracy.value
    model = ConcernAnnotator(kept_concerns(served).model).model
    assert f"({model}, data version {found.data_version})" in text(page)
    assert {row.code for row in found.rows} == {"DEL", "BIL", "LOG"}
    assert sum(sum(row.cells) for row in found.rows) <= found.counted
    assert client.get(LIST + "reasons/", {"field": "given"}).context["found"].counted == found.counted
    assert client.get(LIST + "reasons/", {"field": "reason"}).context["found"].counted == 0
    rows = list(csv.reader(io.StringIO(text(client.get(LIST + "reasons/", {"as": "csv"})))))
    assert len(rows) == 4
    for wrong in ({"field": "agent_id"}, {"level": "deep"}):
        assert client.get(LIST + "reasons/", wrong).status_code == 400


def test_columns_of_reasons_that_are_called_the_same_stay_apart(served, sign_in):
    kept, (one, other, third, *_) = kept_concerns(served), concerns_of(served)
    tree = kept.taxonomy.concerns
    named = {one: "Same", other: "Same", third: "code"}
    concerns = [replace(tree[key], name=name, parent=None) for key, name in named.items()]
    concerns[1] = replace(concerns[1], parent="above")
    others = [replace(one, parent=None) for key, one in tree.items() if key not in named]
    changed = taxonomy_of([*concerns, Concern("above", "Above"), *others])
    keep_concerns(served, KeptConcerns(changed, kept.model))
    client, asked = sign_in("analyst"), {"level": "lowest"}
    found = client.get(LIST + "reasons/", asked).context["found"]
    csv_text = client.get(LIST + "reasons/", {**asked, "as": "csv"}).content.decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(csv_text))
    assert len(head) == len(set(head)) and {f"Same ({one})", f"Same ({other})", f"code ({third})"} <= set(
        head
    )
    assert [row[0] for row in rows] == [row.code for row in found.rows]
    assert [[int(cell or 0) for cell in row[6:]] for row in rows] == [
        [cell or 0 for cell in row.cells] for row in found.rows
    ]


def test_who_looked_at_readings_here_is_not_asked_about_them(served, sign_in):
    from rapport.program.people.models import LogEntry
    from rapport.program.people.selectors import actor_of
    from rapport.program.reading.models import Opened
    from rapport.program.reading.selectors import readings_seen

    client, concern = sign_in("analyst"), concerns_of(served)[0]
    actor = actor_of(client.session["_auth_user_id"])
    quoted = {one.interaction_id for one in client.get(f"{LIST}{concern}/").context["found"].quotes}
    assert quoted and quoted <= readings_seen(actor)
    before = LogEntry.objects.filter(action="reading.open").count()
    for _ in range(2):
        rows = client.get(f"{LIST}{concern}/conversations/").context["found"].rows
    listed = {row["interaction_id"] for row in rows}
    assert len(listed) > len(quoted) and listed <= readings_seen(actor)
    lines = LogEntry.objects.filter(action="reading.open")
    assert lines.count() == before + 1
    assert lines.latest("id").after == {"conversations": len(listed - quoted)}
    kept = Opened.objects.count()
    sign_in("client_viewer").get(f"{LIST}{concern}/")
    sign_in("team_manager", "north").get(f"{LIST}{concern}/conversations/")
    assert Opened.objects.count() == kept, "of who does not score nothing is kept"


def test_the_tree_is_changed_and_the_change_taken_back(served, sign_in):
    client, (one, other) = sign_in("analyst"), concerns_of(served)[:2]
    start = version(served)
    answer = client.post(
        EDIT + "change", {"version": start, "concern": one, "act": "rename", "name": "<b>Bills</b>"}
    )
    assert answer.status_code == 302
    page = text(client.get(EDIT))
    assert "&lt;b&gt;Bills&lt;/b&gt;" in page and "<b>Bills" not in page and "Renamed." in page
    client.post(EDIT + "change", {"version": start + 1, "concern": [one, other], "into": one, "act": "merge"})
    assert other not in kept_concerns(served).taxonomy.concerns
    assert client.get(f"{LIST}{other}/")["Location"] == f"{LIST}{one}/"
    client.post(EDIT + "undo", {"version": start + 2})
    assert other in kept_concerns(served).taxonomy.concerns
    assert "taken back" in text(client.get(EDIT))


def test_a_change_of_an_older_version_is_refused_with_what_was_typed(served, sign_in):
    client, one = sign_in("qa_lead"), concerns_of(served)[0]
    start = version(served)
    rename_concern(served, TERMINAL, start, one, "Theirs")
    answer = client.post(EDIT + "change", {"version": start, "concern": one, "act": "rename", "name": "Mine"})
    assert answer.status_code == 409
    assert "Somebody else changed the tree" in text(answer) and 'value="Mine"' in text(answer)
    assert kept_concerns(served).taxonomy[one].name == "Theirs"


@pytest.mark.parametrize(
    "given",
    [
        {"act": "rename", "name": "x"},
        {"act": "rename", "name": " ", "concern": "ONE"},
        {"act": "fly", "concern": "ONE"},
        {"act": "move", "concern": "ONE", "parent": "none"},
        {"act": "merge", "concern": "ONE"},
    ],
)
def test_what_cannot_be_keeps_the_page(served, sign_in, given):
    one, start = concerns_of(served)[0], version(served)
    sent = {**given, "version": start}
    if "concern" in sent:
        sent["concern"] = one
    answer = sign_in("qa_lead").post(EDIT + "change", sent)
    assert answer.status_code == 400 and 'role="alert"' in text(answer)
    assert version(served) == start
    assert sign_in("qa_lead").post(EDIT + "change", {**sent, "version": "x"}).status_code == 400


def test_how_many_conversations_a_change_would_touch(served, sign_in):
    one, other = concerns_of(served)[:2]
    page = sign_in("qa_lead").get(EDIT, {"concern": [one, other]})
    assert page.context["found"].affected > 0
    assert f"{page.context['found'].affected} conversations are about" in text(page)


def test_parts_are_proposed_and_named(served, sign_in):
    client, (concern, *others) = sign_in("qa_lead"), concerns_of(served)
    merge_concerns(served, TERMINAL, version(served), others, concern)
    page = client.get(f"{EDIT}split/{concern}/")
    assert page.status_code == 200 and page.context["found"].conversations >= 20
    given = {"version": version(served), "name": ["One", "One"], "words": ["a", "b"]}
    again = client.post(f"{EDIT}split/{concern}/", given)
    assert again.status_code == 400 and "two parts" in text(again)
    answer = client.post(f"{EDIT}split/{concern}/", {**given, "name": ["One", "Two"]})
    assert answer.status_code == 302 and answer["Location"].startswith("/jobs/")
    assert client.get(f"{EDIT}split/none-such/").status_code == 400
    assert sign_in("auditor").get(f"{EDIT}split/{concern}/").status_code == 403


@pytest.mark.parametrize("role", ["auditor", "team_manager", "associate", "client_viewer", "case_owner"])
def test_no_change_by_others(served, sign_in, role):
    team = "north" if role == "team_manager" else None
    client, one, start = sign_in(role, team), concerns_of(served)[0], version(served)
    posts = {
        EDIT + "change": {"version": start, "concern": one, "act": "rename", "name": "X"},
        EDIT + "undo": {"version": start},
        LIST + "new/add": {"version": start, "name": "X", "words": "x"},
        LIST + "learn": {},
        LIST + "read": {},
    }
    assert {client.post(path, given).status_code for path, given in posts.items()} == {403}
    assert version(served) == start


def test_the_first_page_of_understand(served, sign_in):
    assert sign_in("analyst").get("/understand/?team=north")["Location"] == LIST + "?team=north"
    assert sign_in("shopper").get("/understand/").status_code == 403
    assert sign_in("shopper").get(LIST).status_code == 403


def test_of_a_large_home_the_page_answers_at_once_and_asks_again(served, sign_in, monkeypatch):
    import time

    monkeypatch.setattr("rapport.work.understanding.later.is_large", lambda home: True)
    monkeypatch.setattr("rapport.work.understanding.later.A_LITTLE_S", 0.0)
    client = sign_in("analyst")
    page = client.get(LIST)
    assert 'hx-trigger="load' in text(page) and "Working out the numbers" in text(page)
    for _ in range(300):
        part = client.get(LIST, headers={"HX-Request": "true"})
        if part.context.get("found"):
            break
        time.sleep(0.5)  # a page takes a while of the processor that works out what it waits for
    assert "<html" not in text(part) and '<table class="concerns"' in text(part)


def test_no_page_waits_behind_what_others_asked(served, sign_in, monkeypatch):
    from threading import Event

    from rapport.work.results.shelf import Kept, State
    from rapport.work.understanding import later

    monkeypatch.setattr("rapport.web.understand.waiting.AT_ONCE_S", 0.01)
    client, ended = sign_in("analyst"), Event()
    later._SHELF.ask("slow", State(1), lambda: ended.wait(60) and Kept(1, State(1), 0.0, 0.0), 0.0)
    try:
        one = concerns_of(served)[0]
        for path in (LIST, LIST + "new/", LIST + "reasons/", f"{LIST}{one}/", f"{EDIT}split/{one}/"):
            assert 'aria-busy="true"' in text(client.get(path))
        assert client.get(EDIT, {"concern": concerns_of(served)[0]}).status_code == 200
    finally:
        ended.set()
