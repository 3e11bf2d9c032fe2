"""Webhooks in the settings: made, tried, stopped, told why they fail; by administrators only."""

import re

import pytest

EVENT = "sample.drawn"


@pytest.fixture
def admin(sign_in):
    return sign_in("administrator")


def make(admin, **facts):
    given = {"name": "Warehouse of ours", "address": "https://hooks.example.org/x", "event": [EVENT], **facts}
    return admin.post("/settings/hooks/", given)


def the_hook(admin):
    page = admin.get("/settings/hooks/").content.decode()
    return re.search(r"/settings/hooks/[0-9a-f-]{36}", page)[0]


def test_a_secret_is_shown_once(admin):
    said = make(admin).content.decode()
    secret = re.search(r"whsec_[\w+/=]+", said)[0]
    path = the_hook(admin)
    assert secret not in admin.get("/settings/hooks/").content.decode() + admin.get(path).content.decode()
    second = re.search(r"whsec_[\w+/=]+", admin.post(f"{path}/secret").content.decode())[0]
    page = admin.get(path).content.decode()
    assert second != secret and second not in page and "signs beside the new one" in page


def test_what_cannot_be_keeps_what_was_typed(admin):
    for wrong in ("http://example.org/", "https://127.0.0.1/", "https://[::ffff:10.0.0.1]/", "javascript:x"):
        answer = make(admin, address=wrong)
        assert answer.status_code == 400
        assert f'value="{wrong}"' in answer.content.decode() and "checked" in answer.content.decode()
    assert make(admin, event=[]).status_code == 400
    assert make(admin, event=["hook.test"]).status_code == 400
    assert b"Make one below" in admin.get("/settings/hooks/").content


def test_it_is_tried_changed_stopped_and_removed(admin):
    from rapport.program.hooks.models import Delivery

    make(admin)
    path = the_hook(admin)
    assert admin.post(f"{path}/test").status_code == 302
    page = admin.get(path).content.decode()
    assert "hook.test" in page and 'hx-trigger="every 2s"' in page
    Delivery.objects.update(state="failed", problem="It answered 500 <b>", status=500)
    page = admin.get(path).content.decode()
    assert "It answered 500 &lt;b&gt;" in page and "hx-trigger" not in page
    again = re.search(rf"{path}/again/\d+", page)[0]
    assert admin.post(again).status_code == 302 and Delivery.objects.get().state == "waiting"
    changed = {"name": "Theirs", "address": "https://other.example.org/", "event": ["report.made"]}
    assert admin.post(path, changed).status_code == 302
    assert b"Theirs" in admin.get(path).content
    admin.post(f"{path}/stop")
    assert b"stopped" in admin.get(path).content and Delivery.objects.get().state == "failed"
    assert admin.post(f"{path}/test").status_code == 400
    admin.post(f"{path}/start")
    assert admin.post(f"{path}/remove").status_code == 302 and admin.get(path).status_code == 404


@pytest.mark.parametrize("role", ["qa_lead", "program_manager", "auditor", "client_viewer", "associate"])
def test_others_have_none(admin, sign_in, role):
    make(admin)
    path = the_hook(admin)
    other = sign_in(role)
    assert b"/settings/hooks/" not in other.get("/settings/").content
    for address in ("/settings/hooks/", path):
        assert other.get(address).status_code == 403
    for act in ("secret", "stop", "start", "test", "remove", "again/1"):
        assert other.post(f"{path}/{act}").status_code == 403
    assert make(other).status_code == 403
    assert admin.get(path).status_code == 200


def test_acts_are_forms_with_a_token(admin):
    from django.test import Client

    make(admin)
    path = the_hook(admin)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = admin.cookies
    for act in ("", "/secret", "/stop", "/test", "/remove"):
        assert strict.post(path + act).status_code == 403
        assert strict.get(path + act).status_code in (200, 405)
