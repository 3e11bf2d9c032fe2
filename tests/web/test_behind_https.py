"""A home whose address is HTTPS, behind a proxy that speaks it: cookies travel encrypted or not at all."""

import pytest
from django.test import Client, override_settings

from rapport.home import open_home
from rapport.program.pages import page_settings
from tests.web.conftest import PASSWORD

HOST = "quality.example.org"
NAMES = (
    "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_SAMESITE",
    "CSRF_COOKIE_SECURE", "CSRF_COOKIE_HTTPONLY", "SECURE_PROXY_SSL_HEADER", "SECURE_HSTS_SECONDS",
)  # fmt: skip


def client_of(served, address):
    """The settings of a home with this address."""
    file = served.root / "rapport.toml"
    file.write_text(f'address = "{address}"\nhosts = ["{HOST}"]\n' + file.read_text())
    given = page_settings(open_home(served.root))
    return override_settings(**{name: given[name] for name in NAMES})


@pytest.fixture
def person(sign_in):
    from rapport.program.people.models import User

    sign_in("qa_lead")
    return User.objects.get(name="Person 0")


def signed_in(client, person, **proxy):
    """Comes in by the form, with its token → every cookie that was set on the way."""
    form = client.get("/account/login/", **proxy)
    given = {"login": person.email, "password": PASSWORD}
    given["csrfmiddlewaretoken"] = form.context["csrf_token"]
    found = client.post(
        "/account/login/",
        given,
        headers={"Origin": f"https://{HOST}", "Referer": f"https://{HOST}/"},
        **proxy,
    )
    assert found.status_code == 302, found.content
    return {**form.cookies, **found.cookies}, found


def test_every_cookie_is_for_https_alone_and_no_scripts(served, person):
    proxy = {"HTTP_X_FORWARDED_PROTO": "https", "HTTP_HOST": HOST}
    with client_of(served, f"https://{HOST}"):
        client = Client(enforce_csrf_checks=True)
        cookies, found = signed_in(client, person, **proxy)
        saved = client.get("/settings/", **proxy)
        given = {
            "name": "Ann",
            "time_zone": "Europe/Berlin",
            "csrfmiddlewaretoken": saved.context["csrf_token"],
        }
        told = client.post("/settings/", given, headers={"Referer": f"https://{HOST}/settings/"}, **proxy)
    # One that is taken back holds nothing.
    cookies |= {name: one for name, one in {**saved.cookies, **told.cookies}.items() if one.value}
    assert {"sessionid", "csrftoken"} <= set(cookies)
    for name, one in cookies.items():
        assert one["secure"] and one["httponly"] and one["samesite"] in ("Lax", "Strict"), name
        assert not one["domain"] and one["path"] == "/", name
    assert int(found["Strict-Transport-Security"].partition("max-age=")[2].partition(";")[0]) >= 180 * 86_400


def test_a_form_of_another_site_is_refused_though_it_knows_the_cookie(served, person):
    proxy = {"HTTP_X_FORWARDED_PROTO": "https", "HTTP_HOST": HOST}
    with client_of(served, f"https://{HOST}"):
        client = Client(enforce_csrf_checks=True)
        signed_in(client, person, **proxy)
        token = client.get("/settings/", **proxy).context["csrf_token"]
        given = {"name": "Eve", "time_zone": "", "csrfmiddlewaretoken": token}
        for origin in ("https://evil.example", f"http://{HOST}", "null"):
            assert client.post("/settings/", given, headers={"Origin": origin}, **proxy).status_code == 403


def test_without_https_nobody_can_pretend_it(served, person):
    """The word of a proxy counts only where one is said to be there."""
    with client_of(served, f"http://{HOST}"):
        client = Client()
        client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
        found = client.get("/settings/", HTTP_X_FORWARDED_PROTO="https", HTTP_HOST=HOST)
        assert not found.wsgi_request.is_secure() and "Strict-Transport-Security" not in found
        assert found.cookies["csrftoken"]["httponly"] and found.cookies["csrftoken"]["samesite"] == "Lax"
