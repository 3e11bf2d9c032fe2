"""A shop's photo is kept without what the camera wrote beside it."""

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps
from PIL.PngImagePlugin import PngInfo

from rapport.program.shops.errors import ShopError
from rapport.work.shops.photos import bare

GPS, MAKE, MODEL, TAKEN, UP, MAKER_NOTE = 0x8825, 0x010F, 0x0110, 0x9003, 0x0112, 0x927C
PLACE = {1: "N", 2: (52.0, 31.0, 12.25), 3: "E", 4: (13.0, 24.0, 18.5), 29: "2026:03:24"}
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">Lens of Ada Quill</x:xmpmeta>'
SECRETS = (b"Ada Quill", b"Rosebud 5", b"2026:03:24", b"Exif\x00\x00II", b"GPS", b"film of the way home")
KINDS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}


def picture():
    image = Image.new("RGB", (48, 32))
    image.putdata([(7 * x % 256, 9 * y % 256, (x * y) % 256) for y in range(32) for x in range(48)])
    return image


def exif(up=6):
    found = Image.Exif()
    found[MAKE], found[MODEL], found[UP] = "Rosebud", "Rosebud 5", up
    found.get_ifd(0x8769).update({TAKEN: "2026:03:24 10:00:00", MAKER_NOTE: b"owner Ada Quill"})
    found.get_ifd(GPS).update(PLACE)
    return found


def photo(form, **more):
    out = io.BytesIO()
    if form == "PNG":
        told = PngInfo()
        told.add_text("Author", "Ada Quill")
        told.add_itxt("XML:com.adobe.xmp", XMP.decode())
        more["pnginfo"] = told
    elif form == "JPEG":
        more |= {"xmp": XMP, "comment": b"Ada Quill", "quality": 90}
    else:
        more |= {"xmp": XMP, "quality": 90}
    picture().save(out, form, exif=exif(), **more)
    return out.getvalue()


def pixels(content):
    with Image.open(io.BytesIO(content)) as image:
        return image.tobytes()


@pytest.mark.parametrize("form", KINDS)
@pytest.mark.parametrize(
    "after", [b"", b"film of the way home" * 100], ids=["alone", "with a film behind it"]
)
def test_the_place_the_owner_and_the_device_are_gone_and_the_picture_is_the_same(form, after):
    given = photo(form) + after
    with Image.open(io.BytesIO(given)) as image:
        assert dict(image.getexif().get_ifd(GPS))[2] == PLACE[2]
    kept = bare(given, KINDS[form])
    assert any(one in given for one in SECRETS) and not any(one in kept for one in SECRETS)
    with Image.open(io.BytesIO(kept)) as image:
        assert dict(image.getexif().get_ifd(GPS)) == {} and set(image.getexif()) <= {UP}
        assert not set(image.info) & {"xmp", "comment", "XML:com.adobe.xmp", "Author"}
    assert pixels(kept) == pixels(given) and bare(kept, KINDS[form]) == kept


@pytest.mark.parametrize("up", range(1, 9))
def test_a_photo_taken_sideways_stays_upright(up):
    out = io.BytesIO()
    picture().save(out, "JPEG", exif=exif(up))
    with Image.open(io.BytesIO(out.getvalue())) as before:
        expected = ImageOps.exif_transpose(before).tobytes()
    with Image.open(io.BytesIO(bare(out.getvalue(), "image/jpeg"))) as after:
        assert ImageOps.exif_transpose(after).tobytes() == expected


@pytest.mark.parametrize(
    "more", [{"progressive": True}, {"restart_marker_rows": 1}, {"icc_profile": b"x" * 99}]
)
def test_every_way_of_writing_a_jpeg_is_understood(more):
    given = photo("JPEG", **more)
    kept = bare(given, "image/jpeg")
    assert pixels(kept) == pixels(given) and len(kept) < len(given)
    with Image.open(io.BytesIO(kept)) as image:
        assert image.info.get("icc_profile") == more.get("icc_profile")


def test_a_jpeg_whose_end_is_missing_gets_one():
    given = photo("JPEG")
    assert bare(given[:-2], "image/jpeg") == bare(given, "image/jpeg")


def test_a_png_keeps_its_colours_and_loses_its_words():
    out = io.BytesIO()
    picture().quantize(16).save(out, "PNG", transparency=0, dpi=(72, 72))
    given = out.getvalue()
    chunk = b"zTXt" + b"Comment\x00\x00" + zlib.compress(b"Ada Quill")
    hidden = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    assert bare(given[:33] + hidden + given[33:], "image/png") == given


@pytest.mark.parametrize("form", KINDS)
@given(data=st.data())
def test_a_damaged_photo_is_refused_in_words_and_never_a_fault(form, data):
    given = bytearray(photo(form))
    for _ in range(data.draw(st.integers(1, 4))):
        given[data.draw(st.integers(3 if form == "JPEG" else 12, len(given) - 1))] = data.draw(
            st.integers(0, 255)
        )
    cut = data.draw(st.integers(12, len(given)))
    try:
        assert len(bare(bytes(given[:cut]), KINDS[form])) <= cut + 40
    except ShopError as error:
        assert "damaged" in error.what


def test_what_is_no_photo_stays_as_it_is():
    assert bare(b"plain words", "text/plain") == b"plain words"
