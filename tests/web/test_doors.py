"""What is turned away at the door: too much at once, and what no browser sends."""

import http.client
import socket
import time

import psutil
import pytest

from tests.web.live_home import live_home
from tests.web.test_every_address_as_every_role import filled, ours

MB = 1024**2
FORM, FILES = "application/x-www-form-urlencoded", "multipart/form-data; boundary=b"
KINDS = (FORM, FILES, "application/json", "text/plain", "application/octet-stream")
PATHS = ("/account/login/", "/join/none", "/explore/export", "/api/interactions")
LARGE = ("/audit/shops/visits/", "/audit/scoring/recordings/")


@pytest.fixture(autouse=True)
def answered(everything):
    for client in (everything.stranger, *everything.clients.values()):
        client.raise_request_exception = False
    return everything


@pytest.mark.parametrize("kind", KINDS)
def test_more_than_is_taken_is_refused_before_it_is_read(everything, kind):
    """The length alone decides: nothing of the body is there."""
    for route in ours():
        path = filled(route, everything.places)
        most = 400 * MB if path.startswith(LARGE) and kind == FILES else 17 * MB
        for client in (everything.stranger, everything.clients["administrator"]):
            found = client.generic("POST", path, b"", content_type=kind, CONTENT_LENGTH=str(most))
            assert found.status_code == 413, (path, found.status_code)
            assert b"at once" in found.content and found["X-Request-Id"]


def test_strangers_may_send_less_and_odd_lengths_are_too_much(everything):
    for path in ("/account/login/", "/join/none", "/account/password/reset/"):
        for length in (str(2 * MB), "-1", "1e9", "٣", "9" * 40):
            found = everything.stranger.generic("POST", path, b"", content_type=FILES, CONTENT_LENGTH=length)
            assert found.status_code == 413, (path, length)


def body(parts):
    return b"".join(b"--b\r\nContent-Disposition: form-data; name=%s\r\n\r\n%s\r\n" % one for one in parts)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (body([(b"f%d" % n, b"1") for n in range(1100)]) + b"--b--", 400),
        (body([(b'file; filename="%d.txt"' % n, b"1") for n in range(101)]) + b"--b--", 400),
        (body([(b"text", b"x" * 100)])[:-40], 400),
        (b"--b\r\nno header at all", 400),
        (body([(b"text\r\nContent-Transfer-Encoding: base64", b"x" * 9)]), 400),
    ],
    ids=["fields", "files", "cut off", "no part", "no base64"],
)  # fmt: skip
def test_odd_forms_are_refused_in_words(everything, sent, status):
    admin = everything.clients["administrator"]
    for path in ("/audit/criteria/new/", "/audit/answers/import/", "/reports/mini-rating/", "/settings/"):
        found = admin.generic("POST", path, sent, content_type=FILES)
        assert found.status_code == status and b"<h1>" in found.content, path


def test_too_many_names_in_an_address_and_refusals_of_libraries_are_no_faults(everything):
    admin = everything.clients["administrator"]
    many = "&".join(f"f{number}=1" for number in range(1100))
    for path in ("/explore/", "/settings/log/", "/reports/rows", "/audit/samples/design"):
        assert admin.get(f"{path}?{many}").status_code < 500
    for path in ("/api/interactions", "/api/openapi.json", "/api/none"):
        found = everything.stranger.get(f"{path}?{many}")
        assert found.status_code == 422 and found["Content-Type"] == "application/problem+json"
    refused = admin.get("/account/reauthenticate/")
    assert refused.status_code in (302, 403)
    odd = admin.get("/explore/", headers={"Host": "evil.example"})
    assert odd.status_code == 400 and b"evil" not in odd.content
    assert "default-src 'none'" in odd["Content-Security-Policy"]


def memory():
    """Of all processes that serve, in MB."""
    ours_ = psutil.Process().children(recursive=True)
    return sum(one.memory_info().rss for one in ours_ if one.is_running()) / MB


def endless(address, path, headers, megabytes):
    """Sends so much, or as much as is listened to → the status."""
    host, port = address.split(":")
    with socket.create_connection((host, int(port)), timeout=60) as line:
        head = f"POST {path} HTTP/1.1\r\nHost: {address}\r\n"
        line.sendall(
            (head + "".join(f"{name}: {one}\r\n" for name, one in headers.items()) + "\r\n").encode()
        )
        piece = b"x" * MB
        chunked = headers.get("Transfer-Encoding") == "chunked"
        try:
            for _ in range(megabytes):
                line.sendall(b"%x\r\n%s\r\n" % (MB, piece) if chunked else piece)
            if chunked:
                line.sendall(b"0\r\n\r\n")
        except (BrokenPipeError, ConnectionResetError):
            pass
        try:
            answer = http.client.HTTPResponse(line)
            answer.begin()
            return answer.status
        except (ConnectionResetError, http.client.BadStatusLine):
            return 0


@pytest.fixture(scope="module")
def live(stocked, tmp_path_factory):
    root = tmp_path_factory.mktemp("doors") / "home"
    with live_home(stocked, root, {}) as (address, _):
        address = address.removeprefix("http://")
        # The first of each kind loads what answers it.
        for path in PATHS:
            for kind in (FORM, FILES, "application/json"):
                endless(address, path, {"Content-Type": kind, "Content-Length": "1"}, 1)
        yield address


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("kind", [FORM, FILES, "application/json"])
@pytest.mark.parametrize("chunked", [False, True], ids=["length", "chunked"])
def test_a_body_without_end_fills_no_memory(live, path, kind, chunked):
    before, size = memory(), 96
    headers = {"Content-Type": kind}
    headers |= {"Transfer-Encoding": "chunked"} if chunked else {"Content-Length": str(size * MB)}
    status = endless(live, path, headers, size)
    assert memory() - before < 48, (before, memory())
    assert status in ((0, 302, 400, 401, 403, 411, 413, 415) if chunked else (0, 413))
    host, port = live.split(":")
    for _ in range(50):
        line = http.client.HTTPConnection(host, int(port), timeout=10)
        line.request("GET", "/healthz")
        if line.getresponse().status == 200:
            break
        time.sleep(0.1)
    else:
        raise AssertionError("nobody answers any more")
