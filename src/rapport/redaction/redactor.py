"""Personal data in text becomes typed placeholders before anything is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace as with_fields

from phonenumbers import SUPPORTED_REGIONS

from rapport.home.settings import Redaction
from rapport.records.answer import Answer
from rapport.records.interaction import Interaction, Turn
from rapport.redaction.cards import find_cards
from rapport.redaction.cues import Message
from rapport.redaction.emails import find_emails, may_be_spelled
from rapport.redaction.errors import RedactionError
from rapport.redaction.folding import fold, lower, without_invisible
from rapport.redaction.found import KINDS, Found, replace, without_overlaps
from rapport.redaction.ibans import find_ibans
from rapport.redaction.names import find_names, may_hold_name
from rapport.redaction.national_ids import find_national_ids
from rapport.redaction.numbers import find_numbers, has_enough_digits
from rapport.redaction.phones import find_phones
from rapport.redaction.spoken import find_spoken, may_be_spoken
from rapport.redaction.unaccented import unaccented

Names = tuple[str, ...]


class Redactor:
    """Replaces e-mails, telephones, cards, IBANs, national numbers and known names by placeholders.

    Parameters: `settings` of the home (`text` switches it off, `keep` leaves kinds alone, `region` reads
    telephones without a country code). Raises RedactionError for an unknown kind or region. What it
    returns holds nothing it would find again, so redacting twice changes nothing.
    """

    def __init__(self, settings: Redaction | None = None) -> None:
        settings = settings or Redaction()
        unknown = sorted(set(settings.keep) - set(KINDS))
        if unknown:
            raise RedactionError(
                f"Redaction does not know the kind {unknown[0]!r}",
                "redaction.keep",
                f"Kinds: {', '.join(KINDS)}.",
            )
        if settings.region not in SUPPORTED_REGIONS:
            raise RedactionError(
                f"No telephone region {settings.region!r}",
                "redaction.region",
                "Use a country's two capital letters, such as GB.",
            )
        self._on = settings.text
        self._keep = frozenset(settings.keep)
        self._region = settings.region

    def text(self, text: str, names: Iterable[str] = (), previous: str = "") -> tuple[str, dict[str, int]]:
        """The text redacted, and how many of each kind were replaced.

        `names` are those known for the customer and the agent; `previous` is the message this one
        answers: a bare number after "your phone number, please?" is a telephone.
        """
        counts: Counter[str] = Counter()
        redacted = self._redact(text, tuple(names), previous, counts)
        return redacted, dict(counts)

    def interaction(
        self, record: Interaction, names: Iterable[str] = ()
    ) -> tuple[Interaction, dict[str, int]]:
        """The interaction with subject, turns, quotes, signatures and attributes redacted.

        The record's own names of customer and agent are always among the names looked for. The fields
        that say who took part stay: erasing a customer removes them.
        """
        if not self._on:
            return record, {}
        known = _known((*names, record.customer_name, record.agent_name))
        written = "\n\n".join(_written(record))
        if not self._worth_a_look(written, known):
            return record, {}
        counts: Counter[str] = Counter()
        changed = with_fields(
            record,
            subject=self._maybe(record.subject, known, "", counts),
            turns=tuple(self._turns(record.turns, known, counts)),
            attributes=self._attributes(record.attributes, known, counts),
        )
        return (changed if counts else record), dict(counts)

    def answer(self, record: Answer, names: Iterable[str] = ()) -> tuple[Answer, dict[str, int]]:
        """The answer with its text and attributes redacted."""
        if not self._on:
            return record, {}
        known = _known(names)
        counts: Counter[str] = Counter()
        text = self._maybe(record.text, known, record.question or "", counts)
        attributes = self._attributes(record.attributes, known, counts)
        return (with_fields(record, text=text, attributes=attributes) if counts else record), dict(counts)

    def _turns(self, turns: tuple[Turn, ...], names: Names, counts: Counter[str]) -> Iterator[Turn]:
        previous = ""
        for turn in turns:
            before = counts.total()
            text = self._redact(turn.text, names, previous, counts)
            quoted = self._maybe(turn.quoted, names, "", counts)
            signature = self._maybe(turn.signature, names, "", counts)
            person = self._maybe(turn.person, (), "", counts)
            if counts.total() == before:
                yield turn
            else:
                yield with_fields(turn, text=text, quoted=quoted, signature=signature, person=person)
            previous = turn.text

    def _attributes(
        self, attributes: Mapping[str, str], names: Names, counts: Counter[str]
    ) -> dict[str, str]:
        return {
            key: self._redact(value, names, key.replace("_", " "), counts)
            for key, value in attributes.items()
        }

    def _maybe(self, text: str | None, names: Names, previous: str, counts: Counter[str]) -> str | None:
        return text if not text else self._redact(text, names, previous, counts)

    def _worth_a_look(self, text: str, names: Names) -> bool:
        folded = fold(without_invisible(text))
        lowered = lower(folded)
        return (
            "@" in folded
            or has_enough_digits(folded)
            or may_be_spoken(lowered)
            or may_be_spelled(lowered)
            or (bool(names) and may_hold_name(unaccented(lowered), names))
        )

    def _redact(self, text: str, names: Names, previous: str, counts: Counter[str]) -> str:
        if not self._on or not self._worth_a_look(text, names):
            return text
        redacted = without_invisible(text)
        while found := self._find(redacted, names, previous):
            redacted = replace(redacted, found, counts)
        return redacted if redacted != without_invisible(text) else text

    def _find(self, text: str, names: Names, previous: str) -> list[Found]:
        message = Message.of(text, previous)
        numbers = list(find_numbers(message))
        found = [*find_emails(message), *find_ibans(message), *find_cards(message, numbers)]
        found += find_national_ids(message)
        found += find_phones(message, numbers, self._region)
        found += find_spoken(message)
        found += find_names(message, names)
        return [one for one in without_overlaps(found) if one.kind not in self._keep]


def _known(names: Iterable[str | None]) -> Names:
    return tuple(dict.fromkeys(name for name in names if name))


def _written(record: Interaction) -> Iterator[str]:
    yield record.subject or ""
    for turn in record.turns:
        yield turn.text
        if turn.quoted or turn.signature or turn.person:
            yield "\n".join((turn.quoted or "", turn.signature or "", turn.person or ""))
    yield from record.attributes.values()
