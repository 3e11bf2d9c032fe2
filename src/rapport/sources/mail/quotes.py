"""What of a mail its author wrote, what they quoted, and how they signed."""

from __future__ import annotations

import re
from typing import NamedTuple

_ATTRIBUTION = re.compile(
    r"\s*(?:On\b.{4,250}\bwrote|Am\b.{4,250}\bschrieb\b.{0,120}|Le\b.{4,250}\ba écrit|El\b.{4,250}\bescribió|"
    r"Il\b.{4,250}\bha scritto|Op\b.{4,250}\bschreef\b.{0,120}|Em\b.{4,250}\bescreveu|"
    r"Den\b.{4,250}\bskrev\b.{0,120}|"
    r"W dniu\b.{4,250}\bpisze)\s*:\s*$",
    re.IGNORECASE | re.DOTALL,
)
_STARTS_ATTRIBUTION = re.compile(r"\s*(?:On|Am|Le|El|Il|Op|Em|Den|W dniu)\s+\S")
_DIVIDER = re.compile(
    r"\s*(?:-{2,}\s*(?:Original(?:\s+Message)?|Forwarded [Mm]essage|Ursprüngliche Nachricht|"
    r"Weitergeleitete Nachricht|"
    r"Message (?:d'origine|transféré)|Mensaje original|Messaggio originale|Oorspronkelijk bericht|"
    r"Mensagem original)\s*-{2,}|Begin forwarded message:)\s*$",
    re.IGNORECASE,
)
_FROM = re.compile(r"\s*\*?(?:From|Von|De|Da|Van|Från)\s?:\*?\s+\S", re.IGNORECASE)
_HEADER = re.compile(
    r"\s*\*?(?:Sent|Date|To|Subject|Gesendet|Datum|An|Betreff|Envoyé|À|Objet|Enviado(?: el)?|Fecha|Para|"
    r"Asunto|"
    r"Inviato|A|Oggetto|Verzonden|Aan|Onderwerp|Assunto|Cc)\s?:\*?\s",
    re.IGNORECASE,
)
_RULE = re.compile(r"\s*_{10,}\s*$")
_QUOTED = re.compile(r"\s?>")
_DEVICE = re.compile(
    r"\s*(?:Sent from my \S.{0,40}|Sent (?:from|via) (?:Outlook|Yahoo|Mail|Gmail|the all new AOL)\b.{0,40}|"
    r"Get Outlook for \w+.{0,60}|Von meinem \S.{0,30} gesendet|Gesendet von .{2,40}|Envoyé (?:de mon|"
    r"depuis) .{2,40}|"
    r"Enviado desde (?:mi )?.{2,40}|Inviato da .{2,40}|Verzonden vanaf .{2,40})\s*$",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\s*(?:(?:(?:best|kind|kindest|warm|warmest|with (?:best|kind)) )?(?:regards|wishes)|best|"
    r"all the best|cheers|"
    r"(?:many |with )?thanks(?: (?:again|in advance|and regards|so much))?|thank you(?: (?:again|"
    r"in advance))?|"
    r"(?:yours )?(?:sincerely|truly|faithfully)(?: yours)?|respectfully|"
    r"(?:mit )?(?:freundlichen|freundliche|besten|beste|herzlichen|liebe|viele) (?:grüßen|grüße|gruß|"
    r"gruss)|mfg|"
    r"(?:bien )?cordialement|(?:bien )?à vous|salutations|(?:un )?saludos?(?: cordiales)?|atentamente|"
    r"(?:cordiali|distinti) saluti|met vriendelijke groet(?:en)?)\s*[,.!]?\s*$",
    re.IGNORECASE,
)
_GAPS = re.compile(r"\n{3,}")
_LONGEST_BLOCK, _LONGEST_LINE = 7, 70


class Split(NamedTuple):
    """The three parts of a message; `quoted` and `signature` are None when there is none."""

    own: str
    quoted: str | None
    signature: str | None


def split_mail(text: str) -> Split:
    """A plain-text message taken apart.

    A mail that is nothing but a quote (a forward without a word) keeps it as its own text. Polite
    closings ("Kind regards,") stay with the author's words; the name and contact lines go to the signature.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    own, quoted = _without_quotes(lines)
    if not _text(own):
        return Split(text.strip(), None, None)
    own, signature = _without_signature(own)
    return Split(_text(own), _text(quoted) or None, _text(signature) or None)


def _without_quotes(lines: list[str]) -> tuple[list[str], list[str]]:
    own: list[str] = []
    quoted: list[str] = []
    at = 0
    while at < len(lines):
        if _QUOTED.match(lines[at]):
            quoted.append(lines[at])
            at += 1
            continue
        length = _attribution_lines(lines, at)
        if length and _next_is_quoted(lines, at + length):
            quoted += lines[at : at + length]
            at += length
            continue
        dated = length and any(map(str.isdigit, "".join(lines[at : at + length])))
        if dated or _DIVIDER.match(lines[at]) or _starts_header_block(lines, at):
            return own, quoted + lines[at:]
        own.append(lines[at])
        at += 1
    return own, quoted


def _attribution_lines(lines: list[str], at: int) -> int:
    """How many lines from `at` say "On Monday, Jane wrote:", mostly one, wrapped up to three."""
    if not _STARTS_ATTRIBUTION.match(lines[at]):
        return 0
    for length in (1, 2, 3):
        if _ATTRIBUTION.match(" ".join(lines[at : at + length])):
            return length
    return 0


def _next_is_quoted(lines: list[str], at: int) -> bool:
    following = next((line for line in lines[at : at + 4] if line.strip()), "")
    return _QUOTED.match(following) is not None


def _starts_header_block(lines: list[str], at: int) -> bool:
    if _RULE.match(lines[at]):
        return at + 1 < len(lines) and _FROM.match(lines[at + 1]) is not None
    if not _FROM.match(lines[at]):
        return False
    return sum(_HEADER.match(line) is not None for line in lines[at + 1 : at + 5]) >= 2


def _without_signature(lines: list[str]) -> tuple[list[str], list[str]]:
    for place, line in enumerate(lines):
        if line.rstrip("\r") in ("-- ", "--") and place:
            return lines[:place], lines[place + 1 :]
    tail: list[str] = []
    kept = list(lines)
    while kept and (not kept[-1].strip() or _DEVICE.match(kept[-1])):
        tail.insert(0, kept.pop())
    start = _name_block(kept)
    if start is not None:
        return kept[:start], kept[start:] + tail
    return kept, tail


def _name_block(lines: list[str]) -> int | None:
    """Where the name and contact lines after a closing begin."""
    for place in range(len(lines) - 1, max(-1, len(lines) - 2 - 2 * _LONGEST_BLOCK), -1):
        if not _CLOSING.match(lines[place]):
            continue
        block = [line.strip() for line in lines[place + 1 :] if line.strip()]
        if not 1 <= len(block) <= _LONGEST_BLOCK or any(len(line) > _LONGEST_LINE for line in block):
            return None
        return place + 1 if _is_name(block[0]) else None
    return None


def _is_name(line: str) -> bool:
    words = line.strip(",").split()
    return 1 <= len(words) <= 5 and words[0][:1].isupper() and line[-1:] not in ".?!:"


def _text(lines: list[str]) -> str:
    return _GAPS.sub("\n\n", "\n".join(line.rstrip() for line in lines)).strip()
