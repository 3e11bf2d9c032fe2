"""What a machine read is marked in the words it judged by: named, escaped, and beside what people marked."""

import re
from datetime import UTC, datetime
from html import unescape
from html.parser import HTMLParser

import pytest

from rapport.records import Interaction, Turn
from rapport.records.annotation import Annotation, Reading
from rapport.warehouse import Warehouse
from rapport.web.explore.templatetags.marked_words import letter, marked_words, sure
from rapport.work.exploring.index.build import bring_up_to_date
from rapport.work.exploring.shown_scores import Mark, pieces_of

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
WORDS = 'My <b>card</b> & PIN 🙂 were "lost" today\nCan you block it?'
EVIL = "<img src=x onerror=alert(1)> \"' & _so_"
ADDRESS = "/explore/interactions/marked"


@pytest.fixture
def read(served):
    """Stores a conversation with the annotations of a model → adds more readings, and changes the words."""

    def store(*annotations, reader="concerns", mark=None):
        one = Interaction(
            "marked",
            started_at=NOON,
            channel="chat",
            customer_id="c-marked",
            turns=(Turn("customer", WORDS), Turn("agent", "I block it. Thanks for telling.")),
        )
        warehouse = Warehouse(served.warehouse_path)
        with warehouse.write() as writer:
            writer.upsert("interactions", [one])
        with warehouse.snapshot() as snapshot:
            found = snapshot.sql(
                "SELECT lower(hex(content_hash)) AS mark FROM interactions WHERE interaction_id = 'marked'"
            )
        with warehouse.write() as writer:
            known = mark or found["mark"][0].as_py()
            writer.upsert(
                "readings", [Reading(f"{reader}:marked", "marked", reader, ("m@1",), known, annotations)]
            )
        bring_up_to_date(served)

    return store


def said(kind, label, words, turn=0, **more):
    """An annotation that rests on these words."""
    text = WORDS if turn == 0 else "I block it. Thanks for telling."
    start = text.index(words)
    return Annotation("marked", kind, label, "m@1", turn=turn, start=start, end=start + len(words), **more)


CARD = said("concern_stated", "Lost & <stolen>", "My <b>card</b> & PIN 🙂 were", probability=0.924)
LOST = said("concern_actual", "other", 'PIN 🙂 were "lost" today\nCan', probability=0.999)
ALL = Annotation("marked", "behaviour", "ownership", "m@1", turn=1, probability=0.75)


class Marked(HTMLParser):
    """The texts of a page's transcript: all of each turn, what is marked, by which title."""

    def __init__(self, page):
        super().__init__()
        self.turns, self.marks, self._in, self._sup = [], [], 0, False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "p" and given.get("class") == "text":
            self.turns.append("")
            self._in = 1
        elif self._in and tag == "mark":
            self.marks.append([given["title"], "", given.get("class")])
            self._in = 2
        elif self._in:
            assert tag in ("sup", "a"), tag
            self._sup = True

    def handle_endtag(self, tag):
        if tag == "p":
            self._in = 0
        elif tag == "mark":
            self._in = 1
        elif tag == "sup":
            self._sup = False

    def handle_data(self, data):
        if self._in and not self._sup:
            self.turns[-1] += data
            if self._in == 2:
                self.marks[-1][1] += data


def test_the_words_of_each_label_are_marked_where_they_stand_overlapping_or_not(read, sign_in):
    read(CARD, LOST)
    page = sign_in("analyst").get(ADDRESS).content.decode()
    found = Marked(page)
    assert found.turns == [WORDS, "I block it. Thanks for telling."], (
        "no word is lost, added or turned around"
    )
    stated, actual = (
        "Machine: concern stated: Lost & <stolen>, 92 % sure",
        "Machine: concern actual: other, over 99 % sure",
    )
    assert found.marks == [
        [stated, "My <b>card</b> & ", "read"],
        [f"{stated}; {actual}", "PIN 🙂 were", "read"],
        [actual, ' "lost" today\nCan', "read"],
    ]


def test_every_mark_and_what_it_stands_for_lead_to_each_other(read, sign_in):
    read(CARD, LOST, ALL, said("satisfaction", "thanks", "Thanks", turn=1))
    page = sign_in("analyst").get(ADDRESS).content.decode()
    names = re.findall(r' id="([^"]+)"', page)
    assert len(names) == len(set(names))
    for number in range(1, 5):
        assert names.count(f"words-{number}") == names.count(f"read-{number}") == 1
        assert f'href="#words-{number}"' in page and f'href="#read-{number}"' in page
    assert 'href="#turn-0"' in page and 'href="#turn-1"' in page
    assert "Machine: behaviour: ownership, 75 % sure" in page and "the whole turn" in page
    assert "hx-get" not in page.split('id="read-title"')[1].split("</section>")[0]


def test_how_sure_the_model_is_stands_beside_its_label_where_it_says(read, sign_in):
    read(CARD, ALL, said("satisfaction", "thanks", "Thanks", turn=1))
    text = re.sub(r"<[^>]*>", "", sign_in("analyst").get(ADDRESS).content.decode())
    text = re.sub(r"\s+", " ", unescape(text))
    assert "Lost & <stolen> 92 % sure a My <b>card</b> & PIN 🙂 were Turn 1" in text
    assert "Behaviour: ownership 75 % sure b the whole turn" in text
    assert "Satisfaction: thanks c Thanks" in text, "this model does not say how sure it is"


def test_labels_and_words_are_never_markup(read, sign_in):
    read(said("concern_stated", EVIL, "<b>card</b>"), said("topic", EVIL, "lost"))
    client = sign_in("analyst")
    for path in (ADDRESS, "/explore/readings/marked"):
        page = client.get(path).content.decode()
        assert "<img" not in page and "<b>" not in page and "&lt;img src=x onerror=alert(1)&gt;" in page
    marks = Marked(client.get(ADDRESS).content.decode()).marks
    assert [words for _, words, _ in marks] == ["<b>card</b>", "lost"]
    assert all("<img src=x onerror=alert(1)>" in title for title, _, _ in marks)


def test_places_outside_the_words_mark_nothing(read, sign_in):
    odd = [(0, 5_000), (-3, 4), (7, 7), (9, 2)]
    read(*(Annotation("marked", "topic", f"t{a}", "m@1", turn=0, start=a, end=b) for a, b in odd),
         Annotation("marked", "topic", "none", "m@1", turn=9, start=0, end=2))  # fmt: skip
    answer = sign_in("analyst").get(ADDRESS)
    found = Marked(answer.content.decode())
    assert answer.status_code == 200 and found.marks == [] and found.turns[0] == WORDS


def test_words_that_changed_since_are_not_marked_until_they_are_read_again(read, sign_in):
    read(CARD, mark="0" * 32)
    page = sign_in("analyst").get(ADDRESS).content.decode()
    assert Marked(page).marks == [] and "Its words changed since they were read" in page
    assert "Lost &amp; &lt;stolen&gt;" in page
    read(CARD)
    page = sign_in("analyst").get(ADDRESS).content.decode()
    assert len(Marked(page).marks) == 1 and "Its words changed" not in page


def test_what_people_marked_stays_numbered_as_it_was():
    person = Mark(0, 3, 9, 1, "Heard <her>")
    machine = Mark(0, 6, 12, 1, "emotion: warm", read=True, probability=0.5)
    drawn = "".join(map(marked_words, pieces_of("abcdefghijklmno", [person, machine])))
    assert drawn == (
        'abc<mark title="Heard &lt;her&gt;">def</mark>'
        '<mark class="both" title="Heard &lt;her&gt;; Machine: emotion: warm, 50 % sure">ghi'
        '<sup><a href="#mark-1" aria-label="Mark 1">1</a></sup></mark>'
        '<mark class="read" title="Machine: emotion: warm, 50 % sure">jkl'
        '<sup><a id="words-1" href="#read-1" aria-label="Machine: emotion: warm, 50 % sure">a</a></sup>'
        "</mark>mno"
    )


@pytest.mark.parametrize(
    "number, told", [(1, "a"), (26, "z"), (27, "aa"), (52, "az"), (53, "ba"), (703, "aaa")]
)
def test_letters_go_on_behind_z(number, told):
    assert letter(number) == told


@pytest.mark.parametrize(
    "chance, told",
    [(0.92, "92 % sure"), (0.5, "50 % sure"), (1.0, "over 99 % sure"), (0.995, "over 99 % sure"),
     (0.004, "under 1 % sure"), (0.01, "1 % sure")],
)  # fmt: skip
def test_nothing_is_told_as_quite_sure(chance, told):
    assert sure(chance) == told


def test_a_mark_never_ends_inside_a_word():
    from rapport.work.annotating.noted import notes_of

    said = {"turn": 0, "start": 1, "end": 8, "kind": "cue", "label": "fault", "value": None}
    said["probability"] = None
    notes, (mark,) = notes_of([said], [{"text": "That morning!"}])
    assert (mark.start, mark.end) == (0, 12) and notes[0].words == "That morning"
