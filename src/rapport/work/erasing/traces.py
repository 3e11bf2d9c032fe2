"""What gives a customer away in a file, however the file spells it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapport.warehouse import Snapshot
from rapport.warehouse.erase import Belongings

LONG_ENOUGH = 7
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\[nrt]")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Traces:
    """Identities, contact details and sentences of one customer, as plain words.

    A sentence counts from LONG_ENOUGH words on: shorter ones ("thank you very much") are everybody's,
    and whatever quotes them names the interaction too.
    """

    phrases: frozenset[str]

    def mentions(self, text: str) -> bool:
        """Whether any of them stands in the text as whole words, whatever the case, punctuation,
        line breaks or escapes between them."""
        words = plain(text)
        return any(phrase in words for phrase in self.phrases)

    def without(self, text: str) -> str:
        """The text with the words that give them away left out; nothing where that does not help."""
        words = list(_WORD.finditer(text))
        said = [word[0].casefold() for word in words]
        cut = [False] * len(words)
        for phrase in self.phrases:
            own = phrase.split()
            for at in range(len(said) - len(own) + 1):
                if said[at : at + len(own)] == own:
                    cut[at : at + len(own)] = [True] * len(own)
        for word in reversed([word for word, gone in zip(words, cut, strict=True) if gone]):
            text = text[: word.start()] + text[word.end() :]
        text = " ".join(text.split())
        return text if _WORD.search(text) and not self.mentions(text) else ""


def plain(text: str) -> str:
    """Lower-case words with one blank around each, entities and escapes resolved."""
    text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else " ", html.unescape(text))
    return f" {' '.join(_WORD.findall(text.casefold()))} "


def traces_of(snapshot: Snapshot, belongings: Belongings) -> Traces:
    """The traces of a customer that the warehouse knows of."""
    known = {"id": belongings.customer_id}
    person = snapshot.sql("SELECT name, email, phone, address FROM customers WHERE customer_id = $id", known)
    contacts = [value for row in person.to_pylist() for value in row.values()]
    names = snapshot.sql("SELECT DISTINCT customer_name FROM interactions WHERE customer_id = $id", known)
    said = snapshot.sql(
        "SELECT turn.text AS text FROM "
        "(SELECT unnest(turns) AS turn FROM interactions WHERE customer_id = $id) "
        "WHERE turn.speaker = 'customer' UNION ALL SELECT text FROM answers WHERE customer_id = $id",
        known,
    )
    identities = [belongings.customer_id, *belongings.interactions, *belongings.submissions]
    return Traces(
        frozenset(
            [
                *_phrases([*identities, *contacts, *names["customer_name"].to_pylist()], 1),
                *_phrases(said["text"].to_pylist(), LONG_ENOUGH),
            ]
        )
    )


def _phrases(texts: Iterable[str | None], at_least: int) -> Iterable[str]:
    for text in texts:
        phrase = plain(text or "")
        if len(phrase.split()) >= at_least:
            yield phrase
