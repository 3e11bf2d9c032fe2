"""Every form of every page, filled in with what no text holds, on both kinds of database."""

from html.parser import HTMLParser
from urllib.parse import quote, urljoin

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.every_place import Everything
from tests.web.shown_home import shown
from tests.web.test_every_address_as_every_role import filled, ours

FORM = "application/x-www-form-urlencoded"
TYPED = ("text", "search", "email", "number", "date", "datetime-local", "time", "url", "tel", "password")
FILLS = {
    "NUL": "a%00b",
    "half a sign": "a%ED%A0%BDb",
    "no Unicode": "%FF%FEabc",
    "long": "%C3%A9" * 5000,
    "number": "9" * 30,
    "endless": "1e999",
}
KEPT_OTHERWISE = {
    "sqlite": ("half a sign", "no Unicode", "endless", "number"),
    "postgres": ("NUL", "long", "number"),
}
"""What each form is filled in with: what only one kind of database refuses, where that is; what is wrong
before any database is asked, on the quicker one."""


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def everything(request, stocked, tmp_path_factory):
    url = request.getfixturevalue("new_database")() if request.param == "postgres" else None
    with shown(stocked, tmp_path_factory.mktemp("forms") / "home", url) as home:
        made = Everything(home)
        made.kind = request.param
        for client in (made.stranger, *made.clients.values()):
            client.raise_request_exception = False
        yield made


class Forms(HTMLParser):
    """The forms of a page that are posted: action, fields as (name, what was in it, typed by people)."""

    def __init__(self):
        super().__init__()
        self.found, self._fields, self._select = [], None, None

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self._fields = []
            if (given.get("method") or "get").lower() == "post":
                self.found.append((given.get("action") or "", self._fields))
        if self._fields is None:
            return
        name, kind = given.get("name"), given.get("type") or "text"
        if tag == "option" and self._select:
            if not any(one[0] == self._select for one in self._fields) or "selected" in given:
                self._fields.append((self._select, given.get("value") or "", False))
        elif tag == "select":
            self._select = name
        elif name and tag == "textarea":
            self._fields.append((name, "", True))
        elif name and tag == "input" and kind != "file":
            self._fields.append((name, given.get("value") or "", kind in TYPED))
        elif name and tag == "button":
            self._fields.append((name, given.get("value") or "", False))

    def handle_endtag(self, tag):
        if tag == "form":
            self._fields = None
        elif tag == "select":
            self._select = None


def forms(everything):
    """Every different form of all pages, with the page it is on."""
    admin, seen = everything.clients["administrator"], {}
    for route in ours():
        path = filled(route, everything.places)
        page = admin.get(path)
        if page.status_code != 200 or not page.get("Content-Type", "").startswith("text/html"):
            continue
        parser = Forms()
        parser.feed(page.content.decode())
        for action, fields in parser.found:
            there = urljoin(path, action)
            names = tuple(sorted({one[0] for one in fields}))
            if not there.startswith("/account/") and any(typed for *_, typed in fields):
                seen.setdefault((there.partition("?")[0], names), (there, fields))
    return list(seen.values())


def test_no_form_breaks_on_what_no_text_holds(everything):
    admin, wrong = everything.clients["administrator"], []
    found = forms(everything)
    assert len(found) > 20
    for there, fields in found:
        for kind in KEPT_OTHERWISE[everything.kind]:
            fill = FILLS[kind]
            pairs = [f"{quote(name)}={fill if typed else quote(value)}" for name, value, typed in fields]
            answer = admin.post(there, "&".join(pairs), content_type=FORM)
            if answer.status_code >= 500:
                wrong.append((there, kind, answer.status_code))
    assert not wrong, wrong


def test_every_form_is_filled_in_with_everything_somewhere():
    assert {kind for kinds in KEPT_OTHERWISE.values() for kind in kinds} == FILLS.keys()


@pytest.mark.parametrize("text", ['"\\ud83d"', '"a\\0b"', '"\\udc00\\ud800"'])
def test_escapes_in_a_file_that_no_text_holds_are_refused(everything, text):
    refused(everything, text)


@pytest.mark.parametrize("everything", ["sqlite"], indirect=True)
def test_a_file_that_never_ends_to_open_is_refused(everything):
    """No database is asked about it."""
    refused(everything, "[" * 3000)


def refused(everything, text):
    """Asserts that a file and a paste with this in it are no fault."""
    admin = everything.clients["administrator"]
    criteria = (
        "criteria: odd\nversion: 1\nfactors:\n  f:\n    weight: 1\n    elements:\n      e:\n"
        f"        weight: 1\n        max: 1\n        title: {text}\n"
        "        rules:\n          - {id: r, points: 1, text: Says so}\n"
    )
    answers = f"answers:\n  - title: {text}\n    elements: [resolution]\n    outline: Say it\n"
    for path, content, more in (
        ("/audit/criteria/new/", criteria, {"way": "file"}),
        ("/audit/answers/import/", answers, {}),
    ):
        file = SimpleUploadedFile("odd.yaml", content.encode())
        found = admin.post(path, {"file": file, **more})
        assert found.status_code in (302, 400), (path, found.status_code)
        if found.status_code == 302:
            assert admin.get(found["Location"]).status_code == 200
    pasted = admin.post("/audit/criteria/new/", {"way": "text", "text": criteria, "criteria": "odd"})
    assert pasted.status_code in (302, 400)


def test_addresses_and_cookies_hold_no_such_sign_either(everything):
    from django.test import Client

    admin = everything.clients["administrator"]
    for route in ours():
        if "<" not in route:
            continue
        path = filled(route, dict.fromkeys(everything.places, "a%00b"))
        assert admin.get(path).status_code < 500, path
        assert admin.get(path.replace("a%00b", "%ED%A0%BD")).status_code < 500, path
    for name in ("sessionid", "csrftoken", "messages"):
        client = Client(raise_request_exception=False)
        client.cookies.load(f'{name}="\\000abcdefgh\\000"')
        assert client.get("/explore/").status_code == 302
        assert client.post("/account/login/", {"login": "a", "password": "b"}).status_code < 500
    assert admin.get("/explore/?q=a%00b&team=%00&after=%00").status_code < 500
    for wrong in ("a\x00b@example.org", "a" * 5000 + "@example.org"):
        found = Client(raise_request_exception=False).post(
            "/account/login/", {"login": wrong, "password": "x\x00"}
        )
        assert found.status_code < 500


def test_what_is_attached_to_words_holds_no_such_sign_either(everything):
    """What scripts of ours send inside a field, as JSON."""
    analyst = everything.clients["analyst"]
    key = everything.places["key"]
    for evidence in (
        '[["greeting", "\\ud83d", 1, 0, 5]]',
        '[["a\\u0000", "b\\u0000", 1, 0, 5]]',
        '[["greeting", 1e400, -1, 99999999999999999999, "x"]]',
        "[" * 5000,
        '{"a":1e999}',
    ):
        for act in ("save", "submit"):
            found = analyst.post(
                f"/audit/scoring/{key}/{act}",
                {"version": "0", "window": "w", "step": "1", "evidence": evidence, "comment": "\x00"},
            )
            assert found.status_code < 500, (act, evidence[:20])
