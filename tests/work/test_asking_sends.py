"""From contacts in the warehouse to mails at a real SMTP server and messages at a gateway that misbehaves."""

import json
import re
import socket
import threading
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from aiosmtpd.controller import Controller

from rapport.home import create_home, open_home
from rapport.home.home import Home
from rapport.program.setup import connect, disconnect
from rapport.program.surveys.errors import TokenError
from rapport.records import Event
from rapport.work.asking.planning import plan_by
from rapport.work.asking.sending import send_by
from tests.work.asking_home import NOW, contact, customer, programme, publish, store

SENT_AT = NOW + timedelta(minutes=1)


class Post:
    """A mail server that keeps what it gets, and says to some what it was told to."""

    def __init__(self):
        self.mails, self.says, self.breaks = [], {}, set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.says:
            return self.says[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.mails.append(message_from_bytes(envelope.content, policy=default))
        if envelope.rcpt_tos[0] in self.breaks:
            session.peer = None
            server.transport.abort()
        return "250 taken"


@pytest.fixture
def post():
    handler = Post()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        handler.port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    yield handler
    controller.stop()


class Gateway(BaseHTTPRequestHandler):
    """Takes text messages; what it answers is what the test says."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((json.loads(body), dict(self.headers)))
        status, said = self.server.answers.pop(0) if self.server.answers else (200, b'{"id": "g-1"}')
        if status == 0:
            self.connection.close()
            return
        self.send_response(status)
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *said):
        pass


@pytest.fixture
def gateway():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
    server.got, server.answers = [], []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def home(tmp_path, post):
    made = create_home(tmp_path / "home", "Kettles & Co")
    settings = replace(
        open_home(made.root).settings,
        address="https://ask.example.org",
        mail_server="127.0.0.1",
        mail_port=post.port,
        mail_security="none",
        mail_from="quality@kettles.example",
    )
    home = Home(made.root, settings)
    connect(home)
    publish()
    yield home
    disconnect()


def invitations():
    from rapport.program.surveys.models import Invitation

    return {one.customer_id: one for one in Invitation.objects.all()}


def test_a_contact_becomes_a_mail_with_its_first_question_inside(home, post):
    store(home, [customer(1)], [contact(1)])
    programme(sender="Kettles service")
    assert plan_by(home, NOW)["support"].asked == 1
    assert send_by(home, SENT_AT).sent == 1
    (mail,) = post.mails
    assert mail["To"] == "c1@example.org" and mail["From"] == "Kettles service <quality@kettles.example>"
    assert mail["Subject"] == "How was it? One question from Kettles & Co"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    leave = mail["List-Unsubscribe"].strip("<>")
    text = mail.get_body(("plain",)).get_content()
    page = mail.get_body(("html",)).get_content()
    assert "How easy or difficult was it to get help from us?" in text and leave in text
    links = [f"?ease={n}" for n in range(1, 8)]
    assert all(link in page and link in text for link in links)
    assert "Kettles &amp; Co" in page and "<img" not in page and "<script" not in page
    assert "src=" not in page and "@import" not in page and "url(" not in page, "nothing is fetched"
    assert invitations()["c1"].state == "sent" and invitations()["c1"].facts == {
        "customer.first_name": "Mia"
    }, "of the record only what the survey asks for is kept"


def test_a_picture_that_tells_of_opening_is_in_a_mail_only_where_the_home_wants_it(home, post):
    from rapport.program.surveys.tokens import ANSWER, OPENED, read_token

    store(home, [customer(1)], [contact(1)])
    programme()
    plan_by(home, NOW)
    send_by(Home(home.root, replace(home.settings, mail_opened=True)), SENT_AT)
    page = post.mails[0].get_body(("html",)).get_content()
    (source,) = re.findall(r'src="([^"]+)"', page)
    given = re.fullmatch(r"https://ask\.example\.org/s/([^/]+)/opened\.gif", source)[1]
    assert read_token(given, OPENED, SENT_AT).subject == invitations()["c1"].pk
    with pytest.raises(TokenError):
        read_token(given, ANSWER, SENT_AT)
    assert "opened.gif" not in post.mails[0].get_body(("plain",)).get_content()


def test_the_addresses_in_a_mail_are_for_this_invitation_alone(home, post):
    from rapport.program.surveys.tokens import ANSWER, LEAVE, read_token

    store(home, [customer(1)], [contact(1)])
    programme()
    plan_by(home, NOW)
    send_by(home, SENT_AT)
    row = invitations()["c1"]
    text = post.mails[0].get_body(("plain",)).get_content()
    answer = text.split("https://ask.example.org/s/")[1].split("?")[0]
    leave = post.mails[0]["List-Unsubscribe"].split("/s/")[1].split("/")[0]
    assert read_token(answer, ANSWER, NOW).subject == row.pk == read_token(leave, LEAVE, NOW).subject
    assert read_token(answer, ANSWER, NOW).expires_at == row.expires_at


@pytest.mark.parametrize(
    ("language", "words", "direction"), [("de", "Sehr leicht", "ltr"), ("ar-EG", "سهل جدا", "rtl")]
)
def test_customers_read_it_in_their_own_language(home, post, language, words, direction):
    store(home, [customer(1, language=language)], [contact(1)])
    programme()
    plan_by(home, NOW)
    send_by(home, SENT_AT)
    page = post.mails[0].get_body(("html",)).get_content()
    assert post.mails[0]["Content-Language"] == language[:2]
    assert words in page and f'dir="{direction}"' in page and f'lang="{language[:2]}"' in page


def test_no_name_of_a_customer_becomes_a_header_or_markup(home, post):
    evil = 'Mia\r\nBcc: all@example.org <b onload="x">'
    store(home, [customer(1, name=evil)], [contact(1)])
    programme(subject="For {customer.name}", intro="Dear {customer.name},\nhello")
    plan_by(home, NOW)
    assert send_by(home, SENT_AT).sent == 1
    (mail,) = post.mails
    assert mail["Bcc"] is None and mail["Subject"].startswith("For Mia Bcc: all@example.org")
    assert "<b onload" not in mail.get_body(("html",)).get_content()


def test_a_reminder_goes_to_who_did_not_begin(home, post):
    store(home, [customer(1)], [contact(1)])
    programme(reminders=1, remind_after_hours=24.0)
    plan_by(home, NOW)
    send_by(home, SENT_AT)
    assert send_by(home, SENT_AT + timedelta(hours=25)).sent == 1
    assert post.mails[1]["Subject"].startswith("Not answered yet: ")
    assert post.mails[0]["Message-ID"] != post.mails[1]["Message-ID"]


def test_what_the_server_says_is_understood(home, post):
    store(home, [customer(n) for n in range(1, 6)], [contact(n) for n in range(1, 6)])
    programme()
    plan_by(home, NOW)
    post.says = {
        "c1@example.org": "550 5.1.1 no such user",
        "c2@example.org": "451 come back later",
        "c3@example.org": "550 5.7.1 relaying denied",
    }
    post.breaks = {"c4@example.org"}
    told = send_by(home, SENT_AT)
    assert (told.sent, told.refused, told.put_off, told.failed, told.in_doubt) == (1, 1, 1, 1, 1)
    states = {name: one.state for name, one in invitations().items()}
    assert states == {"c1": "bounced", "c2": "waiting", "c3": "failed", "c4": "sent", "c5": "sent"}
    post.says, post.breaks, before = {}, set(), len(post.mails)
    assert send_by(home, SENT_AT + timedelta(minutes=5)).sent == 1
    assert [one["To"] for one in post.mails[before:]] == ["c2@example.org"], "doubt is not sent again"


@pytest.mark.parametrize(
    "said", ["550 5.2.2 mailbox full", "550 5.4.1 access denied", "550 mailbox unavailable"]
)
def test_an_address_is_given_up_only_where_the_server_says_that_nobody_is_there(home, post, said):
    from rapport.program.sending.models import Unreachable

    store(home, [customer(1)], [contact(1)])
    programme()
    plan_by(home, NOW)
    post.says = {"c1@example.org": said}
    assert send_by(home, SENT_AT).failed == 1
    assert not Unreachable.objects.exists()


def test_a_domain_in_other_letters_is_written_to(home, post):
    store(home, [customer(1, email="mia@münchen.example")], [contact(1)])
    programme()
    plan_by(home, NOW)
    assert send_by(home, SENT_AT).sent == 1
    assert post.mails[0]["To"] == "mia@xn--mnchen-3ya.example"


def test_without_a_server_everything_waits(home, post):
    store(home, [customer(1)], [contact(1)])
    programme()
    plan_by(home, NOW)
    away = Home(home.root, replace(home.settings, mail_port=1))
    assert send_by(away, SENT_AT).put_off == 1
    none = Home(home.root, replace(home.settings, mail_server=None))
    assert send_by(none, SENT_AT + timedelta(hours=1)).sent == 0
    assert invitations()["c1"].state == "waiting"
    assert send_by(home, SENT_AT + timedelta(hours=2)).sent == 1


def test_whom_not_to_ask(home):
    people = [
        customer(1, attributes={"employee": "yes"}),
        customer(2, attributes={"minor": "true"}),
        customer(3, email="not an address"),
        customer(4, email="mia@kettles.example"),
        customer(5),
        customer(6),
        customer(7),
    ]
    events = [
        Event("e5", "complaint_opened", NOW - timedelta(days=1), "c5"),
        Event("e6", "complaint_opened", NOW - timedelta(days=3), "c6"),
        Event("e7", "complaint_closed", NOW - timedelta(days=2), "c6"),
    ]
    store(home, people, [contact(n) for n in range(1, 8)], events)
    from rapport.program.cases.services import case_open
    from rapport.program.people.actor import TERMINAL
    from rapport.program.sending.plain import Rules
    from rapport.program.sending.services import rules_set

    case_open(key="k", customer_id="c7", interaction_id=None, kind="problem", title="t", reason="r",
              source="test", actor=TERMINAL)  # fmt: skip
    rules_set(TERMINAL, Rules(staff_domains=("kettles.example",)))
    programme()
    looked = plan_by(home, NOW)["support"]
    assert looked.left_out == {
        "employee": 2, "minor": 1, "no_address": 1, "complaint": 1, "open_case": 1,
    }  # fmt: skip
    assert set(invitations()) == {"c6"}


def test_only_what_the_programme_is_about_and_only_since_it_is_on(home):
    store(
        home,
        [customer(n) for n in range(1, 8)],
        [
            contact(1, channel="chat"),
            contact(2, team="Night"),
            contact(3, at=NOW - timedelta(days=2)),
            contact(5, at=NOW - timedelta(hours=5)),
            contact(6, turns=()),
            contact(7, interaction_id="shop:7"),
        ],
    )
    programme(channels=("call",), teams=("Day", "Night"), segments=("Business",))
    plan_by(home, NOW)
    assert set(invitations()) == {"c5"}


def test_only_what_is_new_is_looked_at_and_a_change_of_the_data_is_noticed(home):
    store(home, [customer(1), customer(2)], [contact(1)])
    programme()
    assert plan_by(home, NOW)["support"].asked == 1
    assert plan_by(home, NOW)["support"].candidates == 0
    store(home, [], [contact(2)])
    assert plan_by(home, NOW)["support"].asked == 1
    store(home, [customer(3)], [contact(1, channel="chat")])
    assert plan_by(home, NOW)["support"].left_out == {"asked_already": 1}


@pytest.mark.parametrize("segments", [(), ("Home",)])
def test_contacts_that_came_before_their_customers_are_asked_about_once_there_is_a_record(home, segments):
    from rapport.program.sending.models import NoRecord

    programme(segments=segments)
    store(home, [], [contact(2, at=NOW - timedelta(minutes=90)), contact(4, at=NOW - timedelta(minutes=90))])
    assert plan_by(home, NOW)["support"].left_out == {"no_record": 2}
    store(home, [customer(8)], [contact(8, at=NOW - timedelta(minutes=80))])
    assert plan_by(home, NOW)["support"].asked == 1, "the look goes on behind them"
    store(home, [customer(2)])
    assert plan_by(home, NOW)["support"].asked == 1
    assert set(invitations()) == {"c2", "c8"} and NoRecord.objects.get().customer_id == "c4"
    store(home, [customer(2)])
    plan_by(home, NOW)
    assert len(invitations()) == 2, "nobody is asked twice"
    store(home, [customer(4)])
    late = NOW + timedelta(hours=80)
    assert plan_by(home, late)["support"].asked == 0, "too late"
    send_by(home, late)
    assert not NoRecord.objects.exists()


def test_events_and_relationships_are_asked_about_in_their_own_way(home):
    store(
        home,
        [customer(n) for n in range(40)],
        [],
        [Event(f"e{n}", ("purchase", "visit")[n % 2], NOW - timedelta(hours=30), f"c{n}") for n in range(4)],
    )
    programme("bought", kind="event", events=("purchase",), delay_hours=24.0, expires_hours=168.0,
              since=NOW - timedelta(days=3))  # fmt: skip
    programme("bond", kind="relationship", period_days=7, expires_hours=336.0, delay_hours=0.0)
    first = plan_by(home, NOW)
    assert first["bought"].asked == 2
    total, seen = first["bond"].candidates, set(invitations())
    for day in range(1, 7):
        told = plan_by(home, NOW + timedelta(days=day))["bond"]
        total += told.candidates
        again = plan_by(home, NOW + timedelta(days=day, hours=1))["bond"]
        assert again.candidates == 0, "each day's customers are looked at once"
        seen |= set(invitations())
    assert total == 40, "all are looked at once in a period"
    assert len(seen) == 40


def test_text_messages_go_through_a_gateway_that_misbehaves(home, gateway):
    port = gateway.server_address[1]
    texting = Home(home.root, replace(
        home.settings, sms_url=f"http://127.0.0.1:{port}/send?v=1", sms_token="s3cret", sms_from="Kettles",
        sms_body='{"recipient": "{to}", "body": {text}, "ref": {id}}',
    ))  # fmt: skip
    store(home, [customer(n) for n in range(1, 6)], [contact(n) for n in range(1, 6)])
    programme(by="sms")
    plan_by(texting, NOW)
    gateway.answers = [
        (200, b'{"id": "g-1"}'),
        (503, b"busy"),
        (404, b"unknown number"),
        (0, b""),
        (401, b"?"),
    ]
    told = send_by(texting, SENT_AT)
    assert (told.sent, told.put_off, told.refused, told.in_doubt, told.failed) == (1, 1, 1, 1, 1)
    body, headers = gateway.got[0]
    assert body["recipient"].startswith("+1202555") and "/s/" in body["body"]
    assert body["body"].endswith("Reply STOP to be asked no more.")
    assert headers["Authorization"] == "Bearer s3cret" and headers["Idempotency-Key"] == body["ref"]
    assert send_by(texting, SENT_AT + timedelta(minutes=5)).sent == 1, "what was put off, and nothing else"


def test_two_hundred_contacts_are_asked_about_once_when_planning_is_killed_in_the_middle(home, monkeypatch):
    from rapport.work.asking import candidates, planning

    monkeypatch.setattr(candidates, "BATCH", 20)
    store(home, [customer(n) for n in range(200)], [contact(n) for n in range(200)])
    programme()
    real, calls = planning.with_cases, []

    def dies(home, some):
        calls.append(1)
        if len(calls) == 4:
            raise KeyboardInterrupt
        return real(home, some)

    monkeypatch.setattr(planning, "with_cases", dies)
    with pytest.raises(KeyboardInterrupt):
        plan_by(home, NOW)
    assert len(invitations()) == 60
    monkeypatch.setattr(planning, "with_cases", real)
    assert plan_by(home, NOW)["support"].asked == 140
    assert len(invitations()) == 200
