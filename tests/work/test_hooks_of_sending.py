"""Webhooks hear of invitations: of what was sent once a round, of what came back one by one."""

from datetime import timedelta

import orjson
import pytest

from rapport.home import create_home
from rapport.program.setup import connect, disconnect
from rapport.work.asking.outcome import DOUBT, REFUSED, SENT, Handed
from rapport.work.asking.planning import plan_by
from rapport.work.asking.sending import send_by
from tests.work.asking_home import NOW, contact, customer, programme, publish, store

SENT_AT = NOW + timedelta(minutes=1)


@pytest.fixture
def home(tmp_path):
    made = create_home(tmp_path / "home")
    connect(made)
    publish()
    numbers = range(1, 112)  # more than a round tells by id, fewer than a minute lets out
    store(made, [customer(one) for one in numbers], [contact(one) for one in numbers])
    programme()
    plan_by(made, NOW)
    yield made
    disconnect()


@pytest.fixture
def heard(home):
    from rapport.program.hooks.models import Event, Hook

    wanted = ["invitations.sent", "invitation.bounced"]
    Hook.objects.create(name="CRM", address="https://example.org", events=wanted, made_by="x")
    return lambda: [
        (one.kind, orjson.loads(one.body)["data"], one.about) for one in Event.objects.order_by("at")
    ]


def test_a_round_is_told_once_with_ids_up_to_a_limit(home, heard):
    from rapport.program.surveys.models import Invitation

    went = send_by(home, SENT_AT, hand=lambda due, now: Handed(SENT))
    ((kind, data, about),) = heard()
    assert went.sent > 100 and kind == "invitations.sent" and about is None
    assert (data["sent"], data["reminders"], data["by_programme"]) == (went.sent, 0, {"support": went.sent})
    known = set(map(str, Invitation.objects.values_list("pk", flat=True)))
    assert len(set(data["invitations"])) == 100 and set(data["invitations"]) <= known
    send_by(home, SENT_AT, hand=lambda due, now: Handed(SENT))
    assert len(heard()) == 1, "a round that sent nothing is not told"


def test_what_nobody_got_is_told_one_by_one_and_counts_as_not_sent(home, heard):
    says = {"c7": Handed(REFUSED, "550 5.1.1 <c7@example.org> unknown"), "c8": Handed(DOUBT, "cut off")}
    went = send_by(home, SENT_AT, hand=lambda due, now: says.get(due.customer_id, Handed(SENT)))
    (bounce,) = (one for one in heard() if one[0] == "invitation.bounced")
    (sent,) = (one for one in heard() if one[0] == "invitations.sent")
    assert bounce[1]["customer"] == "c7" and bounce[1]["for_good"] is True and bounce[2] == "i000007"
    assert "@" not in str(bounce) and bounce[1]["programme"] == "support"
    assert (went.refused, went.in_doubt) == (1, 1) and sent[1]["sent"] == went.sent + 1


def test_a_mail_that_comes_back_later_is_told_once(home, heard):
    from rapport.program.sending.models import Message
    from rapport.program.sending.services import bounced

    send_by(home, SENT_AT, hand=lambda due, now: Handed(SENT))
    first, second = Message.objects.order_by("pk")[:2]
    for _ in range(2):
        bounced(str(first.pk), "5.1.1 nobody", SENT_AT)
    bounced(str(second.pk), "4.2.2 later", SENT_AT, for_good=False, failed=False)
    told = [data for kind, data, _ in heard() if kind == "invitation.bounced"]
    assert [one["invitation"] for one in told] == [str(first.invitation_id)]


def test_what_was_sent_before_a_fault_is_told(home, heard, monkeypatch):
    from rapport.program.sending import services

    given = []

    def takes(*args):
        if given:
            raise OSError("the disk is full")
        given.append(args)
        return real(*args)

    real = services.messages_take
    monkeypatch.setattr(services, "messages_take", takes)
    with pytest.raises(OSError, match="disk"):
        send_by(home, SENT_AT, hand=lambda due, now: Handed(SENT), at_once=10)
    assert [(kind, data["sent"]) for kind, data, _ in heard()] == [("invitations.sent", 10)]
