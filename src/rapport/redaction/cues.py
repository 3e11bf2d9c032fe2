"""What the words around a number say it is.

Ten digits in a row may be a telephone, an order or a tax number. The nearest cue decides: first the
words before it, then (for a bare reply) the end of the message it answers, then the words after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from rapport.redaction.digits import has_long_digits, places_of_digits
from rapport.redaction.folding import fold, lower

_WORDS = {
    "national_id": r"""ssn|social[ -]security|social[ -]insurance|national[ -](?:id|identity|insurance)|
        nino|ni[ ]number|tax[ -]?(?:id|file|payer)\w*|taxpayer|itin|tin|tfn|sin(?=[ ](?:is|number|no))|nhs|
        identity[ ](?:card|number|no)|identification[ ]number|id[ ](?:card|number)|pps|aadhaar|
        pan[ ](?:card|number|no)|
        bsn|burgerservicenummer|dni|nif|nie|nir|cpf|curp|rut|pesel|personnummer|cpr|hetu|t\.?c\.?[ ]kimlik|
        steuer-?(?:id|identifikations)\w*|idnr|sozialversicherungs\w*|ahv\w*|personalausweis\w*|
        s[ée]curit[ée][ ]sociale|num[ée]ro[ ]de[ ]s[ée]cu|codice[ ]fiscale|seguridad[ ]social|c[ée]dula|
        documento[ ]de[ ]identidad|oib|amka|cnp|egn|f[øo]dselsnummer|kennitala|rodn[ée]|id-?number""",
    "card": r"""(?:paid|pay|paying|charged?)[ ](?:it[ ])?(?:with|by|to)|(?:credit|debit|bank|
        payment|charge)[ ]?cards?|card[ ](?:number|no\b|ending|is|was)|cards?|
        visa|        mastercard|amex|american[ ]express|kreditkarte\w*|kartennummer|
        carte[ ]bancaire|carte|tarjeta|pan""",
    "phone": r"""(?:tele)?phones?(?:[ ]number)?|call(?:ed|ing|s)?|cell(?:phone)?|mobile|mob|tel|fax|
        whatsapp|
        text(?:ed|ing)?[ ](?:me|us|him|her|you)|sms|reach(?:ed)?|ring|rang|dial(?:ed|ling|led)?|hotline|
        landline|        contact[ ]number|callback|call[ ]?back|my[ ]number|voicemail|
        telefon\w*|ruf(?:en|e|t)?|handy\w*|mobilnummer|festnetz\w*|rufnummer|r[üu]ckruf\w*|anruf\w*|
        angerufen|erreich\w*|
        t[ée]l[ée]phone|t[ée]l|portable|rappele\w*|appele\w*|joignable|joindre|
        tel[ée]fono|m[óo]vil|celular|ll[áa]m\w*|marcar|cellulare|mobiel|telefoon\w*""",
    "other": r"""orders?|tracking|invoices?|tickets?|(?<!in[ ])cases?|references?|ref|confirmation|
        bookings?|
        reservations?|accounts?|acct|polic(?:y|ies)|serial|s/n|models?|sku|parts?|items?|products?|
        isbn|issn|
        ean|        upc|gtin|asin|imei|iccid|meid|vin|transactions?|txn|members?|membership|loyalty|
        customer[ ](?:number|no|id)|contracts?|claims?|shipments?|parcels?|packages?|codes?|coupons?|
        vouchers?|        gift[ ]?cards?|pin|po|rma|sim(?:[ ]card)?|dates?|dob|birth(?:day|date)?|
        born|amount|zip|version|build|batch|lot|meter|
        barcode|license|
        licence|flights?|rooms?|
        id|ids|        fedex|ups|usps|dhl|hermes|gps|coordinates?|timestamp|epoch|routing|
        sort[ ]code|passport|registration|
        employee|badge|docket|article|error|app|firmware|kernel|pixels?|quantity|qty|bytes|
        bestell\w*|rechnung\w*|sendung\w*|auftrag\w*|kundennummer|kunden-?nr|vertrag\w*|artikel\w*|
        z[äa]hler\w*|
        serien\w*|paket\w*|vorgang\w*|buchung\w*|gutschein\w*|
        commande|facture|suivi|colis|r[ée]f[ée]rence|dossier|contrat|num[ée]ro[ ]client|
        pedido|factura|seguimiento|env[íi]o|referencia|contrato|reserva|paquete|art[íi]culo""",
}
_CUES = re.compile(
    "|".join(rf"(?P<{kind}>(?<![\w@])(?:{words})(?![\w@]))" for kind, words in _WORDS.items()), re.VERBOSE
)
_BESIDE, _SHORTEST = 6, 4
_BEFORE, _AFTER, _REPLY, _PREVIOUS = 48, 22, 30, 90


@dataclass(frozen=True)
class Message:
    """One text to search: folded, its lower case, and the message before it."""

    text: str
    lowered: str
    before: str = ""

    @classmethod
    def of(cls, text: str, before: str = "") -> Message:
        folded = fold(text)
        return cls(folded, lower(folded), before)

    @cached_property
    def previous(self) -> str:
        """The end of the message before, folded and in lower case."""
        return lower(fold(self.before[-_PREVIOUS:]))

    @cached_property
    def digits(self) -> list[tuple[int, int]]:
        """Where digits stand: nothing with digits needs to be looked for elsewhere."""
        return places_of_digits(self.text)

    @cached_property
    def long_digits(self) -> list[tuple[int, int]]:
        """Those places that can hold a person's number, with a few characters to either side."""
        return [
            (max(0, start - _BESIDE), end + _BESIDE)
            for start, end in self.digits
            if end - start >= _SHORTEST and has_long_digits(self.text, start, end)
        ]

    def around_digits(self, pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
        """The matches in `text` (this one, or its lower case) of a pattern for a person's number."""
        for start, end in self.long_digits:
            yield from pattern.finditer(text, start, end)


def _last(text: str) -> str | None:
    kind = None
    for match in _CUES.finditer(text):
        kind = match.lastgroup
    return kind


def cue(message: Message, start: int, end: int) -> str | None:
    """What the nearest words call the characters `start`..`end`: national_id, card, phone, other or None."""
    window = message.lowered[max(0, start - _BEFORE) : start]
    if start > _BEFORE:
        window = window.partition(" ")[2]
    found = _last(window.rsplit("\n\n", 1)[-1])
    if found is None and start <= _REPLY and message.previous:
        found = _last(message.previous)
    if found is None:
        after = _CUES.search(message.lowered[end : end + _AFTER])
        found = after.lastgroup if after else None
    return found
