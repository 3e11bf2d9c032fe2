"""Comments searched by what is meant, where the embedding of this machine is built; by words elsewhere."""

import csv
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from rapport.home import create_home
from rapport.language.embedding.provided import provide
from rapport.records import Answer, Interaction
from rapport.warehouse import Warehouse
from rapport.work.experience import alike
from tests.web.shown_home import shown

PAGE = "/understand/comments/"
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
SAID = (
    "The waiting time was far too long",
    "I waited for ages until somebody answered",
    "The invoice was wrong twice",
    "My parcel arrived broken",
    "Price is too high",
    "The app crashes when I open my bills",
    "Friendly agent, thank you",
    "The shop has a nice colour",
)


@pytest.fixture(scope="module")
def commented(tmp_path_factory, stocked):
    home = create_home(tmp_path_factory.mktemp("commented") / "home")
    with Warehouse(home.warehouse_path).write() as writer:
        writer.upsert(
            "interactions",
            [
                Interaction(
                    f"i{n}", "chat", START, customer_id=f"c{n}", agent_id="a1", team=("north", "south")[n % 2]
                )
                for n in range(len(SAID))
            ],
        )
        writer.upsert("answers", answers())
    return home.root


def answers(texts=SAID):
    return [
        Answer(
            f"t{n}", f"s{n}", "why", "text", text=text, customer_id=f"c{n}", interaction_id=f"i{n}",
            answered_at=START + timedelta(hours=n),
        )
        for n, text in enumerate(texts)
    ]  # fmt: skip


@pytest.fixture
def served(commented, tmp_path, monkeypatch):
    monkeypatch.setattr("rapport.web.feelings.comments.AT_ONCE_S", None)
    monkeypatch.setattr(alike, "_KEPT", {})
    with shown(commented, tmp_path / "home") as home:
        yield home
    provide(None)


@pytest.fixture
def built(embedding, monkeypatch):
    """The embedding of this machine, counting the texts it is given."""
    given = []

    class Counted:
        name, dimensions = embedding.name, embedding.dimensions

        def __call__(self, texts):
            given.extend(texts)
            return embedding(texts)

    monkeypatch.setenv("RAPPORT_EMBEDDING", str(Path(__file__).parents[2] / ".venv" / "embedding"))
    provide(Counted)
    return given


@pytest.fixture
def nothing_built(tmp_path, monkeypatch):
    monkeypatch.setenv("RAPPORT_EMBEDDING", str(tmp_path / "nothing"))
    provide(None)


def asked(client, text="slow", **more):
    return client.get(PAGE, {"q": text, "how": "meaning", **more})


def test_slow_finds_waiting_times_above_what_is_about_other_things(served, sign_in, built, embedding):
    page = asked(sign_in("analyst"))
    told = [one.text for one in page.context["listed"]]
    assert set(told[:2]) == set(SAID[:2]), "in none of them stands the word"
    assert len(told) < len(SAID), "what is about nothing alike is left out"
    assert f"nearest in meaning ({embedding.name})" in page.content.decode()
    assert "broken" in asked(sign_in("analyst"), "delivery problems").context["listed"][0].text
    whole = asked(sign_in("analyst"), **{"as": "csv"}).content.decode("utf-8-sig")
    assert [row["text"] for row in csv.DictReader(io.StringIO(whole))] == told


def test_vectors_are_made_once_a_data_version_of_what_is_new(served, sign_in, built):
    client = sign_in("analyst")
    asked(client)
    assert sorted(built) == sorted([*SAID, "slow"])
    built.clear()
    asked(client)
    assert not built, "the same question is not even compared again"
    asked(client, "rude")
    assert built == ["rude"]
    asked(client, "rude", team="north")
    assert built == ["rude", "rude"], "another selection takes the vectors that are there"
    built.clear()
    with Warehouse(served.warehouse_path).write() as writer:
        writer.upsert("answers", answers(("They took two weeks to reply", *SAID[1:])))
    page = asked(client, "rude")
    assert sorted(built) == ["They took two weeks to reply", "rude"]
    [(_, kept)] = alike._KEPT.values()
    assert SAID[0] not in kept, "what is gone is not remembered"
    assert page.status_code == 200


def test_no_more_vectors_are_kept_than_the_limit(served, sign_in, built, monkeypatch):
    monkeypatch.setattr(alike, "MOST_VECTORS", 5)
    client = sign_in("analyst")
    for team in ("north", "south"):
        assert asked(client, team=team).context["listed"]
    [(_, kept)] = alike._KEPT.values()
    assert set(kept) == set(SAID[1::2]), "those of the last selection"


def test_one_sees_what_one_may_see(served, sign_in, built, monkeypatch):
    found = asked(sign_in("team_manager", "south")).context["listed"]
    assert {one.team for one in found} == {"south"} and found[0].text == SAID[1]
    assert asked(sign_in("client_viewer")).status_code == 403
    monkeypatch.setattr("rapport.work.experience.comments.still_blind", lambda actor: frozenset({"i0"}))
    assert SAID[0] not in [one.text for one in asked(sign_in("analyst")).context["listed"]]


def test_without_an_embedding_words_are_compared(served, sign_in, nothing_built):
    page = asked(sign_in("analyst"))
    assert page.status_code == 200 and page.context["embedding"] is None
    assert "By words that go together" in page.content.decode()


def test_one_that_cannot_be_opened_stops_no_search(served, sign_in, tmp_path, monkeypatch):
    (tmp_path / "nothing").mkdir()
    (tmp_path / "nothing" / "manifest.json").write_text("{")
    monkeypatch.setenv("RAPPORT_EMBEDDING", str(tmp_path / "nothing"))
    provide(None)
    page = asked(sign_in("analyst"))
    assert page.status_code == 200 and page.context["embedding"] is None


def test_while_it_compares_the_page_says_so(served, sign_in, built, monkeypatch):
    client = sign_in("analyst")
    client.get(PAGE)
    monkeypatch.setattr("rapport.web.feelings.comments.alike_comments", lambda *given: None)
    page = asked(client)
    assert "Working out the numbers" in page.content.decode()
    assert "how=meaning" in page.content.decode(), "and asks again for the same"
