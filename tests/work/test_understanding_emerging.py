"""What is new and growing is found among what was read as other, told as far as one sees, and made a
concern."""

from dataclasses import replace

import pytest

from rapport.program.people.actor import Actor, Grant
from rapport.program.people.errors import NotAllowedError
from rapport.program.setup import connect, disconnect
from rapport.records import InputError
from rapport.warehouse import Warehouse
from rapport.work.annotate import annotate_home
from rapport.work.concerns.editing import TreeChangedError
from rapport.work.concerns.kept import kept_concerns
from rapport.work.progress import Silent
from rapport.work.results.view import View
from rapport.work.understanding import emerging
from rapport.work.understanding.emerging import NewConcerns, add_now, ask_to_add, new_concerns
from rapport.work.understanding.explorer import explorer_of
from rapport.work.understanding.learning import ask_to_read
from tests.work.understood_home import talk, understood_home

LEAD = Actor("Lea", (Grant("qa_lead"),))
SOLAR = (
    "The solar inverter on my roof blinks red", "my solar panel inverter shows a red light",
    "Why does the inverter of the solar roof blink?", "solar inverter blinking, roof panel dead",
)  # fmt: skip
TALKS, LATE = 270, 220


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A home in whose last weeks customers begin to come with something that it never learned."""
    made = understood_home(tmp_path_factory.mktemp("emerging") / "home", rounds=6)
    new = (
        replace(talk(number, "other", SOLAR[number % 4]), interaction_id=f"n{number}")
        for number in range(LATE, TALKS)
    )
    with Warehouse(made.warehouse_path).write() as writer:
        writer.upsert("interactions", list(new))
    annotate_home(made, processes=1)
    connect(made)
    yield made
    disconnect()


def test_the_new_thing_is_found_with_its_growth_and_words(home):
    found = new_concerns(home, LEAD, View())
    assert isinstance(found, NewConcerns) and found.other >= 40
    first = found.found[0]
    assert {"solar", "inverter"} & set(first.words) and first.grows
    grown = [one for one in found.found if one.grows and {"solar", "inverter"} & set(one.words)]
    assert sum(one.conversations for one in grown) >= 30
    assert sum(first.counts) == first.conversations
    assert first.low > 1 and (first.high is None or first.high > first.low)
    assert 1 <= len(first.quotes) <= 2 and all("solar" in text.lower() for _, text in first.quotes)


def test_quotes_only_for_who_reads_single_conversations_and_not_the_blind(home, monkeypatch):
    client = new_concerns(home, Actor("Cleo", (Grant("client_viewer"),)), View())
    assert client.found and not any(one.quotes for one in client.found)
    quoted = {name for one in new_concerns(home, LEAD, View()).found for name, _ in one.quotes}
    blind = frozenset(quoted)
    monkeypatch.setattr("rapport.work.understanding.emerging.still_blind", lambda actor: blind)
    again = {name for one in new_concerns(home, LEAD, View()).found for name, _ in one.quotes}
    assert again and not again & blind


def test_of_another_team_nothing_is_told(home):
    manager = Actor("Max", (Grant("team_manager", "north"),))
    whole, own = new_concerns(home, LEAD, View()), new_concerns(home, manager, View())
    assert 0 < own.other < whole.other


def found_in(home, view):
    found = new_concerns(home, LEAD, view).found
    return next(one for one in found if {"solar", "inverter"} & set(one.words))


def taught_with(monkeypatch):
    """What the model is taught, each time."""
    fit, times = emerging.refitted, []
    monkeypatch.setattr(
        emerging,
        "refitted",
        lambda snapshot, before, given, *apart: times.append(given) or fit(snapshot, before, given, *apart),
    )
    return times


def test_it_is_made_a_concern_by_whoever_may(home, monkeypatch):
    found = new_concerns(home, LEAD, View()).found[0]
    version = kept_concerns(home).taxonomy.version
    auditor = Actor("Aud", (Grant("auditor"),))
    for act in (
        lambda: ask_to_add(home, auditor, version, "Solar", found.words),
        lambda: add_now(home, auditor, Silent(), name="Solar", version=version, words=found.words),
        lambda: ask_to_read(auditor),
    ):
        with pytest.raises(NotAllowedError):
            act()
    taken = next(one.name for one in kept_concerns(home).taxonomy.children(None))
    for name, words in ((" ", found.words), ("x" * 121, found.words), (taken, found.words), ("Solar", ())):
        with pytest.raises(InputError):
            ask_to_add(home, LEAD, version, name, words)
    chats = found_in(home, View(channel="chat"))
    for words, part in (
        (["zeppelin"], {}), ([*found.words[:1], "a", "b", "c"], {}), (found.words, {"to": "2026-03-02"}),
    ):  # fmt: skip
        with pytest.raises(InputError, match="not found any more"):
            add_now(home, LEAD, Silent(), name="Solar", version=version, words=words, part=part)
    before = {row.place.id: row for row in explorer_of(home, LEAD, View()).rows}
    given = taught_with(monkeypatch)
    with pytest.raises(TreeChangedError):
        add_now(
            home, LEAD, Silent(), name="Of chats", version=version + 1, words=chats.words,
            part={"channel": "chat"},
        )  # fmt: skip
    assert given[0] and all(int(one[1:]) % 5 for one in given[0]), "of the view that was shown"
    done = add_now(home, LEAD, Silent(), name="Solar roofs", version=version, words=found.words)
    assert done["address"] == "/understand/concerns/solar-roofs/"
    tree = kept_concerns(home).taxonomy
    assert tree["solar-roofs"].name == "Solar roofs" and tree.version == version + 1
    annotate_home(home, processes=1)
    rows = {row.place.id: row for row in explorer_of(home, LEAD, View()).rows}
    most = (TALKS - LATE) / (2 * TALKS - LATE)
    assert 0.8 * found.conversations / (2 * TALKS - LATE) <= rows["solar-roofs"].first.value <= 1.1 * most
    others = rows["other"].first.value if "other" in rows else 0.0
    assert others <= before["other"].first.value - 0.8 * rows["solar-roofs"].first.value
