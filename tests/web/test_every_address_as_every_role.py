"""Every address of the pages and the API, asked and posted to by every role and by a stranger.

`every_address.txt` says what each of them gets for a plain GET and an empty POST; a new address without a
line there fails, as does a line without an address. Whoever is refused has changed nothing.
"""

import re
from pathlib import Path

import pytest

from tests.web.every_place import NOBODYS

TABLE = Path(__file__).with_name("every_address.txt")
ROLES = (
    "administrator", "program_manager", "qa_lead", "analyst", "auditor", "team_manager", "associate",
    "case_owner", "shopper", "client_viewer",
)  # fmt: skip
"""The order of the table's columns, after the stranger's; posts are made from its end, who may most last."""
OPEN = ("/account/", "/healthz", "/join/", "/shared/", "/api/", "/s/", "/f/", "/widget/", "/asked/")


def addresses():
    """Every route of the resolver, as the table writes it."""
    from django.urls import URLResolver, get_resolver

    def walk(patterns, before=""):
        for one in patterns:
            route = before + str(one.pattern)
            if isinstance(one, URLResolver):
                yield from walk(one.url_patterns, route)
            else:
                yield "/" + route

    return sorted(set(walk(get_resolver().url_patterns)))


def filled(route, places):
    """The address with what stands in the home in place of its parameters."""
    if "(?P<" in route:
        return re.sub(r"\(\?P<\w+>[^)]*\)", "1", route).replace("^", "").replace("$", "")
    own = {"number": places["schema"]} if route.startswith("/audit/schema/") else {}
    own |= {"number": places["audit"]} if route.startswith("/audit/audits/") else {}
    own |= {"key": "qci"} if route.startswith("/reports/panels/") else {}
    own |= {"kind": "csv"} if route.startswith("/audit/answers/") else {}
    if route.startswith("/act/"):
        own |= {"session_id": NOBODYS, "act": "hold"}
    if route.startswith("/act/plans/"):
        own |= {"plan_id": places["plan"], "act": "end"}
    kept = {**places, **own}

    def value(hit):
        return str(kept.get(hit[2], "1" if hit[1] == "int" else NOBODYS))

    return re.sub(r"<(?:(\w+):)?(\w+)>", value, route)


def answers(everything, route):
    """What each gets at an address, as the table writes it, and the codes of posts that changed something."""
    from rapport.program.people.models import LogEntry

    path = filled(route, everything.places)
    clients = [everything.stranger, *(everything.clients[role] for role in ROLES)]
    for client in clients:
        client.raise_request_exception = False
    asked = [client.get(path).status_code for client in clients]
    posted, changed = [], []
    before = LogEntry.objects.count()
    for client in reversed(clients):
        posted.insert(0, client.post(path).status_code)
        if (now := LogEntry.objects.count()) != before:
            before = now
            changed.append(posted[0])
    return f"{short(asked)} {short(posted)}", changed


def short(codes):
    """The codes with a comma between them; once where all are the same."""
    return str(codes[0]) if len(set(codes)) == 1 else ",".join(map(str, codes))


def ours():
    """The addresses that this project answers; those of signing in are the library's and tried elsewhere."""
    return [route for route in addresses() if not route.startswith("/account/")]


def table():
    lines = [line.split() for line in TABLE.read_text(encoding="utf-8").splitlines() if line[:1] == "/"]
    return {route: f"{get} {post}" for route, get, post in lines}


def test_everybody_gets_what_the_table_says_at_every_address(everything):
    expected, wrong = table(), []
    for route in ours():
        found, changed = answers(everything, route)
        if found != expected.get(route):
            wrong.append(f"{route}\n  says  {expected.get(route, 'nothing: add a line')}\n  found {found}")
        wrong += [
            f"{route}: refused with {code}, and yet something changed" for code in changed if code > 302
        ]
    wrong += [f"{route}: there is no such address" for route in expected.keys() - set(ours())]
    assert not wrong, "\n".join(wrong)


def test_the_table_lets_no_stranger_in_and_calls_no_fault_right():
    for route, codes in table().items():
        get, post = codes.split()
        stranger = {get.split(",")[0], post.split(",")[0]}
        assert "500" not in codes, route
        assert stranger == {"302"} or route.startswith(OPEN), route


@pytest.mark.parametrize("role", ["team_manager", "associate", "case_owner", "shopper", "client_viewer"])
def test_what_is_anothers_is_not_there(everything, role):
    """Things of another team, another person or another customer, by their true ids."""
    places = everything.places
    paths = [
        f"/explore/interactions/{places['foreign']}",
        f"/audit/judging/calibration/{places['session_id']}/",
    ]
    paths += [f"/audit/scoring/{places['key']}", f"/settings/people/{places['user_id']}"]
    paths += [f"/settings/hooks/{places['hook_id']}", f"/act/people/{places['foreign_agent']}"]
    if role not in ("associate", "team_manager"):
        paths.append(f"/audit/judging/disputes/{places['dispute_id']}/")
    for path in paths:
        assert everything.clients[role].get(path).status_code in (403, 404), path
    found = everything.clients[role].post("/explore/export", {"selected": [places["foreign"]]})
    assert found.status_code in (400, 403) or places["foreign"].encode() not in found.content
