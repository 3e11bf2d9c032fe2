"""A home whose conversations are about three things, all read."""

import atexit
import shutil
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from rapport.home import create_home, open_home
from rapport.program.setup import disconnect
from rapport.records import Customer, Interaction, Turn
from rapport.warehouse import Warehouse
from rapport.work.annotate import annotate_home
from rapport.work.concerns.learn import learn_concerns

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
ABOUT = {
    "delivery": ("my parcel has not arrived", "where is the parcel I ordered", "the courier lost my parcel"),
    "billing": ("the invoice is too high", "I was charged twice on my invoice", "explain the invoice charge"),
    "login": ("I forgot my password", "the password reset mail never comes", "I cannot reset my password"),
}
WAYS = ("Hello, {}", "{}, please help", "Good morning. {}.", "{}", "Hi there! {} and it is urgent")
ENDS = (
    ("I have sent you a new one, it is done.", "Great, it works now, thank you!"),
    ("I am sorry, I cannot help you with that.", "This is awful, nothing works. You are useless!"),
)


def talk(number, concern, text, **facts):
    """A conversation about something, every third of which ends badly."""
    at = START + timedelta(hours=9 * number)
    answer, end = ENDS[number % 3 == 2]
    turns = (
        Turn("customer", text, at),
        Turn("agent", "Hello, my name is Ada. Let me look.", at + timedelta(minutes=1)),
        Turn("customer", "My account number is 12.", at + timedelta(minutes=2)),
        Turn("agent", answer, at + timedelta(minutes=3)),
        Turn("customer", end, at + timedelta(minutes=4)),
    )
    known = {
        "customer_id": f"c{number % 40}", "agent_id": f"a{number % 4}", "concern": concern, "turns": turns,
        "team": ("north", "south")[number % 2], "reason_code": concern[:3].upper(),
    }  # fmt: skip
    return Interaction(f"i{number:03d}", ("chat", "call")[number % 5 == 0], at, **{**known, **facts})


def talks(rounds=1):
    """Fifteen conversations about each of three things a round, in turn."""
    number = 0
    for _ in range(rounds):
        for way in WAYS:
            for place in range(3):
                for concern, texts in ABOUT.items():
                    yield talk(number, concern, way.format(texts[place]))
                    number += 1


def understood_home(path, rounds=1, *, learned=True, read=True):
    """A home of 45 conversations a round of which concerns were learned and everything was read: a copy of
    one that this process made once."""
    shutil.copytree(_made(rounds, learned, read), path)
    return open_home(path)


@cache
def _made(rounds, learned, read):
    folder = mkdtemp(prefix="rapport-understood-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    home = create_home(Path(folder) / "home")
    with Warehouse(home.warehouse_path).write() as writer:
        writer.upsert("interactions", talks(rounds))
        writer.upsert(
            "customers", (Customer(f"c{one}", segment=("gold", "blue")[one % 2]) for one in range(40))
        )
    if learned:
        learn_concerns(home)
    if read:
        annotate_home(home, processes=1)
    disconnect()
    return home.root
