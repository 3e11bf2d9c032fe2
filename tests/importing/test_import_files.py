"""Importing: whole or not at all, again without harm, redacted, rejects beside."""

import csv
import json
from pathlib import Path

import pytest

from rapport.home import create_home, open_home
from rapport.sources import Mapping, SourceError
from rapport.warehouse import Warehouse
from rapport.warehouse.erase import erase
from rapport.work.import_ import import_files

TEXT = "conversation_id,speaker,text,timestamp,customer_id,agent_name,region\n"


@pytest.fixture
def home(tmp_path):
    return create_home(tmp_path / "acme")


@pytest.fixture
def write(tmp_path):
    def to_file(name, content):
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        return path

    return to_file


def chat(number, text="hello", **more):
    turns = [{"speaker": "customer", "text": text}, {"speaker": "agent", "text": "hi"}]
    return json.dumps({"id": f"c{number}", "turns": turns, **more}) + "\n"


def stored(home, query):
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        return snapshot.sql(query).to_pylist()


def files_of(home):
    return sorted(str(path) for path in home.root.rglob("*") if path.is_file())


def test_again_is_harmless_and_changes_are_seen(home, write):
    path = write("a.jsonl", "".join(map(chat, range(20))) + json.dumps({"id": "c20", "turns": []}) + "\n")
    first = import_files(home, "chats", [path])
    assert (first.new, first.changed, first.unchanged, first.abandoned) == (21, 0, 0, 1)
    again = import_files(home, "chats", [path])
    assert (again.new, again.changed, again.unchanged) == (0, 0, 21)
    assert again.data_version == first.data_version == 1
    changed = import_files(home, "chats", [write("b.jsonl", chat(3, "hello again") + chat(4) + chat(99))])
    assert (changed.new, changed.changed, changed.unchanged, changed.data_version) == (1, 1, 1, 2)
    assert stored(home, "SELECT count(*) AS n, count(*) FILTER (abandoned) AS a FROM interactions") == [
        {"n": 22, "a": 1}
    ]


def test_a_bad_row_leaves_nothing(home, write):
    before = files_of(home)
    path = write("a.jsonl", "".join(map(chat, range(500))) + '{"id": "broken"')
    with pytest.raises(SourceError, match="Line 501 is not valid JSON") as error:
        import_files(home, "chats", [path])
    assert "a.jsonl, row 501" in str(error.value) and "--skip-bad" in str(error.value)
    assert Warehouse(home.warehouse_path).data_version == 0
    assert [path for path in files_of(home) if "lock" not in path] == before


def test_a_bad_second_file_leaves_nothing_of_the_first(home, write):
    good, bad = write("a.jsonl", chat(1)), write("b.jsonl", "{")
    with pytest.raises(SourceError, match=r"b\.jsonl"):
        import_files(home, "chats", [good, bad])
    assert Warehouse(home.warehouse_path).data_version == 0


def test_bad_rows_are_written_beside_with_reasons(home, write):
    text = TEXT + "c1,visitor,hello,2024-03-12 10:00,k1,Ann,EU\n=cmd|x,zork,bad,2024-03-12 10:00,k1,Ann,EU\n"
    text += "c3,rep,hello,later,k1,Ann,EU\nc4,rep\nc5,rep,hi,2024-03-12 10:00,k1,Ann,EU\n"
    result = import_files(home, "chats", [write("a.csv", text)], skip_bad=True)
    assert (result.new, result.rejected) == (2, 3)
    with Path(result.rejects_path).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["row"] for row in rows] == ["5", "3", "4"]
    assert all(row["file"] == "a.csv" and row["reason"] and row["what to do"] for row in rows)
    assert "column 'speaker'" in rows[1]["reason"] and rows[1]["raw text"].startswith("'=cmd")
    assert (
        import_files(home, "chats", [write("b.csv", TEXT + "c1,rep,x,,,,\n")], skip_bad=True).rejects_path
        is None
    )


def test_ids_twice_with_other_content_name_both_rows(home, write):
    path = write("a.jsonl", chat(1) + chat(2) + chat(1) + chat(2, "something else"))
    with pytest.raises(SourceError, match=r"a\.jsonl, row 2") as error:
        import_files(home, "chats", [path])
    assert "row 4" in str(error.value) and "'c2'" in str(error.value)
    result = import_files(home, "chats", [path], skip_bad=True)
    assert (result.new, result.repeated, result.rejected) == (2, 1, 1)
    other = write("b.jsonl", chat(1, "changed"))
    with pytest.raises(SourceError, match=r"a\.jsonl, row 1"):
        import_files(home, "chats", [write("a.jsonl", chat(1)), other])


def test_known_names_and_personal_data_are_redacted_before_storage(home, write):
    customers = write("k.csv", "customer_id,name,email\nk1,Zebulon Quackenbush,z@example.org\n")
    import_files(home, "customers", [customers])
    text = (
        TEXT + "c1,visitor,I am Zebulon Quackenbush z@example.org,2024-03-12 10:00,k1,Ottoline Frobisher,EU\n"
    )
    text += "c1,rep,Hello Zebulon this is Ottoline Frobisher,2024-03-12 10:01,k1,,EU\n"
    result = import_files(home, "chats", [write("a.csv", text)])
    assert result.redactions == {"email": 1, "name": 3}
    (row,) = stored(home, "SELECT turns FROM interactions")
    assert [turn["text"] for turn in row["turns"]] == ["I am [NAME] [EMAIL]", "Hello [NAME] this is [NAME]"]
    events = write("e.csv", "event,customer_id,note,shop\ncall,k1,Quackenbush rang z@example.org,Bonn\n")
    assert import_files(home, "events", [events]).redactions == {"name": 1, "email": 1}
    assert stored(home, "SELECT attributes FROM events") == [
        {"attributes": [("note", "[NAME] rang [EMAIL]"), ("shop", "Bonn")]}
    ]
    answers = write("s.csv", "submission_id,item,value,customer_id\ns1,comment,Quackenbush here,k1\n")
    assert import_files(home, "answers", [answers]).redactions == {"name": 1}


def test_a_sure_mapping_is_saved_and_reused(home, write):
    path = write("a.csv", TEXT + "c1,visitor,hi,2024-03-12 10:00,k1,Ann,EU\n")
    first = import_files(home, "chats", [path])
    (saved,) = first.mappings
    mapping = Mapping.load(saved)
    assert mapping.columns["at"] == "timestamp" and mapping.rows == "message"
    Mapping("chats", mapping.columns, "message", header=mapping.header, ignore=("region",)).save(saved)
    again = import_files(home, "chats", [path])
    assert again.mappings == () and again.changed == 1
    assert stored(home, "SELECT attributes FROM interactions") == [{"attributes": []}]


def test_a_failed_import_saves_no_mapping(home, write):
    path = write("a.csv", TEXT + "c1,zork,hi,2024-03-12 10:00,k1,Ann,EU\n")
    with pytest.raises(SourceError, match="zork"):
        import_files(home, "chats", [path])
    assert not list(home.folder("mappings").iterdir())


def test_a_given_mapping_is_used(home, write):
    path = write("a.csv", "foo,bar,baz\nc1,zork,hello\n")
    mapping = write("m.yaml", "kind: chats\ncolumns: {interaction_id: foo, speaker: bar, text: baz}\n"
                    "speakers: {zork: agent}\ndefaults: {team: North}\n")  # fmt: skip
    assert import_files(home, "chats", [path], mapping=mapping).new == 1
    assert stored(home, "SELECT team, eligible FROM interactions") == [{"team": "North", "eligible": True}]
    with pytest.raises(SourceError, match="mapping is for chats, not events"):
        import_files(home, "events", [path], mapping=mapping)


def test_a_dry_run_shows_and_stores_nothing(home, write):
    path = write("a.csv", TEXT + "".join(f"c{n},visitor,hi,2024-03-12 10:00,k1,Ann,EU\n" for n in range(9)))
    before = files_of(home)
    result = import_files(home, "chats", [path, write("b.jsonl", chat(1))], dry_run=True)
    table, native = result.proposals
    assert len(table.rows) == 5 and {field.field for field in table.fields} >= {"speaker", "text", "at"}
    assert native.mapping is None and native.rows[0][0] == "c1"
    assert files_of(home) == sorted([*before, table.draft_path])
    assert Mapping.load(table.draft_path) == table.mapping


def test_a_draft_holds_what_is_not_sure_for_a_person_to_mend(home, write):
    path = write("a.csv", "id,who,text\n1,zork,hello\n")
    (proposal,) = import_files(home, "chats", [path], dry_run=True).proposals
    assert "say who zork is" in next(each.why for each in proposal.fields if each.field == "speaker")
    draft = Mapping.load(proposal.draft_path)
    assert draft.columns == {"interaction_id": "id", "speaker": "who", "text": "text"}
    with pytest.raises(SourceError, match="zork"):
        import_files(home, "chats", [path])
    text = Path(proposal.draft_path).read_text()
    mended = write("m.yaml", text + "speakers: {zork: customer}\n")
    assert import_files(home, "chats", [path], mapping=mended).new == 1


def test_times_without_a_zone_hang_in_the_zone_of_the_home(tmp_path, write):
    home = create_home(tmp_path / "acme")
    settings = home.root / "rapport.toml"
    settings.write_text(settings.read_text().replace('"UTC"', '"Europe/Berlin"'))
    import_files(open_home(home.root), "chats", [write("a.csv", TEXT + "c1,rep,hi,2024-07-01 12:00,,,\n")])
    (row,) = stored(home, "SELECT epoch(started_at) AS at FROM interactions")
    assert row["at"] == 1719828000


def test_every_kind_lands_in_its_table(home, write):
    texts = {
        "events": "event,at,customer_id\npurchase,2024-03-12,k1\n",
        "indicators": "date,name,value\n2024-03-12,defects,3\n",
        "customers": "customer_id,account_id\nk1,a1\n",
        "answers": "submission_id,nps,comment\ns1,9,good\n",
        "reviews": "id,text\nr1,good\n",
    }
    for kind, text in texts.items():
        assert import_files(home, kind, [write(f"{kind}.csv", text)]).new == (2 if kind == "answers" else 1)
    for table in ("events", "indicators", "customers", "answers", "interactions"):
        assert stored(home, f"SELECT count(*) AS n FROM {table}")[0]["n"] == (2 if table == "answers" else 1)


def test_erased_customers_stay_away(home, write):
    path = write("a.jsonl", chat(1, customer_id="k1") + chat(2, customer_id="k2"))
    import_files(home, "chats", [path])
    erase(Warehouse(home.warehouse_path), "k1")
    result = import_files(home, "chats", [path])
    assert (result.new, result.erased, result.unchanged) == (0, 1, 1)


def test_progress_counts_every_byte_once(home, write):
    class Watch:
        total = done = 0

        def stage(self, name, total=None):
            self.total = total or self.total

        def advance(self, steps=1):
            self.done += steps

    watch = Watch()
    path = write("a.csv", TEXT + "c1,visitor,hi,2024-03-12 10:00,k1,Ann,EU\n")
    import_files(home, "chats", [path], progress=watch)
    assert watch.total == watch.done == path.stat().st_size


@pytest.mark.shared
def test_star_is_imported_with_its_abandoned_chats(home, shared):
    path = shared / "data/star/conversations.jsonl.gz"
    result = import_files(home, "chats", [path])
    assert (result.new, result.abandoned, result.rejected) == (4365, 320, 0)
    again = import_files(home, "chats", [path])
    assert (again.new, again.unchanged) == (0, 4365)
    (row,) = stored(
        home, "SELECT count(*) AS n, count(DISTINCT agent_id) AS a, avg(handle_s) AS h FROM interactions"
    )
    assert row["n"] == 4365 and row["a"] == 82 and 60 < row["h"] < 3600
