"""How a mail's words look to those who sort mails, and to those who read them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapport.work.asking.deliverability.note import BAD, GOOD, WORSE, Note

SPAM = (
    "act now", "buy now", "cash", "click here", "click below", "congratulations", "dear friend", "discount",
    "double your", "earn money", "free gift", "free!", "guarantee", "limited time", "lowest price", "no cost",
    "offer expires", "order now", "prize", "risk-free", "special offer", "urgent", "win a", "winner",
    "you have been selected", "100% free", "$$$", "!!!",
)  # fmt: skip
LONG_SUBJECT = 70
RAW_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
SHORTENED = re.compile(r"\b(?:bit\.ly|tinyurl\.com|t\.co|goo\.gl|ow\.ly|is\.gd)\b", re.IGNORECASE)
CAPITALS = re.compile(r"\b[A-ZÄÖÜÉÈ]{4,}\b")


def wording_notes(subject: str, intro: str, sender: str) -> Iterator[Note]:
    """What stands out in the words that somebody wrote for a programme."""
    whole = f"{subject}\n{intro}".lower()
    found = [one for one in SPAM if one in whole]
    if found:
        said = ", ".join(f"“{one}”" for one in found)
        yield Note("Words", WORSE, f"Mails with {said} are taken for spam", "Say it plainly, without them.")
    capitals = CAPITALS.findall(f"{subject} {intro}")
    if len(capitals) > 1 or (subject and subject.isupper()):
        yield Note("Capitals", WORSE, f"Words in capitals: {', '.join(capitals[:5])}", "Write them small.")
    if len(subject) > LONG_SUBJECT:
        yield Note("Subject", WORSE, f"{len(subject)} letters: telephones cut it off", "Stay under 70.")
    if subject.count("!") or subject.count("?") > 1:
        yield Note("Subject", WORSE, "It shouts", "One question mark at most, no exclamation mark.")
    if subject.lower().startswith(("re:", "fw:", "fwd:", "aw:")):
        yield Note(
            "Subject", BAD, "It looks like an answer to a mail nobody wrote", "Leave out Re: and Fwd:."
        )
    if SHORTENED.search(intro):
        yield Note("Links", BAD, "A shortened link hides where it leads", "Leave it out: ours is there.")
    elif RAW_LINK.search(intro):
        yield Note("Links", WORSE, "A second address beside the question", "One mail, one thing to do.")
    if re.search(r"\bno-?reply\b|\bdonotreply\b", sender, re.IGNORECASE):
        yield Note("Sender", WORSE, "It tells customers not to answer", "Use an address that somebody reads.")


def well(notes: list[Note]) -> list[Note]:
    """The notes, or one that says that nothing stands out."""
    return notes or [Note("Words", GOOD, "Nothing stands out in subject and text")]
