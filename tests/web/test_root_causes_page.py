"""Root causes across concerns: the same as on each concern's page, in one list, as far as each sees."""

import csv
import io
from urllib.parse import quote

import pytest

from rapport.home import create_home
from rapport.program.people.actor import TERMINAL
from rapport.warehouse import Warehouse
from rapport.work.annotate import annotate_home
from rapport.work.concerns.editing import rename_concern
from rapport.work.concerns.kept import concerns_path, kept_concerns
from rapport.work.concerns.learn import learn_concerns
from tests.web.shown_home import shown
from tests.work.understood_home import ABOUT, WAYS, talk

LIST = "/understand/concerns/"
PAGE = LIST + "causes/"


def one_of(about, number):
    concern, texts = about
    return talk(number, concern, WAYS[number % 5].format(texts[number // 9 % 3]))


@pytest.fixture(scope="module")
def understood(tmp_path_factory, stocked):
    """A third of the conversations about each thing ended badly."""
    home, about = create_home(tmp_path_factory.mktemp("caused") / "home"), list(ABOUT.items())
    with Warehouse(home.warehouse_path).write() as writer:
        writer.upsert("interactions", (one_of(about[number // 3 % 3], number) for number in range(180)))
    learn_concerns(home)
    annotate_home(home, processes=1)
    return home.root


@pytest.fixture
def served(understood, tmp_path, monkeypatch):
    monkeypatch.setattr("rapport.web.understand.waiting.AT_ONCE_S", None)
    with shown(understood, tmp_path / "home") as home:
        yield home


def told(one):
    return one.column, one.label, one.difference.value, one.difference.low, one.bad.base, one.rest.base


def test_it_is_what_each_concerns_page_says(served, sign_in):
    client = sign_in("analyst")
    page = client.get(PAGE)
    found, text = page.context["found"], page.content.decode()
    assert page.status_code == 200 and found.causes and found.looked_at >= 2
    of = {}
    for one in found.causes:
        of.setdefault(one.place.id, []).append(one.driver)
        assert one.driver.difference.low > 0 and one.driver.bad.base >= 10
        assert f"{LIST}{one.place.id}/conversations/?with={quote(one.driver.along)}" in text
    for concern, drivers in of.items():
        alone = client.get(f"{LIST}{concern}/").context["found"].drivers.found
        assert sorted(map(told, drivers)) == sorted(map(told, alone))
    sizes = [one.driver.difference.value for one in found.causes]
    assert sizes == sorted(sizes, reverse=True)
    quotes = [words for one in found.causes for words in one.driver.quotes]
    assert quotes and f"/explore/interactions/{quotes[0].interaction_id}#turn-{quotes[0].turn}" in text
    assert PAGE in client.get(LIST).content.decode() and "style=" not in text


def test_the_rows_behind_a_cause_are_those_counted(served, sign_in):
    client = sign_in("analyst")
    for one in client.get(PAGE).context["found"].causes:
        rows = f"{LIST}{one.place.id}/conversations/"
        page, given = client.get(rows, {"with": one.driver.along}), one.driver.bad
        assert page.status_code == 200 and "Those that went badly" in page.content.decode()
        file = client.get(rows, {"with": one.driver.along, "as": "csv"}).content.decode("utf-8-sig")
        listed = list(csv.DictReader(io.StringIO(file)))
        assert len(listed) == round(given.value * given.base)
        assert all(row["resolved"] == "not_solved" or row["effort_label"] == "high" for row in listed)


@pytest.mark.parametrize("told", ["stated:x", "behaviours:-blame", "causes:", "effort_cues", "1;DROP:x"])
def test_what_cannot_go_with_a_concern_is_refused(served, sign_in, told):
    client = sign_in("analyst")
    concern = client.get(PAGE).context["found"].causes[0].place.id
    assert client.get(f"{LIST}{concern}/conversations/", {"with": told}).status_code == 400


def test_as_a_file_without_formulas(served, sign_in):
    client = sign_in("analyst")
    first = client.get(PAGE).context["found"].causes[0].place.id
    rename_concern(served, TERMINAL, kept_concerns(served).taxonomy.version, first, "=HYPERLINK(1)")
    answer = client.get(PAGE, {"as": "csv"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {row["name"] for row in rows if row["concern"] == first} == {"'=HYPERLINK(1)"}
    for row in rows:
        assert 0 < float(row["difference_low"]) <= float(row["difference"]) <= float(row["difference_high"])


def test_words_and_rows_are_for_who_may_read_them(served, sign_in, monkeypatch):
    page = sign_in("client_viewer").get(PAGE)
    assert page.context["found"].causes and "conversations/" not in page.content.decode()
    assert not any(one.driver.quotes for one in page.context["found"].causes)
    assert sign_in("shopper").get(PAGE).status_code == 403
    client = sign_in("analyst")
    seen = {
        quote.interaction_id
        for one in client.get(PAGE).context["found"].causes
        for quote in one.driver.quotes
    }
    monkeypatch.setattr("rapport.work.understanding.root_causes.still_blind", lambda actor: frozenset(seen))
    after = {q.interaction_id for one in client.get(PAGE).context["found"].causes for q in one.driver.quotes}
    assert seen and not seen & after


def test_with_nothing_to_tell_it_says_so(served, sign_in):
    client = sign_in("analyst")
    few = client.get(PAGE, {"from": "2026-03-10", "to": "2026-03-10"})
    assert few.status_code == 200 and "Nothing is clearly commoner" in few.content.decode()
    concerns_path(served).unlink()
    assert "No concerns have been learned yet" in client.get(PAGE).content.decode()
