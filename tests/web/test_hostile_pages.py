"""What somebody hostile may try on the pages: markup in words, forged forms, odd input, borrowed sessions."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rapport.records import Customer, Interaction, Turn
from rapport.warehouse import Warehouse
from tests.web.every_place import NOBODYS
from tests.web.test_every_address_as_every_role import addresses, filled

MARKUP = "\"'><img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}{% now %}"
RAW = (b"<img src=x", b"<script>alert(2)")
WORDS = (
    "' OR '1'='1' --",
    '"; DROP TABLE interactions; --',
    "1) UNION SELECT * FROM read_csv('/etc/passwd') --",
    "%",
    "_",
    "\\",
    "../../../../etc/passwd",
    "\u202eabc\u202d",
    "𝔘𝔫𝔦",
    "[]",
    "{}",
    "=cmd|' /C calc'!A0",
)
"""What any text may hold: every name of a filter is given every third of them, each name another third; every
name is given all of them by `make proof`."""
ODD = (
    "\x00",
    "\r\nSet-Cookie: stolen=1",
    "é" * 3000,
    "\ud83d",
    "-1",
    "99999999999999999999",
    "NaN",
    "1e999",
    "2026-13-45",
)
"""What no text or number or day may be."""
FILTERED = {
    "/": ("team", "channel", "period", "dashboard", "criteria", "sample"),
    "/explore/": (
        "q", "channel", "team", "agent_id", "concern", "customer_id", "touchpoint", "language", "attribute",
        "period", "after", "before", "sort", "order", "from", "to", "sample", "element", "qci", "view",
    ),
    "/audit/": ("state", "after"),
    "/audit/samples/": ("after", "state"),
    "/audit/samples/design": ("size", "margin", "confidence", "by_other", "value_0", "seed", "audit", "due"),
    "/audit/scoring/": ("sample", "after"),
    "/audit/criteria/": ("criteria", "after"),
    "/audit/criteria/differences/": ("before", "after", "a", "b", "from", "to"),
    "/audit/judging/disputes/": ("state", "after"),
    "/audit/judging/disputes/new": ("evaluation",),
    "/audit/judging/calibration/agreement/": ("source", "criteria", "element"),
    "/audit/judging/certification/evaluator/": ("who", "criteria"),
    "/audit/answers/": ("q", "element", "state", "after", "attribute", "value"),
    "/audit/shops/": ("after", "state"),
    "/audit/interviews/": ("after",),
    "/reports/rows": ("metric", "team", "after", "period"),
    "/reports/links/": ("dashboard", "team"),
    "/settings/log/": ("who", "action", "kind", "after", "from", "to", "before"),
    "/settings/people/": ("after",),
}  # fmt: skip


@pytest.fixture(autouse=True)
def answered(everything):
    """Faults come as pages, as they do in a served home."""
    for client in (everything.stranger, *everything.clients.values()):
        client.raise_request_exception = False
    return everything


def asked(everything, path, words_of):
    """Asserts that no odd value of any name is a fault; `words_of` says with which words a name is tried, by
    its place."""
    admin = everything.clients["administrator"]
    for place, name in enumerate(FILTERED[path]):
        for value in (*ODD, *words_of(place)):
            found = admin.get(path, {name: value.encode("utf-8", "surrogatepass")})
            assert found.status_code < 500, (path, name, value[:40])
            assert b"root:x:" not in found.content and "stolen" not in found.cookies
    with Warehouse(everything.home.warehouse_path).snapshot() as snapshot:
        assert snapshot.sql("SELECT count(*) n FROM interactions").column("n").to_pylist()[0] > 0


@pytest.mark.parametrize("path", sorted(FILTERED))
def test_no_filter_is_a_fault_or_a_way_into_the_data(everything, path):
    asked(everything, path, lambda place: WORDS[place % 3 :: 3])


@pytest.mark.proof
@pytest.mark.parametrize("path", sorted(FILTERED))
def test_no_filter_is_a_fault_or_a_way_into_the_data_at_length(everything, path):
    asked(everything, path, lambda _place: WORDS)


def test_markup_in_what_came_from_outside_is_text_wherever_it_is_shown(everything):
    name = "x-" + MARKUP
    turns = (Turn("customer", MARKUP, person=MARKUP), Turn("agent", MARKUP))
    talk = Interaction(
        name, channel=MARKUP, team=MARKUP, concern=MARKUP, customer_id=MARKUP, agent_id="a-1",
        agent_name=MARKUP, subject=MARKUP, turns=turns, attributes={"mood": MARKUP},
    )  # fmt: skip
    with Warehouse(everything.home.warehouse_path).write() as writer:
        writer.upsert("customers", [Customer(MARKUP, name=MARKUP)])
        writer.upsert("interactions", [talk])
    admin = everything.clients["administrator"]
    admin.post("/settings/", {"name": MARKUP, "time_zone": "Europe/Berlin"})
    from urllib.parse import quote

    pages = [f"/explore/interactions/{quote(name, safe='')}", f"/explore/customers/{quote(MARKUP, safe='')}"]
    pages += ["/", "/explore/", "/act/", "/settings/people/", "/settings/log/"]
    pages += ["/audit/samples/new", "/audit/schema/new", "/audit/judging/calibration/new"]
    for path in pages:
        found = admin.get(path)
        assert found.status_code == 200, path
        assert not any(raw in found.content for raw in RAW), path
    for path, names in FILTERED.items():
        for one in names:
            found = admin.get(path, {one: MARKUP})
            assert not any(raw in found.content for raw in RAW), (path, one)


WITHOUT_SESSION = ("/api/", "/shared/", "/s/", "/f/", "/widget/", "/asked/")
"""What asks for no account: a key, or an address that is itself the secret, stands for who asks."""


def test_every_form_needs_the_token_of_its_page(everything):
    from django.test import Client

    forger = Client(enforce_csrf_checks=True, raise_request_exception=False)
    forger.cookies = everything.clients["administrator"].cookies
    for route in addresses():
        if not route.startswith(WITHOUT_SESSION):
            found = forger.post(filled(route, everything.places))
            assert found.status_code == 403, (route, found.status_code)


@pytest.mark.parametrize(
    "away", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_no_address_leads_to_another_site(everything, away):
    from django.test import Client

    from rapport.program.people.models import User

    user = User.objects.get(name="auditor")
    user.set_password("a long enough password")
    user.save()
    client = Client()
    signed = client.post(
        f"/account/login/?next={away}",
        {"login": user.email, "password": "a long enough password", "next": away},
    )
    assert signed.status_code == 302 and signed["Location"] == "/"
    asked = {"criteria": everything.places["definition"], "session": everything.places["session_id"]}
    admin = everything.clients["administrator"]
    found = admin.post("/audit/judging/calibration/rewrites/ask", {**asked, "rule": "a.b", "back": away})
    assert "evil" not in found.get("Location", "") and "javascript" not in found.get("Location", "")


@pytest.mark.parametrize(
    "path",
    [
        "/static/../rapport.toml", "/static/%2e%2e/%2e%2e/secret.key", "/static//etc/passwd",
        "/static/web/..%2f..%2f..%2fsettings.py", "/explore/interactions/../../secret.key",
        "/explore/interactions/..%2f..%2fsecret.key", "/explore/customers/%2e%2e%2fsecret.key",
        "/reports/made/../../secret.key", "/reports/panels/..%2f..%2fsecret.csv",
        "/audit/answers/for/..%2f..%2f..%2fetc%2fpasswd", "/audit/answers/export.../secret.key",
        "/act/people/..%2f..%2fsecret.key",
    ],
)  # fmt: skip
def test_no_path_leads_out_of_its_folder(everything, path):
    secret = (everything.home.root / "secret.key").read_bytes().strip()
    found = everything.clients["administrator"].get(path)
    body = b"".join(found.streaming_content) if found.streaming else found.content
    assert found.status_code < 500, found.status_code
    assert secret not in body and b"root:x:" not in body


@pytest.mark.parametrize(
    "path",
    ["/", "/explore/", "/none", "/settings/", "/account/login/", "/healthz", "/join/none", "/shared/none",
     "/api/openapi.json", "/api/none", "/audit/answers/export.csv", f"/reports/made/{NOBODYS}",
     "/audit/scoring/token", "/account/2fa/", "/static/web/page.css", "/static/web/none.css"],
)  # fmt: skip
def test_every_answer_forbids_frames_scripts_and_guessing_of_types(everything, path):
    for client in (everything.stranger, everything.clients["administrator"], everything.clients["shopper"]):
        found = client.get(path)
        policy = found["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy and found["X-Frame-Options"] == "DENY"
        assert found["X-Content-Type-Options"] == "nosniff"
        assert found["Referrer-Policy"] in ("same-origin", "no-referrer")


def test_a_session_is_new_after_signing_in_and_its_cookie_is_no_scripts(everything):
    from django.test import Client

    from rapport.program.people.models import User

    user = User.objects.get(name="case_owner")
    user.set_password("a long enough password")
    user.save()
    client = Client()
    client.cookies["sessionid"] = "chosen-by-somebody-else"
    found = client.post("/account/login/", {"login": user.email, "password": "a long enough password"})
    cookie = found.cookies["sessionid"]
    assert cookie.value != "chosen-by-somebody-else" and cookie["httponly"] and cookie["samesite"] == "Lax"
    assert client.get("/explore/").status_code == 200
    everything.clients["administrator"].post(f"/settings/people/{user.pk}/active", {"active": "no"})
    assert client.get("/explore/").status_code == 302
    everything.clients["administrator"].post(f"/settings/people/{user.pk}/active", {"active": "yes"})
    assert client.get("/explore/").status_code == 302


def test_guessing_passwords_ends_after_ten(everything):
    from django.test import Client

    client = Client()
    tried = {"login": "nobody@example.org", "password": "wrong and long enough"}
    found = [client.post("/account/login/", tried).status_code for _ in range(11)]
    assert found[0] == 200 and found[-1] == 429
    assert Client().post("/account/login/", {**tried, "login": "NOBODY@example.org"}).status_code == 429


def bomb():
    """A small archive of much nothing."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    return file.getvalue()


UPLOADS = (
    "/audit/answers/import/",
    "/reports/mini-rating/",
    "/audit/scoring/recordings/",
    "/audit/criteria/new/",
)
HOSTILE_FILES = {
    "bomb.xlsx": bomb,
    "aliases.yaml": lambda: (
        b"a: &a [x,x]\n" + b"".join(b"%c: &%c [*%c,*%c]\n" % (i, i, i - 1, i - 1) for i in range(98, 123))
    ),
    "../../out.csv": lambda: b"interaction_id\n\x00\xff\xfe",
    "page.wav": lambda: b"RIFF....WAVE<script>alert(2)</script>",
    "picture.csv": lambda: b"\x89PNG\r\n\x1a\n<script>alert(2)</script>",
    "empty.csv": lambda: b"",
}


@pytest.mark.parametrize("path", UPLOADS)
@pytest.mark.parametrize("name", sorted(HOSTILE_FILES))
def test_a_hostile_file_is_refused_in_words(everything, path, name):
    file = SimpleUploadedFile(name, HOSTILE_FILES[name](), content_type="text/html")
    given = {"file": file, "title": "x", "way": "text", "interaction": "c-01", "text": ""}
    found = everything.clients["administrator"].post(path, given)
    assert found.status_code in (400, 413), found.status_code
    assert not any(raw in found.content for raw in RAW)
    assert not list(everything.home.root.parent.glob("out.csv"))
