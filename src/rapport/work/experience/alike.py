"""Comments that say about what was asked, by the sentence embedding of this machine where there is one.

Vectors are made beside the pages, of the comments that are looked at, once a data version; their order is
what is handed back. No vector is written anywhere.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock

import numpy as np

from rapport.home import Home, open_home
from rapport.language.embedding.embed import Embed, Vectors
from rapport.language.embedding.provided import provided
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.records.errors import InputError
from rapport.warehouse.manifest import read_manifest
from rapport.work.experience.comments import FOUND, comment_rows
from rapport.work.models.embedding.place import MANIFEST, embedding_place
from rapport.work.results.sight import Seen
from rapport.work.results.view import View
from rapport.work.understanding.later import worked_out
from rapport.work.understanding.seen import checked_view, seen_of

NEAR = 0.2
"""How alike (cosine) the embedding has to find them: a question of one word is seldom nearer than 0.4 to what
means the same in other words."""
MOST_VECTORS = 20_000
"""Vectors that are kept at once, 30 MB: of four whole selections."""
_KEPT: dict[tuple[str, str], tuple[int, dict[str, Vectors]]] = {}
_LOCK = Lock()


@dataclass(frozen=True)
class Alike:
    """`ids` of comments, the nearest first, by the `embedding` of that name; None: this machine has none that
    can be used, and nothing was compared."""

    embedding: str | None
    ids: tuple[str, ...] = ()


def alike_comments(
    home: Home, actor: Actor, view: View, asked: str, wait_s: float | None = None, survey: str = ""
) -> Alike | None:
    """The comments of a view nearest to what was asked, also those that this person must not see yet; None
    while they are compared. Raises NotAllowedError, and InputError for a view that cannot be."""
    actor.require(Permission.INTERACTIONS_READ)
    seen = seen_of(actor)
    checked_view(home, seen, view)
    built = _built()
    if built is None:
        return Alike(None)
    found: Alike | None = worked_out(
        home,
        ("alike", seen, view, survey, asked),
        read_manifest(home.warehouse_path).counted_version,
        built,
        f"{__name__}:find_alike",
        seen,
        view,
        asked,
        survey,
        wait_s=wait_s,
    )
    return found


def find_alike(root: str, seen: Seen, view: View, asked: str, survey: str = "") -> Alike:
    """Runs beside the pages."""
    try:
        embed = provided()
    except InputError:
        return Alike(None)
    rows, version = comment_rows(open_home(root), seen, view, survey)
    if not rows:
        return Alike(embed.name)
    near = _vectors(root, version, embed, [row["text"] for row in rows]) @ embed([asked])[0]
    order = [place for place in np.argsort(-near, kind="stable").tolist() if near[place] >= NEAR]
    return Alike(embed.name, tuple(rows[place]["answer_id"] for place in order[:FOUND]))


def _built() -> Hashable:
    """What tells one embedding of this machine from another, without opening it."""
    with suppress(OSError):
        found = (embedding_place() / MANIFEST).stat()
        return str(embedding_place()), found.st_mtime_ns
    return None


def _vectors(root: str, version: int, embed: Embed, texts: Sequence[str]) -> Vectors:
    """One row a text. Those of newer data take along what still occurs in them, and nothing else: nobody who
    was erased is remembered."""
    with _LOCK:
        place = (root, embed.name)
        of, kept = _KEPT.get(place, (version, {}))
        new = [text for text in dict.fromkeys(texts) if text not in kept]
        known = {text: kept[text] for text in texts if text in kept} | dict(
            zip(new, embed(new) if new else (), strict=True)
        )
        every = {**kept, **known} if of == version else known
        _KEPT[place] = (version, every if len(every) <= MOST_VECTORS else known)
        return np.array([known[text] for text in texts])
