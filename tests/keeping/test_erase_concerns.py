"""What a home learned, and what people made of it, outlasts an erasure; the customer's words in it do not."""

import pytest

from rapport.language.concerns.model import ConcernModel
from rapport.language.concerns.taxonomy import Concern, rename, taxonomy_of
from rapport.records import Customer
from rapport.warehouse import Warehouse
from rapport.work.concerns.earlier import earlier
from rapport.work.concerns.kept import (
    KeptConcerns,
    concerns_path,
    keep_concerns,
    kept_concerns,
    read_concerns,
)
from rapport.work.erase import erase_customer
from rapport.work.erasing.files import clean_files
from rapport.work.erasing.traces import Traces

TREE = taxonomy_of(
    [
        Concern("money", "Money"),
        Concern("bill", "Wrong Bill", "money", ("bill", "amount", "billing"), pinned=True),
        Concern("wrong", "wrong", "money", ("wrong",)),
        Concern("calls", "Bill", None, ("7", "calls")),
    ]
)
ASKED = ["the amount is wrong", "my amount is not right", "who calls me", "nobody calls back"] * 6


@pytest.fixture
def learned(kept_home):
    """A home that learned concerns, and edited them once; a customer is called as everybody's bills are."""
    model = ConcernModel().fit(ASKED, ["bill", "bill", "calls", "calls"] * 6)
    keep_concerns(kept_home, KeptConcerns(TREE, model))
    keep_concerns(kept_home, KeptConcerns(rename(TREE, "money", "Payments of Bill"), model))
    with Warehouse(kept_home.warehouse_path).write() as writer:
        writer.upsert("customers", [Customer("7", "Bill")])
    for name, data in (("behaviours.model", b"\x00 bill \xff 7 "), ("effort.card.json", b'{"of": "7"}')):
        (kept_home.root / "models" / name).write_bytes(data)
    return kept_home


def told(kept):
    return {key: (one.name, one.words) for key, one in kept.taxonomy.concerns.items()}


def test_the_tree_stays_without_the_customers_words(learned):
    before = kept_concerns(learned)
    erase_customer(learned, "7")
    after = kept_concerns(learned)
    assert told(after) == {
        "money": ("Payments of", ()),
        "bill": ("Wrong", ("amount", "billing")),
        "wrong": ("wrong", ("wrong",)),
        "calls": ("unnamed", ("calls",)),
    }
    assert after.taxonomy["bill"].pinned and after.taxonomy["bill"].parent == "money"
    assert after.taxonomy.version == before.taxonomy.version and after.model.name == before.model.name


def test_so_do_earlier_states_that_can_be_taken_back(learned):
    erase_customer(learned, "7")
    (then,) = earlier(concerns_path(learned))
    assert told(read_concerns(then))["money"] == ("Money", ())
    assert told(read_concerns(then))["bill"] == ("Wrong", ("amount", "billing"))


def test_names_beside_each_other_stay_different(learned):
    tree = taxonomy_of([Concern("a", "Bill"), Concern("b", "7"), Concern("c", "unnamed")])
    keep_concerns(learned, KeptConcerns(tree, kept_concerns(learned).model))
    erase_customer(learned, "7")
    names = [name for name, _ in told(kept_concerns(learned)).values()]
    assert sorted(names) == ["unnamed", "unnamed (2)", "unnamed (3)"]


def test_models_and_the_sheet_are_no_files_to_be_searched(learned):
    sheet = learned.root / ".read" / "packs"
    sheet.mkdir(parents=True)
    (sheet / "1.parquet").write_bytes(b"PAR1 bill 7 PAR1")
    clean_files(learned, Traces(frozenset({" bill ", " 7 "})), suspect=True)
    assert (sheet / "1.parquet").exists(), "it goes whole, by whoever keeps it"
    erase_customer(learned, "7")
    assert not (learned.root / ".read").exists()
    assert (learned.root / "models" / "behaviours.model").read_bytes() == b"\x00 bill \xff 7 "
    assert (learned.root / "models" / "effort.card.json").exists()


def test_a_file_that_goes_meanwhile_ends_no_erasure(learned, monkeypatch):
    from rapport.work.erasing import files

    reads = files.read_text

    def gone(path):
        if path.name == "eve.csv":
            path.unlink()
        return reads(path)

    monkeypatch.setattr(files, "read_text", gone)
    assert erase_customer(learned, "cust-1").counts["interactions"] == 1


def test_words_are_left_out_of_a_text():
    traces = Traces(frozenset({" ada quill ", " 7 "}))
    assert traces.without("Complaint of Ada  QUILL, again") == "Complaint of , again"
    assert traces.without("Ada and Quill, 77") == "Ada and Quill, 77"
    assert traces.without("Ada-Quill 7!") == ""
