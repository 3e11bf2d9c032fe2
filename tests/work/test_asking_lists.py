"""Lists of people: told by row, cut off and gone on, large in bounded memory; mails that came back."""

import resource
from datetime import timedelta
from email.message import EmailMessage

import pytest

from rapport.home import create_home
from rapport.program.people.actor import TERMINAL
from rapport.program.sending.plain import Plan
from rapport.program.setup import connect, disconnect
from rapport.records import InputError
from rapport.work.asking.lists import invite_list
from tests.work.asking_home import NOW, SURVEY, contact, customer, programme, publish, store

PLAN = Plan("after-support", delay_hours=0.0, expires_hours=336.0)


@pytest.fixture
def home(tmp_path):
    made = create_home(tmp_path / "home", "Kettles & Co")
    connect(made)
    publish()
    yield made
    disconnect()


def file(tmp_path, text, name="list.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def invitations():
    from rapport.program.surveys.models import Invitation

    return Invitation.objects


def test_nothing_begins_with_bad_rows_and_the_good_ones_go_on_when_told_so(home, tmp_path):
    from rapport.program.sending.services import opt_out

    opt_out(address="gone@example.org", customer_id="", by="mail", at=NOW)
    rows = (
        "E-Mail,name,language,customer.plan\nA@Example.org,Ann,de,gold\nnobody,Bob,,\na@example.org,Cid,,\n"
    )
    path = file(tmp_path, rows + "gone@example.org,Dee,,\n")
    looked = invite_list(home, TERMINAL, path, PLAN, NOW)
    assert not looked.begun and looked.left_out == {3: "malformed", 4: "duplicate"}
    assert invitations().count() == 0
    done = invite_list(home, TERMINAL, path, PLAN, NOW, leave_out=True)
    assert done.invited == 1 and done.left_out == {3: "malformed", 4: "duplicate", 5: "opted_out"}
    row = invitations().get()
    assert (row.address, row.language, row.facts) == (
        "a@example.org", "de",
        {"customer.plan": "gold", "customer.name": "Ann", "customer.first_name": "Ann"},
    )  # fmt: skip


def test_what_the_home_knows_of_who_is_listed_is_not_asked_again(home, tmp_path):
    more = "items:\n  - {id: plan, type: text, text: Which plan?, known_from: customer.plan}\n"
    publish(SURVEY.replace("items:\n", more, 1), number=2)
    own = {"plan": "gold", "secret": "x"}
    store(
        home,
        [customer(1, language="ar", attributes=own), customer(2, attributes=own)]
        + [customer(n, email="shared@example.org", attributes=own) for n in (3, 4)],
    )
    rows = "email,customer_id,language,customer.plan\nc1@example.org,,,\nother@example.org,c2,de,tin\n"
    invite_list(home, TERMINAL, file(tmp_path, rows + "shared@example.org,,,\n"), PLAN, NOW)
    found = {row.address: (row.language, row.stratum, row.facts) for row in invitations().all()}
    assert found == {
        "c1@example.org": ("ar", "Business", {"customer.plan": "gold", "customer.first_name": "Mia"}),
        "other@example.org": ("de", "Home", {"customer.plan": "tin", "customer.first_name": "Mia"}),
        "shared@example.org": ("", "", {}),
    }


def test_the_same_person_is_known_by_address_across_lists_and_programmes(home, tmp_path):
    store(home, [customer(1)], [contact(1)])
    done = invite_list(home, TERMINAL, file(tmp_path, "email\nC1@example.org\nnew@example.org\n"), PLAN, NOW)
    assert done.invited == 2
    assert set(invitations().values_list("customer_id", flat=True)) >= {"c1"}
    programme()
    from rapport.work.asking.planning import plan_by

    assert plan_by(home, NOW)["support"].left_out == {"has_open": 1}
    other = file(tmp_path, "email\nnew@example.org\n", "other.csv")
    assert invite_list(home, TERMINAL, other, PLAN, NOW).left_out == {2: "has_open"}


def test_whom_no_programme_asks_no_list_asks_either(home, tmp_path):
    from rapport.program.sending.plain import Rules
    from rapport.program.sending.services import rules_set

    told = {"minor": "yes"}, {"employee": "yes"}, {"complaint": "open"}, {}
    store(home, [customer(n, attributes=facts) for n, facts in enumerate(told)])
    rules_set(TERMINAL, Rules(staff_domains=("kettles.example",)))
    rows = "".join(f"c{n}@example.org,\n" for n in range(4)) + "mia@kettles.example,\nnew@example.org,c0\n"
    done = invite_list(home, TERMINAL, file(tmp_path, "email,customer_id\n" + rows), PLAN, NOW)
    assert done.left_out == {2: "minor", 3: "employee", 4: "complaint", 6: "employee", 7: "minor"}
    assert done.invited == 1


def test_numbers_are_known_however_they_are_written(home, tmp_path):
    store(home, [customer(1, phone="(202) 555-0101", attributes={"minor": "yes"})])
    plan = Plan("after-support", by="sms", delay_hours=0.0, expires_hours=336.0)
    done = invite_list(home, TERMINAL, file(tmp_path, "phone\n+1 202 555 0101\n"), plan, NOW)
    assert done.left_out == {2: "minor"}


def test_a_column_called_id_names_no_customer_and_long_cells_are_told(home, tmp_path):
    path = file(tmp_path, f"id,email,segment\n1,a@example.org,x\n2,b@example.org,{'y' * 700}\n")
    looked = invite_list(home, TERMINAL, path, PLAN, NOW)
    assert looked.left_out == {3: "too_long"} and looked.column_of(3) == "segment"
    assert invite_list(home, TERMINAL, path, PLAN, NOW, leave_out=True).invited == 1
    assert invitations().get().customer_id.startswith("address:")


def test_who_stands_on_a_list_is_not_told_that_they_were_in_touch(home, tmp_path):
    from dataclasses import replace

    from rapport.home import Home
    from rapport.program.sending.services import messages_take
    from rapport.program.surveys.selectors.answering import answerable
    from rapport.work.asking.mail.told import told

    invite_list(home, TERMINAL, file(tmp_path, "email\na@example.org\n"), PLAN, NOW)
    (due,) = messages_take(NOW, home.settings.zone, 5, ("email",))
    known = Home(home.root, replace(home.settings, address="https://ask.kettles.example"))
    words = told(known, due, answerable(due.version), NOW)
    assert words.why == "You get this mail because you are a customer of Kettles & Co."


def test_an_import_that_is_cut_off_goes_on_and_asks_nobody_twice(home, tmp_path, monkeypatch):
    from rapport.work.asking import lists

    monkeypatch.setattr(lists, "BATCH", 50)
    path = file(tmp_path, "email\n" + "".join(f"p{n}@example.org\n" for n in range(230)))
    real, calls = lists.candidates_of, []

    def dies(*given):
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return real(*given)

    monkeypatch.setattr(lists, "candidates_of", dies)
    with pytest.raises(KeyboardInterrupt):
        invite_list(home, TERMINAL, path, PLAN, NOW)
    assert invitations().count() == 100
    monkeypatch.setattr(lists, "candidates_of", real)
    done = invite_list(home, TERMINAL, path, PLAN, NOW)
    assert (done.resumed, done.invited) == (100, 230) and invitations().count() == 230
    again = invite_list(home, TERMINAL, path, PLAN, NOW + timedelta(days=60))
    assert (again.resumed, again.invited) == (230, 230) and invitations().count() == 230


def test_a_large_list_takes_little_memory(home, tmp_path):
    path = file(tmp_path, "email\n" + "".join(f"person{n}@example.org\n" for n in range(10_000)))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    done = invite_list(home, TERMINAL, path, PLAN, NOW)
    assert done.invited == 10_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 75 * 1024


def test_rows_are_counted_as_a_spreadsheet_does(home, tmp_path):
    path = file(tmp_path, 'Mail,name\n\na@example.org,"An\nna"\n\nnobody,B\nb@example.org\n')
    looked = invite_list(home, TERMINAL, path, PLAN, NOW)
    assert looked.left_out == {5: "malformed"} and looked.column_of(5) == "Mail" and looked.rows == 3
    assert invite_list(home, TERMINAL, path, PLAN, NOW, leave_out=True).invited == 2


@pytest.mark.parametrize("text", ["", "name\nAnn\n", "email\n"])
def test_what_is_no_list_is_told(home, tmp_path, text):
    with pytest.raises(InputError):
        invite_list(home, TERMINAL, file(tmp_path, text), PLAN, NOW)


def dsn(stamp, action="failed", status="5.1.1"):
    """A report as mail servers write it."""
    text = (
        "From: mailer-daemon@mx.example.org\r\nTo: quality@kettles.example\r\nSubject: returned\r\n"
        "MIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n"
        f"Final-Recipient: rfc822; c1@example.org\r\nAction: {action}\r\nStatus: {status}\r\n"
        "Diagnostic-Code: smtp; 550 no such user\r\n\r\n"
        f"--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <{stamp}@kettles.example>\r\n"
        "Subject: x\r\n\r\nhello\r\n--b--\r\n"
    )
    return text.encode()


def test_reports_of_delivery_are_understood():
    from rapport.work.asking.bounces import means_stop, returned

    stamp = "0f8fad5b-d9cb-469f-a165-70867728950e"
    assert returned(dsn(stamp)).stamp == stamp and returned(dsn(stamp)).for_good
    assert "no such user" in returned(dsn(stamp)).because
    assert not returned(dsn(stamp, "delayed", "4.2.2")).for_good
    assert returned(dsn(stamp, "delivered", "2.0.0")) is None
    for status in ("5.7.1", "5.2.2", "5.3.4", "5.4.4", "5.1.8"):
        about_this_mail = returned(dsn(stamp, status=status))
        assert about_this_mail.failed and not about_this_mail.for_good
    assert returned(dsn("not-ours")) is None and returned(b"\xff\x00 nonsense") is None
    plain = EmailMessage()
    plain["Subject"] = "Out of office"
    assert returned(plain.as_bytes()) is None
    assert means_stop(" STOP") and means_stop("stop please") and not means_stop("Don't stop")


def test_a_mailbox_of_reports_ends_invitations(home, tmp_path):
    import mailbox

    from rapport.program.sending.models import Message
    from rapport.work.asking.bounces import read_bounces
    from rapport.work.asking.outcome import Handed
    from rapport.work.asking.planning import plan_by
    from rapport.work.asking.sending import send_by

    store(home, [customer(n) for n in range(3)], [contact(n) for n in range(3)])
    programme()
    plan_by(home, NOW)
    send_by(home, NOW, hand=lambda due, now: Handed("sent"))
    stamps = [str(one) for one in Message.objects.values_list("pk", flat=True)]
    box = mailbox.mbox(tmp_path / "box")
    for raw in (
        dsn(stamps[0]),
        dsn(stamps[1], "delayed", "4.2.2"),
        dsn("0f8fad5b-d9cb-469f-a165-70867728950e"),
    ):
        box.add(raw)
    box.flush()
    assert read_bounces(home, TERMINAL, tmp_path / "box", NOW) == (2, 3)
    assert read_bounces(home, TERMINAL, tmp_path / "box", NOW) == (2, 3)
    states = sorted(invitations().values_list("state", flat=True))
    assert states == ["bounced", "sent", "sent"]
