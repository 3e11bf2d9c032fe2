"""The page stands alone: no network, no script, every link lands, nothing a customer typed runs."""

import re
from html.parser import HTMLParser

import pytest
import report_factory as factory

from rapport.records.errors import InputError
from rapport.reports import render

VOID = {"meta", "link", "br", "img", "input", "hr", "path", "line", "rect"}


class Structure(HTMLParser):
    """Keeps what a reader of the page relies on."""

    def __init__(self):
        super().__init__()
        self.open, self.tags, self.ids, self.links, self.attributes, self.wrong = [], set(), [], [], set(), []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.ids.append(value)
            if name in ("href", "src", "action", "xlink:href"):
                self.links.append(value)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append((tag, self.getpos()))


CASES = [
    ("executive", {}), ("manager", {}), ("manager", {"team": "Billing"}), ("manager", {"team": factory.LONG}),
    ("associate", {}), ("associate", {"agent": "agent-03"}), ("associate", {"team": "שירות לקוחות"}),
]  # fmt: skip


@pytest.fixture(scope="module")
def pages(tmp_path_factory, full):
    folder = tmp_path_factory.mktemp("html")
    made = {}
    for number, (audience, cut) in enumerate(CASES):
        path = folder / f"{number}.html"
        render(full, audience, "html", path, **cut)
        made[number] = path
    for audience in ("executive", "manager", "associate"):
        made[audience] = folder / f"empty-{audience}.html"
        render(factory.almost_empty(), audience, "html", made[audience])
    return made


@pytest.fixture(params=[*range(len(CASES)), "executive", "manager", "associate"])
def page(request, pages):
    return pages[request.param].read_text()


def test_structure_holds(page):
    found = Structure()
    found.feed(page)
    assert not found.wrong and not found.open
    assert len(found.ids) == len(set(found.ids))
    assert 'lang="en"' in page and page.count("<h1") == 1


def test_nothing_leaves_and_nothing_runs(page):
    found = Structure()
    found.feed(page)
    assert not found.tags & {"script", "iframe", "link", "img", "object", "form"}
    assert not [name for name in found.attributes if name.startswith("on") or name == "style"]
    without_namespaces = page.replace("http://www.w3.org/2000/svg", "").replace(
        "http://www.w3.org/1999/xlink", ""
    )
    assert not re.findall(r"https?://|url\(|@import", without_namespaces)
    assert "default-src 'none'" in page


def test_every_link_lands(page):
    found = Structure()
    found.feed(page)
    assert found.links
    assert [link for link in found.links if not link.startswith("#") or link[1:] not in found.ids] == []


def test_from_number_to_row(pages):
    page = pages[1].read_text()
    assert re.search(r'<article[^>]*id="finding-gap-one_answer"', page)
    assert '<a href="#rows-element-one_answer">' in page
    assert '<div class="listing" id="rows-element-one_answer">' in page
    first = re.search(r'id="rows-element-one_answer">.*?<a href="#(interaction-[^"]+)"', page, re.S)[1]
    row = re.search(rf'<tr id="{first}">(.*?)</tr>', page, re.S)[1]
    assert "One complete answer" in row


def test_what_was_typed_is_shown_not_run(pages):
    page = pages[1].read_text()
    assert "&lt;b&gt;Nobody&lt;/b&gt;" in page and "<b>Nobody" not in page
    assert "password &lt;script&gt;" in page
    assert "Ødegård &amp; Søn &lt;Retail&gt;" in page


def test_a_number_never_goes_without_its_interval(pages, full):
    page = pages[0].read_text()
    qci = full.scores["qci"]
    assert f"{qci.value:.1f} ({qci.low:.1f}–{qci.high:.1f})" in page
    assert f"{qci.base} of 9,310 scored" in page


def test_associates_see_no_colleague(pages):
    for number in (4, 5, 6):
        page = pages[number].read_text()
        assert not re.search(r"agent-(?!03)\d\d", page)
        assert "Dana" not in page and "Noor" not in page
    assert "agent-03" not in pages[4].read_text()


def test_an_agents_own_report_holds_only_own_conversations(pages, full):
    page = pages[5].read_text()
    own = {row.interaction_id for row in full.rows if row.agent_id == "agent-03"}
    assert set(re.findall(r"conv-\d{5}", page)) <= own
    assert "whose it is" not in page and "process" not in re.sub(
        r"not the process, product or policy", "", page
    )


def test_too_few_is_said_not_zero(pages):
    page = pages["manager"].read_text()
    assert "too few (3)" in page and "not known" not in page.split("rows-behind")[0]
    assert not re.search(r">0\.0<", page)


def test_large_audits_keep_the_page_small(tmp_path):
    many = factory.audit(1500)
    path = tmp_path / "large.html"
    render(many, "executive", "html", path)
    page = path.read_text()
    assert "This page holds 500 of 1,500 scored interactions" in page
    assert page.count('<tr id="interaction-') == 500


@pytest.mark.parametrize(
    ("audience", "kind", "cut", "word"),
    [
        ("board", "html", {}, "board"),
        ("manager", "docx", {}, "docx"),
        ("manager", "html", {"team": "Nobody"}, "Nobody"),
        ("associate", "html", {"agent": "nobody"}, "nobody"),
        ("manager", "html", {"agent": "agent-03"}, "one agent"),
    ],
)
def test_what_does_not_exist_is_said(tmp_path, full, audience, kind, cut, word):
    with pytest.raises(InputError, match=word):
        render(full, audience, kind, tmp_path / "report", **cut)
    assert not list(tmp_path.iterdir())
