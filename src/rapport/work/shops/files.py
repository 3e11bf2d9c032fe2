"""What shoppers bring: photos, recordings and texts, told by their contents and kept in the home."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable
from pathlib import Path

from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.shops.errors import ShopError
from rapport.program.shops.plain import File
from rapport.records import InputError
from rapport.work.scoring.sound import TYPES, kind_of
from rapport.work.shops.photos import bare

MOST_BYTES = 25 * 2**20
PHOTOS = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
INLINE = frozenset({*PHOTOS.values(), "image/webp", *TYPES.values()})


def keep_file(home: Home, actor: Actor, visit_id: str, name: str, pieces: Iterable[bytes]) -> File:
    """Stores a file of an own visit under a name of ours. Its kind is told by what it holds, never by
    what it is called; what a camera wrote beside a photo, such as the place, is not kept.

    Raises NotAllowedError, or ShopError: too large, damaged, or no photo (JPEG, PNG, WebP), recording
    (WAV, MP3, OGG, M4A) or plain text.
    """
    from rapport.program.shops.services import file_add

    actor.require(Permission.SHOPS_REPORT)
    folder = home.folder("shops")
    number = str(uuid.uuid4())
    part, path = folder / f".{number}.part", folder / number
    try:
        _write(part, pieces)
        kind = media_type(part)
        size, digest = _bare(part, kind)
        file = File(number, visit_id, name.strip()[-200:] or "file", kind, size)
        part.rename(path)
        try:
            file_add(actor, visit_id, file, digest)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    finally:
        part.unlink(missing_ok=True)
    return file


def drop_file(home: Home, actor: Actor, visit_id: str, file_id: str) -> None:
    """Removes a file of an own visit."""
    from rapport.program.shops.services import file_remove

    file_remove(actor, visit_id, file_id)
    path_of(home, file_id).unlink(missing_ok=True)


def path_of(home: Home, file_id: str) -> Path:
    """Where the bytes lie. Raises ShopError for an id that is none of ours."""
    try:
        return home.folder("shops") / str(uuid.UUID(file_id))
    except ValueError:
        raise ShopError("There is no such file", None, "Load the page again.") from None


def media_type(path: Path) -> str:
    """What a file is, by its first bytes, or as a whole where it is text. Raises ShopError."""
    with path.open("rb") as file:
        head = file.read(64)
    photo = next((kind for start, kind in PHOTOS.items() if head.startswith(start)), None)
    if photo:
        return photo
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    try:
        return TYPES[kind_of(path, path.name)]
    except InputError:
        pass
    if _is_text(path):
        return "text/plain"
    raise ShopError(
        "This is no photo, recording or text",
        "files",
        "Bring JPEG, PNG or WebP, WAV, MP3, OGG or M4A, or plain text.",
    )


def _is_text(path: Path) -> bool:
    content = path.read_bytes()
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return bool(text.strip()) and not any(sign < " " and sign not in "\t\n\r\f" for sign in text)


def _bare(part: Path, kind: str) -> tuple[int, str]:
    """Leaves of a photo the picture alone → the size and digest of what is kept."""
    content = part.read_bytes()
    kept = bare(content, kind)
    if kept != content:
        part.write_bytes(kept)
    return len(kept), hashlib.sha256(kept).hexdigest()


def _write(part: Path, pieces: Iterable[bytes]) -> None:
    size = 0
    with part.open("xb") as file:
        for piece in pieces:
            size += len(piece)
            if size > MOST_BYTES:
                most = f"{MOST_BYTES // 2**20} MB"
                raise ShopError(f"The file is larger than {most}", "files", "Bring a smaller one.")
            file.write(piece)
    if not size:
        raise ShopError("The file is empty", "files", "Choose another one.")
