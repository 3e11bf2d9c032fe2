"""Short conversations of our own, as customers and agents hold them."""

from datetime import UTC, datetime, timedelta

from rapport.language.conversation import conversations
from rapport.language.experience.reading import read

SPEAKERS = {"c": "customer", "a": "agent", "b": "bot", "s": "system", "u": "unknown"}


def talk(*said: str, gaps: tuple[float, ...] = (), name: str = "one", agent: str | None = None) -> dict:
    """A conversation from lines like `c: hello`; `gaps` are the seconds before each turn after the first."""
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    turns = []
    for place, line in enumerate(said):
        who, _, text = line.partition(":")
        turn = {"speaker": SPEAKERS[who], "text": text.removeprefix(" ")}
        if gaps:
            at += timedelta(seconds=gaps[place - 1] if place else 0)
            turn["at"] = at.isoformat()
        turns.append(turn)
    return {"id": name, "agent_id": agent, "turns": turns}


def turns_of(*said: str, gaps: tuple[float, ...] = ()):
    """The turns as read."""
    return read(conversations([talk(*said, gaps=gaps)])[0])


BEST_FIRST = {
    "solved": talk(
        "c: My phone has had no signal since the update, what is going on?",
        "a: Hello, please reset the network settings under Settings, General.",
        "c: It works now, thanks a lot!",
        "a: You're welcome, have a nice day.",
    ),
    "will try": talk(
        "c: The screen of my laptop flickers after ten minutes.",
        "a: Please update the display driver from our website and restart.",
        "c: OK, I'll try it tonight.",
    ),
    "sent elsewhere": talk(
        "c: The broadband in our house drops every evening.",
        "a: Hello, sorry for the inconvenience. Please private message your account number, we will check.",
    ),
    "still broken": talk(
        "c: My phone has had no signal since the update.",
        "a: Hello, please reset the network settings.",
        "c: I already tried that, still no signal.",
        "a: Please private message us your phone number.",
    ),
    "furious": talk(
        "c: You took my money without asking me.",
        "a: Hello, please call the hotline.",
        "c: I called the hotline and they hung up. What kind of company is this?",
        "a: Sorry for your bad experience.",
        "c: Forget it, I will switch to another company. Useless!",
    ),
}

HOSTILE = [
    [],
    ["c:"],
    ["c: "],
    ["c: ok"],
    ["u: hm"],
    ["s: CALL lookup {}"],
    ["c: 😡😡😡"],
    ["c: \x00\x01\x02\ufeff\u202e"],
    ["c: " + "a" * 200_000, "a: " + "no " * 70_000],
    ["c: " + "you never ever " * 9_000],
    ["c: " + "(" * 30_000 + "?" * 30_000],
    ["c: Straße İstanbul ﬁn’t", "a: ẞ İ İ İ sorry"],
    ["c: Das funktioniert immer noch nicht, ich habe schon dreimal angerufen!", "a: Es tut mir leid."],
    ["u: My order is late", "u: Sorry about that"],
    ["a: Hello, how can I help?"],
    ["c: 我的手机没有信号", "a: 您好"],
]
