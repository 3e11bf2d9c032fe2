"""A message reaches the one receiver it is meant for, signed, and nobody whom only this machine can reach."""

import ipaddress
import json
import re
import socket
import ssl
import threading
import time
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from rapport.program.hooks.address import is_public, target_of
from rapport.program.hooks.errors import AddressError
from rapport.program.hooks.plain import Due
from rapport.program.hooks.signing import new_secret
from rapport.work.hooks import sending
from rapport.work.hooks.sending import send

ROOT = Path(__file__).parents[2]
SECRETS = (new_secret(), new_secret())


def due(address, body='{"type":"hook.test"}'):
    return Due(1, 1, "h", "msg_1", address, body, SECRETS)


class Receiver:
    """Somebody's server on this machine, that keeps what it was sent."""

    def __init__(self, status=204, headers=(), body=b"", pause=0.0, secure=None):
        self.got = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(handler):
                said = handler.rfile.read(int(handler.headers["Content-Length"]))
                self.got.append((handler.path, dict(handler.headers), said))
                handler.send_response(status)
                for name, value in headers:
                    handler.send_header(name, value)
                handler.end_headers()
                for place in range(len(body)):
                    time.sleep(pause)
                    handler.wfile.write(body[place : place + 1])

            do_GET = do_POST

            def log_message(handler, *_):
                pass

        class Quiet(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_):
                pass

        self.server = Quiet(("127.0.0.1", 0), Handler)
        if secure is not None:
            self.server.socket = secure.wrap_socket(self.server.socket, server_side=True)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def receiver():
    made = []

    def make(**facts):
        made.append(Receiver(**facts))
        return made[-1]

    yield make
    for one in made:
        one.server.shutdown()
        one.server.server_close()


def documented_check():
    """The check that the documentation gives receivers: written apart from what signs."""
    page = (ROOT / "docs" / "how-to" / "webhooks.md").read_text(encoding="utf-8")
    found = {}
    exec(re.search(r"```python\n(.*?)```", page, re.DOTALL)[1], found)
    return found["is_ours"]


def test_what_arrives_is_signed_by_every_secret(receiver):
    one = receiver()
    outcome = send(due(f"http://127.0.0.1:{one.port}/hook?a=1"), ["127.0.0.1"])
    assert outcome.arrived and outcome.status == 204
    ((path, headers, body),) = one.got
    assert path == "/hook?a=1" and headers["Host"] == f"127.0.0.1:{one.port}"
    assert headers["Content-Type"] == "application/json"
    is_ours = documented_check()
    assert all(is_ours(secret, headers, body) for secret in SECRETS)
    assert not is_ours(new_secret(), headers, body)
    assert not is_ours(SECRETS[0], headers, body + b" ")
    old = {**headers, "webhook-timestamp": str(int(headers["webhook-timestamp"]) - 600)}
    assert not is_ours(SECRETS[0], old, body)


def test_the_signature_is_that_of_the_standard():
    from rapport.program.hooks.signing import signature

    secret, body = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", '{"test": 2432232314}'
    signed = signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


INSIDE = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "192.0.0.8", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
    "::", "::1", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "::127.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b:1::a00:1", "2002:7f00:1::", "2002:c0a8:101::", "2001:db8::1",
    "fec0::1", "2001:0:4136:e378:8000:63bf:80ff:fffe",
]  # fmt: skip
OUTSIDE = [
    "93.184.216.34",
    "8.8.8.8",
    "2606:2800:220:1:248:1893:25c8:1946",
    "::ffff:8.8.8.8",
    "2002:808:808::",
]


@pytest.mark.parametrize("address", INSIDE)
def test_what_only_we_can_reach_is_not_public(address):
    assert not is_public(ipaddress.ip_address(address))
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(AddressError):
        target_of(f"https://{host}/x")


@pytest.mark.parametrize("address", OUTSIDE)
def test_what_all_can_reach_is_public(address):
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/x", "ftp://example.org/", "file:///etc/passwd", "https://", "https:///x", "x", "",
        "https://user:secret@example.org/", "https://user@example.org/", "https://example.org/#x",
        "https://example.org:99999/", "https://example.org:x/", "https://exa mple.org/", "https://a\\@b.org/",
        "https://example.org/\r\nX: y", "https://[::1", "//example.org/", "javascript:alert(1)",
        "https://ex\u00e4mple.org/", "https://example.org/" + "a" * 2000,
    ],
)  # fmt: skip
def test_addresses_that_cannot_be(address):
    with pytest.raises(AddressError):
        target_of(address)


@pytest.mark.parametrize(
    "host",
    [
        "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "127.1", "0", "localhost", "localhost.",
        "LOCALHOST",
        "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:127.0.0.1]", "[::1]",
    ],
)  # fmt: skip
def test_tricks_with_loopback_reach_nobody(receiver, host):
    one = receiver()
    outcome = send(due(f"https://{host}:{one.port}/"))
    assert not outcome.arrived and outcome.status is None
    assert "not out on the internet" in outcome.problem or "not known" in outcome.problem
    assert one.got == []


@pytest.mark.parametrize(
    "found",
    [["127.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["8.8.8.8", "::1"], ["169.254.169.254"], ["fe80::1%eth0"]],
)
def test_a_name_that_stands_for_something_inside_is_refused(found, monkeypatch):
    asked = []
    monkeypatch.setattr(socket, "create_connection", lambda *given: asked.append(given))
    outcome = send(due("https://rebound.example.org/"), resolve=lambda host, port: found)
    assert "not out on the internet" in outcome.problem and asked == []


def test_a_name_cannot_mean_something_else_a_moment_later(monkeypatch):
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])
    asked = []

    def connect(address, *_):
        asked.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    outcome = send(due("https://rebound.example.org/"), resolve=lambda host, port: next(answers))
    assert asked == [("93.184.216.34", 443)] and not outcome.arrived
    assert next(answers) == ["127.0.0.1"]


def test_redirects_are_not_followed(receiver):
    inner = receiver()
    outer = receiver(status=307, headers=[("Location", f"http://127.0.0.1:{inner.port}/secret")])
    outcome = send(due(f"http://127.0.0.1:{outer.port}/"), [f"127.0.0.1:{outer.port}"])
    assert outcome.status == 307 and "redirects are not followed" in outcome.problem
    assert len(outer.got) == 1 and inner.got == []


def test_only_the_named_port_of_a_host_is_open(receiver):
    one = receiver()
    named = send(due(f"http://127.0.0.1:{one.port}/"), [f"127.0.0.1:{one.port}"])
    other = send(due(f"http://127.0.0.1:{one.port}/"), ["127.0.0.1:1"])
    assert named.arrived and not other.arrived and len(one.got) == 1


@pytest.mark.parametrize("status", [400, 404, 410, 429, 500, 503])
def test_what_is_no_yes_is_a_no(receiver, status):
    one = receiver(status=status, headers=[("Retry-After", "120")])
    outcome = send(due(f"http://127.0.0.1:{one.port}/"), ["127.0.0.1"])
    assert (outcome.arrived, outcome.status, outcome.gone) == (False, status, status == 410)
    assert outcome.wait_s == 120


def test_who_drips_bytes_keeps_nobody(receiver, monkeypatch):
    monkeypatch.setattr(sending, "TOTAL_S", 0.6)
    one = receiver(status=200, body=b"x" * 400, pause=0.05)
    began = time.monotonic()
    outcome = send(due(f"http://127.0.0.1:{one.port}/"), ["127.0.0.1"])
    assert time.monotonic() - began < 8
    assert outcome.spent_ms < 8000


def test_a_receiver_that_is_not_there_is_told(receiver):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    outcome = send(due(f"http://127.0.0.1:{port}/"), ["127.0.0.1"])
    assert "ConnectionRefusedError" in outcome.problem and outcome.status is None


def certificate(folder, name):
    """A key and a certificate of its own for this name."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{name}.pem"
    pem = serialization.Encoding.PEM
    form, plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path.write_bytes(key.private_bytes(pem, form, plain) + made.public_bytes(pem))
    return path


def test_tls_is_checked_against_the_name(receiver, tmp_path):
    path = certificate(tmp_path, "hooks.example.org")
    secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secure.load_cert_chain(path)
    one = receiver(secure=secure)
    hosts, here = ["hooks.example.org", "other.example.org"], lambda host, port: ["127.0.0.1"]
    trust = lambda: ssl.create_default_context(cafile=path)  # noqa: E731
    good = send(due(f"https://hooks.example.org:{one.port}/"), hosts, resolve=here, trust=trust)
    wrong_name = send(due(f"https://other.example.org:{one.port}/"), hosts, resolve=here, trust=trust)
    unknown = send(due(f"https://hooks.example.org:{one.port}/"), hosts, resolve=here)
    assert good.arrived and len(one.got) == 1
    assert "TLS failed" in wrong_name.problem and "TLS failed" in unknown.problem


def test_the_worker_delivers_and_tells(receiver, tmp_path):
    from rapport.home import create_home, open_home
    from rapport.program.people.actor import TERMINAL
    from rapport.program.setup import connect, disconnect

    one = receiver()
    root = create_home(tmp_path / "home").root
    file = root / "rapport.toml"
    file.write_text('hook_hosts = ["127.0.0.1"]\n' + file.read_text())
    home = open_home(root)
    connect(home)
    from rapport.program.hooks.selectors import deliveries_page
    from rapport.program.hooks.services import announce, hook_create
    from rapport.work.hooks.deliver import deliver_due

    address = f"http://127.0.0.1:{one.port}/"
    hook = hook_create(
        TERMINAL, name="x", address=address, events=["sample.drawn"], inside_hosts=home.settings.hook_hosts
    )
    announce("sample.drawn", {"sample": "april"})
    assert deliver_due(home, wait=True) == 1 and deliver_due(home, wait=True) == 0
    ((_, headers, body),) = one.got
    assert documented_check()(hook.secret, headers, body)
    assert json.loads(body)["data"] == {"sample": "april"}
    (told,) = deliveries_page(TERMINAL, hook.id)
    assert (told.state, told.status, told.message) == ("delivered", 204, headers["webhook-id"])
    disconnect()
