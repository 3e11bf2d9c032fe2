"""Personal data in text becomes typed placeholders before anything is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import replace as with_fields

from phonenumbers import SUPPORTED_REGIONS

from rapport.home.settings import Redaction
from rapport.records.answer import Answer
from rapport.records.interaction import Interaction, Turn
from rapport.redaction.cards import find_cards
from rapport.redaction.cues import Message
from rapport.redaction.emails import find_emails
from rapport.redaction.errors import RedactionError
from rapport.redaction.folding import without_invisible
from rapport.redaction.found import KINDS, Found, replace, without_overlaps
from rapport.redaction.hints import AT_SIGN, DIGITS, NAME, SPELLED, SPOKEN, hints
from rapport.redaction.ibans import find_ibans
from rapport.redaction.names import find_names
from rapport.redaction.national_ids import find_national_ids
from rapport.redaction.numbers import find_numbers
from rapport.redaction.phones import find_phones
from rapport.redaction.spoken import find_spoken


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
        redacted = self._redact(text, self._search([text], tuple(names)), counts, previous)
        return redacted, dict(counts)

    def find(self, text: str, names: Iterable[str] = (), previous: str = "") -> list[Found]:
        """Where the personal data stand in the text, without replacing them."""
        known = tuple(names)
        return self._find(text, known, hints([text], known)[0], previous)

    def interaction(
        self, record: Interaction, names: Iterable[str] = ()
    ) -> tuple[Interaction, dict[str, int]]:
        """The interaction with subject, turns, quotes, signatures and attributes redacted.

        The record's own names of customer and agent are always among the names looked for. The fields
        that say who took part stay: erasing a customer removes them.
        """
        search = self._search(_written(record), _known((*names, record.customer_name, record.agent_name)))
        if not search.hinted:
            return record, {}
        counts: Counter[str] = Counter()
        changed = with_fields(
            record,
            subject=self._maybe(record.subject, search, counts),
            turns=tuple(self._turns(record.turns, search, counts)),
            attributes=self._attributes(record.attributes, search, counts),
        )
        return (changed if counts else record), dict(counts)

    def answer(self, record: Answer, names: Iterable[str] = ()) -> tuple[Answer, dict[str, int]]:
        """The answer with its text and attributes redacted."""
        search = self._search([record.text or "", *record.attributes.values()], _known(names))
        if not search.hinted:
            return record, {}
        counts: Counter[str] = Counter()
        text = self._maybe(record.text, search, counts, record.question or "")
        attributes = self._attributes(record.attributes, search, counts)
        return (with_fields(record, text=text, attributes=attributes) if counts else record), dict(counts)

    def _search(self, texts: Iterable[str], names: tuple[str, ...]) -> _Search:
        if not self._on:
            return _Search(names, {})
        each = list(dict.fromkeys(texts))
        found = zip(each, hints(each, names), strict=True)
        return _Search(names, {text: hinted for text, hinted in found if hinted})

    def _turns(self, turns: tuple[Turn, ...], search: _Search, counts: Counter[str]) -> Iterator[Turn]:
        hinted, previous = search.hinted, ""
        nameless = _Search((), {text: more for text, hint in hinted.items() if (more := hint & ~NAME)})
        for turn in turns:
            text, before, previous = turn.text, previous, turn.text
            quoted, signature, person = turn.quoted, turn.signature, turn.person
            if hinted.keys().isdisjoint((text, quoted, signature)) and person not in nameless.hinted:
                yield turn
                continue
            yield Turn(
                turn.speaker,
                self._redact(text, search, counts, before),
                turn.at,
                self._maybe(person, nameless, counts),
                turn.offset_s,
                turn.duration_s,
                self._maybe(quoted, search, counts),
                self._maybe(signature, search, counts),
            )

    def _attributes(
        self, attributes: Mapping[str, str], search: _Search, counts: Counter[str]
    ) -> dict[str, str]:
        return {
            key: self._redact(value, search, counts, key.replace("_", " "))
            for key, value in attributes.items()
        }

    def _maybe(
        self, text: str | None, search: _Search, counts: Counter[str], previous: str = ""
    ) -> str | None:
        return self._redact(text, search, counts, previous) if text else text

    def _redact(self, text: str, search: _Search, counts: Counter[str], previous: str) -> str:
        hinted = search.hinted.get(text)
        if not hinted or not (found := self._find(text, search.names, hinted, previous)):
            return text
        redacted = without_invisible(text)
        while found:
            redacted = replace(redacted, found, counts)
            # a placeholder brings nothing that was not there before
            hinted = hints([redacted], search.names, hinted)[0]
            found = self._find(redacted, search.names, hinted, previous)
        return redacted

    def _find(self, text: str, names: tuple[str, ...], hinted: int, previous: str) -> list[Found]:
        """Places in the text without invisible characters."""
        if not hinted:
            return []
        message = Message.of(without_invisible(text), previous)
        found: list[Found] = []
        if hinted & (AT_SIGN | SPELLED):
            found += find_emails(message)
        if hinted & DIGITS:
            numbers = list(find_numbers(message))
            found += find_ibans(message)
            found += find_cards(message, numbers)
            found += find_national_ids(message)
            found += find_phones(message, numbers, self._region)
        if hinted & SPOKEN:
            found += find_spoken(message)
        if hinted & NAME:
            found += find_names(message, names)
        return [one for one in without_overlaps(found) if one.kind not in self._keep] if found else found


@dataclass(frozen=True, slots=True)
class _Search:
    """What one record is searched for: known names, and what each of its texts may hold, if anything."""

    names: tuple[str, ...]
    hinted: Mapping[str, int]


def _known(names: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def _written(record: Interaction) -> Iterator[str]:
    yield record.subject or ""
    for turn in record.turns:
        yield turn.text
        if turn.person:
            yield turn.person
        if turn.quoted or turn.signature:
            yield turn.quoted or ""
            yield turn.signature or ""
    yield from record.attributes.values()
