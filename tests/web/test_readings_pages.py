"""What the machine read of an interaction: shown with its words, to whoever may read it, in its time."""

import pytest

from rapport.work.annotate import annotate_home


@pytest.fixture
def asked(served, sign_in):
    """Asks for what was read of the tutorial's first chat, as a role."""

    def ask(role="analyst", interaction="c-01", team=None, **headers):
        return sign_in(role, team).get(f"/explore/readings/{interaction}", **headers)

    return ask


def test_before_anybody_read_it_the_page_says_how_it_comes_about(asked):
    answer = asked()
    assert answer.status_code == 200 and "Nobody has read it yet" in answer.content.decode()


def test_verdicts_course_and_notes_are_shown_with_the_words(served, asked):
    annotate_home(served, processes=1)
    read = asked().context["read"]
    assert [one.kind for one in read.verdicts] == ["resolved", "effort", "satisfaction", "impact"]
    assert any("behaviours@2" in one for one in read.models) and not read.unread
    notes = [(turn, note) for turn in read.turns for note in turn.notes]
    assert notes and all(note.label != "cannot_tell" for _, note in notes)
    from rapport.program.people.actor import TERMINAL
    from rapport.work.exploring.interaction import read_interaction

    said = read_interaction(served, TERMINAL, "c-01").turns
    assert all(note.words in said[turn.number]["text"] for turn, note in notes if note.words)
    text = asked().content.decode()
    assert "They enter no score." in text and "<polyline" in text


def test_the_interactions_page_holds_it_without_script(served, asked, sign_in):
    annotate_home(served, processes=1)
    page = sign_in("analyst").get("/explore/interactions/c-01").content.decode()
    assert "They enter no score." in page and "<polyline" in page and 'href="/explore/readings/c-01"' in page
    assert '<mark class="read" title="Machine: ' in page and "% sure" in page


def test_it_is_for_whoever_may_read_the_interaction(served, asked):
    annotate_home(served, processes=1)
    assert asked("team_manager", team="Nobody's").status_code == 404
    assert asked("client_viewer").status_code == 403
    assert asked(interaction="c-99").status_code == 404
