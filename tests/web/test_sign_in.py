"""The door: strangers, invitations, wrong passwords."""

import pytest


@pytest.fixture
def stranger(served):
    from django.test import Client

    return Client()


@pytest.mark.parametrize("path", ["/", "/explore/", "/explore/interactions/c-01", "/nothing"])
def test_a_stranger_is_asked_to_sign_in_and_led_back(stranger, path):
    found = stranger.get(path)
    assert found.status_code == 302 and found["Location"].startswith("/account/login/?next=%2F")


def test_health_is_told_to_anybody_and_tells_nothing_else(stranger):
    found = stranger.get("/healthz")
    assert found.status_code == 200 and set(found.json()) == {"status", "version"}


def test_every_page_forbids_foreign_and_inline_scripts(stranger):
    policy = stranger.get("/account/login/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy and "script-src 'self'" in policy


def test_nobody_signs_up(stranger):
    found = stranger.post("/account/signup/", {"email": "a@example.org", "password1": "a long password 12"})
    from rapport.program.people.models import User

    assert User.objects.count() == 0 and b"sign" in found.content.lower()


def test_an_invitation_lets_in_and_shows_what_is_wrong_with_a_password(served, stranger):
    from rapport.work.people import invite

    sent = invite(served, "ann@example.org", ["qa_lead"], name="Ann")
    weak = stranger.post(sent.path, {"name": "Ann", "password": "short"})
    assert weak.status_code == 400 and b"too short" in weak.content and b'value="Ann"' in weak.content
    found = stranger.post(sent.path, {"name": "Ann", "password": "a long enough password"}, follow=True)
    assert found.status_code == 200 and b"Ann" in found.content and b"Explore" in found.content
    again = stranger.post(sent.path, {"name": "Eve", "password": "a long enough password"})
    assert again.status_code == 400 and b"not valid any more" in again.content


def test_a_password_opens_and_too_many_wrong_ones_close(served, stranger):
    from rapport.work.people import invite

    sent = invite(served, "ann@example.org", ["analyst"], name="Ann")
    stranger.post(sent.path, {"password": "a long enough password"})
    stranger.post("/account/logout/")
    right = {"login": "Ann@example.org", "password": "a long enough password"}
    found = stranger.post("/account/login/?next=/explore/", {**right, "next": "/explore/"})
    assert found.status_code == 302 and found["Location"] == "/explore/"
    stranger.post("/account/logout/")
    codes = [
        stranger.post("/account/login/", {**right, "password": f"wrong {n}"}).status_code for n in range(12)
    ]
    assert codes[0] == 200 and codes[-1] == 429
    assert stranger.post("/account/login/", right).status_code == 429


def test_another_sites_address_is_not_led_to(served, stranger):
    from rapport.work.people import invite

    sent = invite(served, "ann@example.org", ["analyst"])
    stranger.post(sent.path, {"name": "Ann", "password": "a long enough password"})
    stranger.post("/account/logout/")
    right = {
        "login": "ann@example.org",
        "password": "a long enough password",
        "next": "https://evil.example/",
    }
    assert stranger.post("/account/login/", right)["Location"] == "/"
