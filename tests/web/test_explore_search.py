"""Searching: the index and the tables find the same, everybody as far as their role reaches, and whatever
is typed or was said stays text."""

from datetime import UTC, datetime
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from rapport.records import Interaction, Turn
from rapport.warehouse import Warehouse
from rapport.work.exploring.index import state
from rapport.work.exploring.index.build import bring_up_to_date
from rapport.work.exploring.index.place import index_path, is_condemned
from rapport.work.exploring.search import Scored, Search, find_interactions, neighbours

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
EVIL = "<script>alert('x')</script> \"onmouseover=alert(1) x='"
HEBREW = "שלום, הקומקום שבור"


def interaction(name, at=NOON, text="hello", **facts):
    facts = {"channel": "chat", "team": "Day", "agent_id": "a-1", "customer_id": f"c-{name}", **facts}
    return Interaction(
        interaction_id=name,
        started_at=at,
        turns=(Turn("customer", text), Turn("agent", "how can I help")),
        **facts,
    )


@pytest.fixture
def stored(served):
    def store(*records):
        with Warehouse(served.warehouse_path).write() as writer:
            writer.upsert("interactions", records)

    return store


@pytest.fixture(params=["index", "tables"])
def way(request, served):
    """Asks in one way, and says whether it was that one."""
    if request.param == "index":
        return lambda: bring_up_to_date(served)
    return lambda: None


def found(client, **query):
    answer = client.get("/explore/?" + urlencode(query, doseq=True))
    assert answer.status_code == 200, answer.content
    return [row["interaction_id"] for row in answer.context["found"].rows]


def test_words_phrases_beginnings_and_what_must_not_be_there(stored, way, sign_in):
    stored(
        interaction("one", text="The kettle leaks since Monday"),
        interaction("two", text="A leaking kettle, sigh", customer_id="someone"),
        interaction("zz-3", text="café closed", subject="About the Kettle"),
    )
    way()
    client = sign_in("qa_lead")
    assert {"one", "two", "zz-3"} <= set(found(client, q="kettle"))
    assert found(client, q='"kettle leaks"') == ["one"]
    assert {"one", "two"} == set(found(client, q="leak* kettle")) & {"one", "two", "zz-3"}
    assert "one" not in found(client, q="kettle -monday") and "two" in found(client, q="kettle -monday")
    assert found(client, q="cafe closed") == ["zz-3"]
    assert found(client, q="someone") == ["two"] and found(client, q="zz-3") == ["zz-3"]
    assert found(client, q="zebra") == []


def test_the_page_says_when_the_index_is_not_there(stored, served, sign_in):
    stored(interaction("one", text="The kettle leaks"))
    client = sign_in("qa_lead")
    before = client.get("/explore/?q=leaks")
    assert not before.context["found"].indexed and b"index for words is not whole yet" in before.content
    bring_up_to_date(served)
    behind = client.get("/explore/?q=leaks")
    assert behind.context["found"].indexed and b"index for words" not in behind.content


def test_text_from_right_to_left_is_found_and_keeps_its_direction(stored, way, sign_in):
    stored(interaction("rtl", text=HEBREW))
    way()
    client = sign_in("qa_lead")
    assert found(client, q="הקומקום") == ["rtl"]
    page = client.get("/explore/interactions/rtl").content.decode()
    assert HEBREW in page and '<p dir="auto" class="text">' in page


def test_scripts_without_spaces_are_found_inside_longer_runs(stored, way, sign_in):
    stored(interaction("han", text="我想退款谢谢"))
    way()
    answer = sign_in("qa_lead").get("/explore/?" + urlencode({"q": "退款"}))
    assert [row["interaction_id"] for row in answer.context["found"].rows] == ["han"]
    assert not answer.context["found"].indexed


def test_what_was_said_is_never_markup(stored, way, sign_in):
    stored(
        interaction("evil", text=EVIL, subject=EVIL, attributes={EVIL: EVIL}, concern=EVIL, agent_name=EVIL)
    )
    way()
    client = sign_in("qa_lead")
    for path in ("/explore/?q=alert", "/explore/interactions/evil", "/explore/customers/c-evil"):
        page = client.get(path).content
        assert b"<script>alert" not in page and b"&lt;script&gt;" in page


HOSTILE = (
    "'; DROP TABLE items; --",
    '" OR 1=1',
    'said : "x" NEAR(',
    "* OR *",
    '"',
    "-",
    "--",
    "a\0b",
    "%00",
    "x" * 5_000,
    "﷽" * 300,
    "' UNION SELECT packed FROM whole --",
    EVIL,
)
FIELDS = (
    "q", "agent_id", "concern", "customer_id", "touchpoint", "language", "team", "channel", "segment",
    "evaluator", "element", "attribute", "kind", "evaluated", "qci_from", "element_most", "sort", "after",
    "period", "from",
)  # fmt: skip


PRODUCT = [(field, typed) for field in FIELDS for typed in HOSTILE]


def nothing_is_more_than_text(product, stored, way, sign_in):
    stored(interaction("here"))
    way()
    client = sign_in("team_manager", "Night")
    for field, typed in product:
        answer = client.get(
            "/explore/?" + urlencode({field: f"n={typed}" if field == "attribute" else typed})
        )
        assert answer.status_code in (200, 400), (field, typed)
        assert b"<script>alert" not in answer.content and b"here</" not in answer.content
    assert found(sign_in("qa_lead"), q="hello help")


def test_nothing_typed_is_more_than_text(stored, way, sign_in):
    """Every fourth: each field meets a fourth of them, each of them a fourth of the fields."""
    nothing_is_more_than_text(PRODUCT[::4], stored, way, sign_in)


@pytest.mark.proof
def test_nothing_typed_anywhere_is_more_than_text(stored, way, sign_in):
    nothing_is_more_than_text(PRODUCT, stored, way, sign_in)


QUERIES = (
    {"q": "hello"}, {"q": "help"}, {"q": "night"}, {"q": "c-night"}, {"team": "Night"}, {"channel": "chat"},
    {"agent_id": "a-2"}, {"customer_id": "c-night"}, {"attribute": "queue=slow"}, {"kind": "customer"},
    {"sort": "oldest"}, {"sort": "longest"}, {"q": "-zebra"}, {"q": "hel*"},
    {"q": "hello", "sort": "longest"},
)  # fmt: skip


@pytest.fixture
def two_teams(stored, way):
    stored(
        interaction("day", attributes={"queue": "slow"}),
        interaction("night", team="Night", agent_id="a-2", attributes={"queue": "slow"}),
        interaction("none", team=None, agent_id=None),
    )
    way()


def test_no_way_of_asking_shows_what_is_out_of_sight(two_teams, sign_in):
    auditor, manager = sign_in("auditor"), sign_in("team_manager", "Day")
    associate, nobodys = sign_in("associate", agent_id="a-1"), sign_in("associate")
    owner, viewer = sign_in("case_owner"), sign_in("client_viewer")
    for query in QUERIES:
        assert "night" in found(auditor, **query), query
        for client in (manager, associate):
            assert not {"night", "none"} & set(found(client, **query)), query
        for client in (nobodys, owner):
            assert found(client, **query) == [], query
        assert viewer.get("/explore/?" + urlencode(query)).status_code == 403, query


def test_what_is_out_of_sight_is_not_opened_or_taken_along(two_teams, sign_in):
    for client in (sign_in("team_manager", "Day"), sign_in("associate", agent_id="a-1")):
        assert client.get("/explore/interactions/night").status_code == 404
        assert client.get("/explore/customers/c-night").status_code == 404
        selected = client.post("/explore/export", {"selected": ["night", "day"]})
        assert b"night" not in selected.content and b"day" in selected.content


@pytest.mark.parametrize("sort", ["newest", "oldest", "longest"])
def test_pages_follow_without_gap_among_equal_and_absent_times(sort, stored, way, served):
    from rapport.program.people.actor import TERMINAL

    stored(
        *(interaction(f"same-{n:02}") for n in range(7)),
        *(interaction(f"never-{n:02}", at=None) for n in range(5)),
        *(interaction(f"later-{n:02}", at=NOON.replace(hour=13, second=n)) for n in range(4)),
    )
    way()
    seen, mark, search = [], None, Search(sort=sort)
    while True:
        page = find_interactions(served, TERMINAL, search, after=mark, limit=3)
        seen += page.rows
        mark = page.after
        if mark is None:
            break
    names = [row["interaction_id"] for row in seen]
    assert len(names) == len(set(names)) == page.total
    if sort != "longest":
        times = [row["started_at"] for row in seen if row["started_at"]]
        assert times == sorted(times, reverse=sort == "newest")
    for here, row in enumerate(seen):
        before, behind = neighbours(served, TERMINAL, search, row)
        assert before == (names[here - 1] if here else None)
        assert behind == (names[here + 1] if here + 1 < len(names) else None)


def test_a_stretch_of_time_is_cut_in_the_zone_of_the_home(stored, way, sign_in):
    stored(
        interaction("before", at=datetime(2026, 2, 28, 23, 59, 59, 999_000, tzinfo=UTC)),
        interaction("first", at=datetime(2026, 3, 1, tzinfo=UTC)),
        interaction("never", at=None),
    )
    way()
    some = found(sign_in("qa_lead"), **{"from": "2026-03-01", "to": "2026-03-01"})
    assert "first" in some and not {"before", "never"} & set(some)


def test_the_index_follows_changes_and_forgets_who_is_erased(stored, served, sign_in):
    from rapport.work.erase import erase_customer

    stored(interaction("mine", text="my secret unicorn"), interaction("other", text="plain"))
    bring_up_to_date(served)
    client = sign_in("qa_lead")
    assert found(client, q="unicorn") == ["mine"]
    stored(interaction("other", text="now about a dragon", at=NOON.replace(year=2025)))
    bring_up_to_date(served)
    assert found(client, q="dragon") == ["other"] and "other" not in found(client, q="plain")
    erase_customer(served, "c-mine")
    assert found(client, q="unicorn") == []
    bring_up_to_date(served)
    assert found(client, q="unicorn") == [] and client.get("/explore/?q=plain").context["found"].indexed
    for path in index_path(served).parent.iterdir():
        assert b"unicorn" not in path.read_bytes() and b"c-mine" not in path.read_bytes()


def test_a_damaged_index_is_put_aside_and_made_anew(stored, served, sign_in):
    stored(interaction("mine", text="unicorn"))
    bring_up_to_date(served)
    index_path(served).write_bytes(b"this is no index" * 100)
    client = sign_in("qa_lead")
    assert found(client, q="unicorn") == ["mine"]
    assert bring_up_to_date(served)
    assert client.get("/explore/?q=unicorn").context["found"].indexed


def test_damage_met_while_reading_is_answered_from_the_tables_and_mended(stored, served, sign_in):
    stored(*(interaction(f"n-{number:03}", text=f"unicorn {number} " * 40) for number in range(300)))
    bring_up_to_date(served)
    disconnected = index_path(served).read_bytes()
    # The first pages say what there is; what is behind them is no longer readable.
    index_path(served).unlink()
    index_path(served).write_bytes(disconnected[: 4 * 8192] + b"\xff" * (len(disconnected) - 4 * 8192))
    client = sign_in("qa_lead")
    assert "n-007" in found(client, q='"unicorn 7"')
    assert client.get("/explore/interactions/n-007").status_code == 200
    assert is_condemned(served)
    assert bring_up_to_date(served) and not is_condemned(served)
    answer = client.get("/explore/?q=unicorn")
    assert answer.context["found"].indexed and answer.context["found"].total == 300


def test_a_large_index_is_asked_while_a_worker_brings_it_up(stored, served, sign_in, monkeypatch):
    from rapport.program.jobs.services import worker_gone, worker_seen

    monkeypatch.setattr(state, "LARGE", 1)
    stored(interaction("old", text="unicorn"))
    bring_up_to_date(served)
    stored(interaction("new", text="unicorn"), interaction("newer", text="dragon"))
    client = sign_in("qa_lead")
    assert set(found(client, q="unicorn")) == {"old", "new"}  # nobody is at it: the tables are read
    worker_seen("here", "here")
    answer = client.get("/explore/?q=unicorn")
    assert [row["interaction_id"] for row in answer.context["found"].rows] == ["old"]
    assert (
        answer.context["found"].missing == 2
        and b"2 rows that came just now are being added" in answer.content
    )
    assert client.get("/explore/interactions/new").status_code == 200
    assert sign_in("team_manager", "Night").get("/explore/interactions/new").status_code == 404
    worker_gone("here")
    assert set(found(client, q="unicorn")) == {"old", "new"}
    bring_up_to_date(served)
    answer = client.get("/explore/?q=unicorn")
    assert answer.context["found"].total == 2 and answer.context["found"].missing == 0


def test_an_index_that_never_was_whole_is_not_asked(stored, served, sign_in, monkeypatch):
    from rapport.program.jobs.services import worker_seen

    monkeypatch.setattr(state, "LARGE", 1)
    worker_seen("here", "here")
    stored(interaction("old", text="unicorn"))
    assert not bring_up_to_date(served, at_most_s=0)
    client = sign_in("qa_lead")
    assert found(client, q="unicorn") == ["old"] and not client.get("/explore/").context["found"].indexed


def test_filters_are_kept_shared_and_forgotten(stored, sign_in):
    lead, manager = sign_in("qa_lead"), sign_in("team_manager", "Day")
    other, associate = sign_in("team_manager", "Night"), sign_in("associate", agent_id="a-1")
    keep = {"name": "Chats", "query": "channel=chat", "share": "Day"}
    assert manager.post("/explore/filters", keep).status_code == 302
    assert b"Chats" in manager.get("/explore/").content and b"Chats" in lead.get("/explore/").content
    assert b"Chats" not in other.get("/explore/").content
    assert manager.post("/explore/filters", {**keep, "name": "x", "share": "Night"}).status_code == 400
    assert associate.post("/explore/filters", {**keep, "share": "*"}).status_code == 403
    assert associate.post("/explore/filters", {"name": EVIL[:90], "query": "q=1"}).status_code == 302
    assert b"<script>alert" not in associate.get("/explore/").content
    one = manager.get("/explore/").context["filters"][0]
    assert other.post(f"/explore/filters/{one.id}/remove").status_code == 400
    assert manager.post(f"/explore/filters/{one.id}/remove").status_code == 302
    assert b"Chats" not in manager.get("/explore/").content


def test_an_export_holds_no_formula_and_stands_in_the_log(stored, way, sign_in):
    stored(interaction("calc", subject="=HYPERLINK(1)", concern="@sum", agent_name="+1", team="Day"))
    way()
    client = sign_in("qa_lead")
    text = client.post("/explore/export", {"all": "1", "query": "concern=%40sum"}).content.decode()
    assert "'=HYPERLINK" in text and "'@sum" in text and "'+1" in text and "how can I help" not in text
    from rapport.program.people.models import LogEntry

    assert LogEntry.objects.filter(action="interactions.export").count() == 1
    assert client.post("/explore/export", {}).status_code == 400
    assert client.get("/explore/export").status_code == 405


def test_scores_narrow_as_far_as_they_may_be_known(served_audit):
    from rapport.program.people.actor import TERMINAL, Actor, Grant
    from rapport.program.people.errors import NotAllowedError

    bring_up_to_date(served_audit)
    low = find_interactions(served_audit, TERMINAL, Search(scored=Scored(highest=50), sort="lowest"))
    means = [row["qci"] for row in low.rows]
    assert means and means == sorted(means) and max(means) <= 50
    every = find_interactions(served_audit, TERMINAL, Search(scored=Scored(evaluated=True)))
    none = find_interactions(served_audit, TERMINAL, Search(scored=Scored(evaluated=False)))
    whole = find_interactions(served_audit, TERMINAL, Search())
    assert every.total + none.total == whole.total
    assert {row["qci"] for row in none.rows} == {None}
    critical = find_interactions(served_audit, TERMINAL, Search(scored=Scored(critical=True)))
    assert 0 < critical.total < every.total
    analyst = Actor("new analyst", (Grant("analyst"),), user_id=str(uuid4()))
    assert find_interactions(served_audit, analyst, Search(scored=Scored(highest=100))).total == 0
    with pytest.raises(NotAllowedError):
        find_interactions(served_audit, Actor("c", (Grant("case_owner"),)), Search(scored=Scored(lowest=1)))
