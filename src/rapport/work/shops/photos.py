"""Photos without what cameras write beside the picture: place, time, owner, device, a small older picture.

The picture itself is left as it is, byte by byte. Of what stood beside it only the colour profile stays,
and which side is up.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from rapport.program.shops.errors import ShopError

PNG = b"\x89PNG\r\n\x1a\n"
PNG_KEPT = frozenset(
    (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP",
     b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT")
)  # fmt: skip
WEBP_KEPT = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
WEBP_SAYS = 0b0000_1100
"""The bits of VP8X that announce EXIF and XMP."""
EXIF = b"Exif\x00\x00"
ORIENTATION = 0x0112
FULL = 0xFF
ALONE = frozenset((0x01, *range(0xD0, 0xD8)))
SCAN, END, COMMENT = 0xDA, 0xD9, 0xFE
APPS, KEPT_APPS = range(0xE0, 0xF0), {0xE0: b"JFIF\x00", 0xE2: b"ICC_PROFILE\x00", 0xEE: b"Adobe"}


def bare(content: bytes, media_type: str) -> bytes:
    """The photo alone. Raises ShopError for one that is damaged: nobody knows what is hidden in it."""
    strip = {"image/jpeg": _jpeg, "image/png": _png, "image/webp": _webp}.get(media_type)
    if strip is None:
        return content
    try:
        return strip(content)
    except (struct.error, IndexError, ValueError):
        raise ShopError("This photo is damaged", "files", "Take it from the camera again.") from None


def _jpeg(content: bytes) -> bytes:
    out, place, marks = bytearray(content[:2]), 2, set[int]()
    while True:
        if place == len(content) and SCAN in marks:
            return bytes(out) + b"\xff\xd9"  # some cameras forget the end
        if content[place] != FULL:
            raise ValueError("no marker")
        marker = content[place + 1]
        if marker == FULL:
            place += 1
        elif marker == END:
            # What follows the end of the picture is not the picture: a film, another one, anything.
            return bytes(out + content[place : place + 2])
        elif marker in ALONE:
            out += content[place : place + 2]
            place += 2
        else:
            (length,) = struct.unpack_from(">H", content, place + 2)
            until = place + 2 + length
            if length < 2 or until > len(content):
                raise ValueError("cut off")
            out += _segment(marker, content[place:until])
            place = until
            marks.add(marker)
            if marker == SCAN:
                after = _end_of_scan(content, place)
                out += content[place:after]
                place = after


def _segment(marker: int, segment: bytes) -> bytes:
    """The segment, what remains of it, or nothing."""
    if marker == COMMENT:
        return b""
    if marker not in APPS:
        return segment
    if segment[4:].startswith(EXIF):
        return _upright(segment[4 + len(EXIF) :])
    kept = KEPT_APPS.get(marker)
    return segment if kept and segment[4:].startswith(kept) else b""


def _upright(tiff: bytes) -> bytes:
    """A segment that says which side is up and nothing else; nothing where it is as it should be."""
    found = _orientation(tiff)
    if not 2 <= found <= 8:
        return b""
    entry = struct.pack(">HHIHH", ORIENTATION, 3, 1, found, 0)
    body = EXIF + b"MM\x00*" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _orientation(tiff: bytes) -> int:
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 1
    try:
        (first,) = struct.unpack_from(order + "I", tiff, 4)
        (count,) = struct.unpack_from(order + "H", tiff, first)
        for entry in range(count):
            tag, kind, _, value = struct.unpack_from(order + "HHIH", tiff, first + 2 + 12 * entry)
            if tag == ORIENTATION and kind == 3:
                return int(value)
    except struct.error:
        return 1
    return 1


def _end_of_scan(content: bytes, place: int) -> int:
    """Where the next marker is that does not belong to the scan."""
    while True:
        place = content.find(b"\xff", place)
        if place < 0 or place + 1 == len(content):
            return len(content)
        if content[place + 1] not in (0, *range(0xD0, 0xD8)):
            return place
        place += 2


def _png(content: bytes) -> bytes:
    out, place = bytearray(PNG), len(PNG)
    while True:
        (length,) = struct.unpack_from(">I", content, place)
        kind, until = content[place + 4 : place + 8], place + 12 + length
        if until > len(content) or not kind.isalpha():
            raise ValueError("cut off")
        if kind in PNG_KEPT:
            out += content[place:until]
        if kind == b"IEND":
            return bytes(out)
        place = until


def _webp(content: bytes) -> bytes:
    out = bytearray(b"WEBP")
    for kind, body in _webp_chunks(content):
        if kind == b"VP8X":
            body = bytes([body[0] & ~WEBP_SAYS & FULL]) + body[1:]
        if kind in WEBP_KEPT:
            out += kind + struct.pack("<I", len(body)) + body + b"\x00" * (len(body) % 2)
    return b"RIFF" + struct.pack("<I", len(out)) + bytes(out)


def _webp_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    (whole,) = struct.unpack_from("<I", content, 4)
    place, end = 12, whole + 8
    if end > len(content):
        raise ValueError("cut off")
    while place < end:
        (length,) = struct.unpack_from("<I", content, place + 4)
        until = place + 8 + length
        if until > end:
            raise ValueError("cut off")
        yield content[place : place + 4], content[place + 8 : until]
        place = until + length % 2
