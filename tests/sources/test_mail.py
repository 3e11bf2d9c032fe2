"""E-mails and mailboxes: threads, roles, quotes and signatures."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from rapport.sources import Mapping, Parsed, SourceError, detect_format, read_files

FOLDER = Path(__file__).parent / "payloads" / "mail"
THREAD = sorted(FOLDER.glob("thread-*.eml"))


def records_of(paths, **more):
    return [item.record for item in read_files(paths, "emails", **more) if isinstance(item, Parsed)]


def test_a_thread_over_three_files_is_one_interaction():
    thread = records_of(reversed(THREAD))
    assert len(thread) == 1
    mail = thread[0]
    assert (mail.interaction_id, mail.subject, mail.channel) == (
        "a1@mail.example",
        "Paket beschädigt",
        "email",
    )
    assert (mail.customer_id, mail.customer_name) == ("priya.raman@mail.example", "Priya Raman")
    assert (mail.agent_id, mail.agent_name) == ("luke@shop.example", "Luke Stone")
    assert mail.started_at == datetime(2026, 3, 31, 14, 5, tzinfo=UTC)
    assert mail.attributes == {"mailbox": "support", "attachments": "box.jpg"}
    first, second, third = mail.turns
    assert (first.speaker, first.text) == (
        "customer",
        "Hello,\n\nmy parcel was left in the rain. The box is soaked – see photo.\n\nKind regards,",
    )  # fmt: skip
    assert first.signature == "Priya Raman\nTel. +1 212 555 0142\n12 Long Street"
    assert (second.speaker, second.signature) == ("agent", "Luke Stone\nDelivery desk\nshop.example")
    assert (
        second.text
        == "Dear Priya,\n\nI am sorry. I have sent a new one today — it arrives tomorrow.\n\nKind regards,"
    )
    assert second.quoted.endswith("wrote:\n> Hello,\n>\n> my parcel was left in the rain.")
    assert third.speaker == "system"


def test_a_mailbox(read):
    records, rejected = read(FOLDER / "box.mbox", "emails")
    question, answer = records[0].turns
    assert question.text == "Do the boots run small?\n\nFrom what I read they do."
    assert question.signature == "Sent from my iPhone"
    assert answer.text == "Take one size up.\n\nThat should answer it."
    assert (answer.quoted, answer.signature) == ("> Do the boots run small?", "Luke Stone\nShop Example Ltd")
    assert "Who of tim@other.example, tom@other.example serves" in rejected[0].what
    assert rejected[0].row == 3


def test_the_mapping_says_who_serves(read):
    mapping = Mapping("emails", agents=("other.example",))
    records, rejected = read(FOLDER / "box.mbox", "emails", mapping=mapping)
    assert rejected == []
    assert [turn.speaker for turn in records[0].turns] == ["customer", "customer"]
    assert [turn.speaker for turn in records[1].turns] == ["agent"]


def test_a_default_says_who_serves(read):
    records, rejected = read(
        FOLDER / "box.mbox", "emails", defaults={"agents": "help@shop.example, tom@other.example"}
    )
    assert rejected == []
    assert [turn.speaker for turn in records[0].turns] == ["customer", "customer"]
    assert [turn.speaker for turn in records[1].turns] == ["agent"]
    assert "agents" not in records[0].attributes


def test_mails_twice_in_a_mailbox_count_once(write):
    content = (FOLDER / "box.mbox").read_text()
    again = records_of([write("twice.mbox", content + "\n" + content)])
    assert [len(one.turns) for one in again] == [2]


def test_threads_join_through_a_mail_that_is_missing():
    joined = records_of([THREAD[2], THREAD[0]], mapping=Mapping("emails", agents=("shop.example",)))
    assert [[turn.speaker for turn in one.turns] for one in joined] == [["customer", "system"]]


def mail(**headers):
    body = headers.pop("body", "Hello")
    given = {"From": "a@x.example", "To": "help@y.example", "Message_ID": "<1@x>", **headers}
    return "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in given.items()) + f"\n{body}\n"


@pytest.mark.parametrize(
    "headers",
    [{"Auto_Submitted": "auto-replied"}, {"Precedence": "auto_reply"}, {"X_Autoreply": "yes"},
     {"From": "MAILER-DAEMON@x.example"}, {"Content_Type": "multipart/report; boundary=b"}],
)  # fmt: skip
def test_machines_are_the_system(write, headers):
    assert records_of([write("a.eml", mail(**headers))])[0].turns[0].speaker == "system"


def test_mails_that_break_the_rules_are_still_read(write):
    broken = mail(Date="some day", Subject="=?nonsense?Q?x?=", Content_Type="text/plain; charset=klingon")
    without_id = broken.replace("Message-ID: <1@x>\n", "")
    first = records_of([write("a.eml", without_id.encode().replace(b"Hello", b"Gr\xfc\xdfe"))])[0]
    again = records_of([write("b.eml", without_id.encode().replace(b"Hello", b"Gr\xfc\xdfe"))])[0]
    assert first.turns[0].text == "Grüße"
    assert first.started_at is None
    assert first.interaction_id == again.interaction_id
    assert first.interaction_id.startswith("mail-")


def test_formats_are_told_apart(write):
    assert detect_format(FOLDER / "box.mbox", "emails") == "mbox"
    assert detect_format(write("mail.txt", (FOLDER / "thread-1.eml").read_bytes()), "emails") == "eml"
    assert detect_format(write("box.gz", (FOLDER / "box.mbox").read_bytes()), "emails") == "mbox"


def test_a_mailbox_that_is_none(write, read):
    with pytest.raises(SourceError, match="does not begin"):
        read(write("a.mbox", "Hello\nFrom a@b Wed Apr  1 09:00:00 2026\n"), "emails", format="mbox")


def test_a_large_mailbox_is_not_held_in_memory(write):
    import tracemalloc

    letters = "x" * 60_000
    parts = [
        f"From a@x.example Wed Apr  1 09:00:00 2026\n{mail(Message_ID=f'<{n}@x>', body=letters)}\n"
        for n in range(400)
    ]
    path = write("large.mbox", "".join(parts))
    del parts
    tracemalloc.start()
    seen = sum(1 for _ in read_files([path], "emails"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert seen == 400
    assert peak < 8_000_000


def test_a_mail_of_only_a_file_says_so(write):
    body = "--b\nContent-Type: image/png; name=a.png\nContent-Disposition: attachment\n\nx\n--b--"
    mails = records_of([write("a.eml", mail(Content_Type="multipart/mixed; boundary=b", body=body))])
    assert mails[0].turns[0].text == "[attached: a.png]"


def test_headers_in_bare_utf8_are_read(write):
    mails = records_of([write("a.eml", mail(Subject="Grüße", From="Jörg <j@x.example>"))])
    assert (mails[0].subject, mails[0].customer_name) == ("Grüße", "Jörg")
