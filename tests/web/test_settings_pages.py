"""Settings: one's own account, people and their roles, keys, the log, health."""

import csv
import io
import re

import pytest

from rapport.program.people.permissions import ROLES

PAGES = {
    "/settings/": set(ROLES),
    "/settings/keys/": set(ROLES),
    "/settings/people/": {"administrator", "program_manager", "qa_lead", "auditor"},
    "/settings/log/": {"administrator", "auditor"},
    "/settings/health/": {"administrator"},
}


@pytest.mark.parametrize("role", sorted(ROLES))
def test_every_role_sees_its_pages_and_no_other(sign_in, role):
    client = sign_in(role, team="Billing" if role == "team_manager" else None)
    for path, allowed in PAGES.items():
        assert client.get(path).status_code == (200 if role in allowed else 403), path


def test_somebody_is_invited_comes_in_and_gets_another_role(sign_in):
    from django.test import Client

    admin = sign_in("administrator")
    sent = admin.post(
        "/settings/people/invite",
        {
            "email": "new@example.org",
            "role": ["analyst", "team_manager"],
            "teams_team_manager": "Billing, Sales",
        },
    )
    path = re.search(r"http://testserver(/join/[^<]+)", sent.content.decode()).group(1)
    assert "new@example.org" in admin.get("/settings/people/").content.decode()
    newcomer = Client()
    newcomer.post(path, {"name": "Nora", "password": "a long enough password"})
    assert newcomer.get("/explore/").status_code == 200
    people = admin.get("/settings/people/").content.decode()
    assert "Team manager (Sales)" in people and path not in people
    person = re.search(r'href="(/settings/people/[0-9a-f-]{36})">Nora', people).group(1)
    admin.post(f"{person}/roles", {"role": ["client_viewer"]})
    assert newcomer.get("/explore/").status_code == 403
    admin.post(f"{person}/active", {"active": "no"})
    assert newcomer.get("/explore/").status_code == 302


def test_a_refused_invitation_keeps_what_was_typed(sign_in):
    admin = sign_in("administrator")
    refused = admin.post(
        "/settings/people/invite", {"email": "new@example.org", "name": "Nora", "role": "team_manager"}
    )
    told = refused.content.decode()
    assert refused.status_code == 400 and "needs a team" in told and 'value="Nora"' in told


def test_the_last_administrator_stays(sign_in):
    admin = sign_in("administrator")
    people = admin.get("/settings/people/").content.decode()
    person = re.search(r'href="(/settings/people/[0-9a-f-]{36})"', people).group(1)
    refused = admin.post(f"{person}/roles", {"role": "analyst"})
    assert refused.status_code == 400 and b"Nobody would be left" in refused.content


@pytest.mark.parametrize(
    "path", ["people/invite", "people/{}/roles", "people/{}/agent", "people/{}/active", "keys/{}/revoke"]
)
def test_who_may_only_look_changes_nothing(sign_in, path):
    auditor = sign_in("auditor")
    admin = sign_in("administrator")
    people = admin.get("/settings/people/").content.decode()
    person = re.search(r'href="/settings/people/([0-9a-f-]{36})"', people).group(1)
    answer = auditor.post("/settings/" + path.format(person), {"email": "x@example.org", "role": "auditor"})
    assert answer.status_code in (400, 403)
    log = admin.get("/settings/log/?as=csv").content.decode()
    assert "invitation.send" not in log and "roles.set" not in log


def test_a_key_is_shown_once_lists_its_scopes_and_stops(sign_in):
    client = sign_in("qa_lead")
    other = sign_in("qa_lead")
    made = client.post("/settings/keys/", {"name": "sync", "scope": ["interactions.read"], "days": "30"})
    secret = re.search(r"<code>(rapport_[^<]+)</code>", made.content.decode()).group(1)
    listed = client.get("/settings/keys/").content.decode()
    assert secret not in listed and f"…{secret[-4:]}" in listed and "interactions.read" in listed
    revoke = re.search(r'action="(/settings/keys/[0-9a-f-]{36}/revoke)"', listed).group(1)
    assert "sync" not in other.get("/settings/keys/").content.decode()
    assert other.post(revoke).status_code == 403
    client.post(revoke)
    assert "stopped" in client.get("/settings/keys/").content.decode()


def test_a_key_cannot_do_more_than_its_person(sign_in):
    refused = sign_in("analyst").post("/settings/keys/", {"name": "x", "scope": ["people.manage"]})
    assert refused.status_code == 403


def test_the_log_narrows_and_leaves_as_a_safe_file(sign_in):
    admin = sign_in("administrator")
    admin.post("/settings/", {"name": "=HYPERLINK(1)", "time_zone": "Europe/Berlin"})
    shown = admin.get("/settings/log/?action=profile.set").content.decode()
    assert "profile.set" in shown and "person.create" not in shown
    rows = list(csv.reader(io.StringIO(admin.get("/settings/log/?as=csv").content.decode())))
    assert rows[0][:3] == ["at", "who", "action"] and len(rows) > 2
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert admin.get("/settings/log/?since=2999-01-01").content.decode().count("<tr>") == 0
    assert admin.get("/settings/log/?since=tomorrow").status_code == 400


def test_ones_own_zone_must_be_one(sign_in):
    client = sign_in("analyst")
    refused = client.post("/settings/", {"name": "Ann", "time_zone": "Mars/Base"})
    assert refused.status_code == 400 and b"Mars/Base" in refused.content
    assert client.post("/settings/", {"name": "Ann", "time_zone": "Asia/Tokyo"}).status_code == 302


def test_health_tells_that_nobody_works(sign_in):
    told = sign_in("administrator").get("/settings/health/").content.decode()
    assert "No worker lives" in told and "rapport worker" in told
