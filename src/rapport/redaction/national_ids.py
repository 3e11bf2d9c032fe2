"""National identity, social security and tax numbers of people, checked by python-stdnum.

Two kinds of format. Where letters, separators or a date and check digits make the written form its own
proof, the number is taken as it stands. Where it is bare digits that an order number could be, words
nearby must also call it a national number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module

from rapport.redaction.cues import Message, cue
from rapport.redaction.found import Found

Forms = tuple[tuple[str, tuple[str, ...]], ...]

# written form → the modules of stdnum that check it
OWN_PROOF = (
    (r"\d{3}-\d{2}-\d{4}", ("us.ssn", "us.itin")),
    (r"756[. ]?\d{4}[. ]?\d{4}[. ]?\d{2}", ("ch.ssn",)),
    (r"\d{3}\.\d{3}\.\d{3}-\d{2}", ("br.cpf",)),
    (r"\d{6}[-+a]\d{3}[\da-y]", ("fi.hetu",)),
    (r"\d{8}-?[a-z]|\d{2}\.\d{3}\.\d{3}-?[a-z]", ("es.dni",)),
    (r"[xyz]-?\d{7}-?[a-z]", ("es.nie",)),
    (r"[a-z]{6}\d{2}[a-z]\d{2}[a-z]\d{3}[a-z]", ("it.codicefiscale",)),
    (r"[a-z]{4}\d{6}[a-z]{6}[a-z0-9]\d", ("mx.curp",)),
    (r"[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?\d[\dab] ?\d{3} ?\d{3} ?\d{2}", ("fr.nir",)),
    (r"\d{17}[\dx]", ("cn.ric",)),
    (r"(?:\d{2})?\d{6}[-+]\d{4}", ("se.personnummer", "dk.cpr", "is_.kennitala")),
    (r"\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}", ("be.nn", "be.bis")),
    (r"\d{6}/\d{3,4}", ("cz.rc",)),
    (r"\d{6}-\d{7}", ("kr.rrn",)),
    (r"\d{1,2}\.\d{3}\.\d{3}-[\dk]", ("cl.rut",)),
    (r"\d{6}-\d{2}-\d{4}", ("my.nric",)),
    (r"\d{3}-\d{7}-\d", ("do.cedula",)),
    (r"(?<!\d )\d{4} \d{4} \d{4}(?! \d)", ("in_.aadhaar",)),
    (r"(?<!\d )\d{6} \d{5}(?! \d)", ("no.fodselsnummer",)),
    (r"(?<!\d )\d{2} \d{3} \d{3} \d{3}(?! \d)", ("de.idnr",)),
    (r"\d{6}-\d{5}", ("lv.pk",)),
    (r"[a-ceghj-pr-tw-z][a-ceghj-npr-tw-z] ?\d{2} ?\d{2} ?\d{2} ?[a-d]", ("gb nino",)),
)
NAMED = {
    7: (),
    8: ("cl.rut",),
    9: ("us.ssn", "us.itin", "ca.sin", "nl.bsn", "pt.nif", "au.tfn", "il.idnr", "nz.ird", "cl.rut"),
    10: ("gb.nhs", "gb.utr", "se.personnummer", "dk.cpr", "at.vnr", "bg.egn", "cz.rc", "ec.ci",
         "is_.kennitala"),
    11: ("de.idnr", "br.cpf", "pl.pesel", "no.fodselsnummer", "hr.oib", "tr.tckimlik", "be.nn", "ee.ik",
         "lt.asmens", "lv.pk", "gr.amka", "do.cedula", "it.iva"),
    12: ("in_.aadhaar", "se.personnummer", "my.nric", "de.personal"),
    13: ("za.idnr", "ro.cnp", "th.pin", "ch.ssn", "kr.rrn"),
    15: ("fr.nir",),
    16: ("id.nik",),
    18: ("cn.ric",),
}  # fmt: skip
_NAMED_LETTERS = ((r"[a-z]{5}\d{4}[a-z]", ("in_.pan",)), (r"\d{7}[a-w][a-i]?", ("ie.pps",)))
_LEFT = r"(?<![\w@])(?<!\w[.\-/])(?=[a-z]{0,6}[ \-]?\d)"
_RIGHT = r"(?![\w@])(?![.\-/]\w)"


def _any_of(forms: Forms) -> re.Pattern[str]:
    """One pattern for all forms; the group `f3` is the form at place 3."""
    groups = "|".join(f"(?P<f{place}>{form})" for place, (form, _) in enumerate(forms))
    return re.compile(f"{_LEFT}(?:{groups}){_RIGHT}")


_BY_FORM, _BY_LETTERS = _any_of(OWN_PROOF), _any_of(_NAMED_LETTERS)
# A mistyped national number is still nearly all of one, where the words just before leave no doubt.
_SAID = re.compile(
    r"\b(?:ssn|social[ -](?:security|insurance)|national insurance|tax file)"
    r"(?:[ :#=,-]{1,3}(?:numbers?|no\.?|nr|num|is|was|my|it's|ends? with))*[ :#=\t-]{1,3}$"
)
_BARE = re.compile(rf"{_LEFT}\d(?:[ .\-]?\d){{7,17}}{_RIGHT}")


@lru_cache(maxsize=8192)
def _is_valid(written: str, modules: tuple[str, ...]) -> bool:
    return any(_checks(written, module) for module in modules)


def _checks(written: str, module: str) -> bool:
    if module == "gb nino":
        return not re.match(r"bg|gb|kn|nk|nt|tn|zz", written)
    try:
        return bool(import_module(f"stdnum.{module}").is_valid(written.upper()))
    except ModuleNotFoundError:
        return False


def find_national_ids(message: Message) -> Iterator[Found]:
    """National numbers that prove themselves, and bare ones that the words around name."""
    text = message.lowered
    for match in message.around_digits(_BY_FORM, text):
        modules = OWN_PROOF[int(str(match.lastgroup)[1:])][1]
        if _is_valid(match[0], modules) and cue(message, *match.span()) not in ("other", "phone"):
            yield Found(*match.span(), "national_id")
    for pattern in (_BY_LETTERS, _BARE):
        for match in message.around_digits(pattern, text):
            if cue(message, *match.span()) != "national_id":
                continue
            digits = re.sub(r"[ .\-]", "", match[0])
            named = (
                NAMED.get(len(digits), ())
                if pattern is _BARE
                else _NAMED_LETTERS[int(str(match.lastgroup)[1:])][1]
            )
            said_so = pattern is _BARE and _SAID.search(text, max(0, match.start() - 48), match.start())
            if said_so or _is_valid(digits, named):
                yield Found(*match.span(), "national_id")
