"""One concern divided into several: parts are found in its conversations, people name them, and the model
learns to tell them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from rapport.home import Home, open_home
from rapport.language.concerns.discover import discover_concerns
from rapport.language.concerns.discovered import Concerns
from rapport.language.concerns.ids import fresh_id
from rapport.language.concerns.taxonomy import Concern, Taxonomy, split
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.records.errors import InputError
from rapport.warehouse import Snapshot, Warehouse
from rapport.work.concerns.editing import change_tree, tree_of, typed_name
from rapport.work.concerns.from_people import followed, refitted
from rapport.work.concerns.kept import KeptConcerns, kept_concerns, kept_tree
from rapport.work.concerns.on_top import learn_on_top
from rapport.work.concerns.requests import Request, requests_of
from rapport.work.progress import Progress
from rapport.work.teaching.concerns import renew_concerns_card, said_of_concerns
from rapport.work.understanding.explorer import NotYet
from rapport.work.understanding.later import worked_out
from rapport.work.understanding.sheet.ask import sheet_of
from rapport.work.understanding.tree import tree_mark

FEWEST = 20
MOST_PARTS = 12
ALIKE = 0.5
"""So much of their words have to share what was shown and what is found again to be the same."""


@dataclass(frozen=True)
class FoundPart:
    """A part that a concern seems to have: its `name` and telling `words`, in how many of the conversations
    looked at, and a customer's words for it."""

    name: str
    words: tuple[str, ...]
    conversations: int
    quote: str


@dataclass(frozen=True)
class Proposal:
    """The parts found among the conversations that begin with a concern, and the version looked at."""

    concern: Concern
    version: int
    conversations: int
    parts: tuple[FoundPart, ...]


@dataclass(frozen=True)
class PartsFound:
    """In so many conversations these parts, each with the conversations that say its quote; of fewer than are
    needed none."""

    conversations: int
    parts: tuple[tuple[FoundPart, frozenset[str]], ...] = ()


def propose_parts(home: Home, actor: Actor, concern: str, wait_s: float | None = None) -> Proposal | NotYet:
    """Divides the conversations that begin with a concern; the same for the same data. It is worked out
    beside the pages: `working` when it takes longer than `wait_s`. Raises NotAllowedError, InputError for a
    concern that is not there or has too few conversations."""
    tree = tree_of(home, actor).taxonomy
    one, sheet = tree[concern], sheet_of(home)
    if sheet is None:
        return NotYet("working")
    found: PartsFound | None = worked_out(
        home,
        ("parts", one.id),
        sheet.data_version,
        tree_mark(home),
        f"{__name__}:make_parts",
        one.id,
        wait_s=wait_s,
    )
    if found is None:
        return NotYet("working")
    _enough(found.conversations, one)
    hidden, reads = _blind(actor), actor.may(Permission.INTERACTIONS_READ)
    parts = (
        part if reads and not said_by & hidden else replace(part, quote="") for part, said_by in found.parts
    )
    return Proposal(one, tree.version, found.conversations, tuple(parts))


def make_parts(root: str, concern: str) -> PartsFound:
    """In this process, or in the one beside."""
    home = open_home(root)
    requests = _begun(home, kept_tree(home) or Taxonomy(), concern)
    if len(requests) < FEWEST:
        return PartsFound(len(requests))
    found = _divided(requests)
    by: dict[str, set[str]] = {}
    for each in requests:
        by.setdefault(each.text, set()).add(each.interaction_id)
    parts = (
        (
            FoundPart(
                found.names[at],
                tuple(word.word for word in found.words[at]),
                found.sizes[at],
                found.quotes[at],
            ),
            frozenset(by.get(found.quotes[at], ())),
        )
        for at in _told(found)
    )
    return PartsFound(len(requests), tuple(parts))


def ask_to_split(
    home: Home, actor: Actor, version: int, concern: str, parts: Sequence[tuple[str, Sequence[str]]]
) -> str:
    """Has it done → the job's id. `parts` are (name given, telling words of the part found); parts of one
    name are one. Raises NotAllowedError, TreeChangedError, InputError."""
    from rapport.work.jobs.enqueue import enqueue

    tree = tree_of(home, actor).taxonomy
    named = [(typed_name(name), tuple(words)) for name, words in parts if name.strip()]
    _check(tree, concern, [name for name, _ in named])
    told = [{"name": name, "words": list(words)} for name, words in named]
    return enqueue(actor, "split", name=tree[concern].name, concern=concern, version=version, parts=told)


def split_now(
    home: Home,
    actor: Actor,
    progress: Progress,
    *,
    name: str,
    concern: str,
    version: int,
    parts: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    """The job: the parts are found again, the model learns them, and the tree has them from then on."""
    actor.require(Permission.CONCERNS_EDIT)
    before = kept_concerns(home)
    if before is None:
        raise InputError("No concerns were learned yet", None, "Learn them first: rapport models concerns.")
    progress.stage(f"Dividing {name}")
    requests = _requests(home, before.taxonomy, concern)
    found = _divided(requests)
    ids = _named_ids(before.taxonomy, [str(one["name"]) for one in parts])
    given = _given(found, requests, parts, ids)
    made = [Concern(one, own, words=_words(parts, own)) for own, one in ids.items() if one in given.values()]
    progress.stage("Learning to tell the parts")

    def change(tree: Taxonomy) -> Taxonomy:
        return split(tree, concern, made)

    def learn(now: KeptConcerns) -> int:
        said, apart = said_of_concerns(home)
        # An answer that names what is divided does not say which part.
        others = {one: label for one, label in said.items() if followed(now.taxonomy, label) != concern}
        with Warehouse(home.warehouse_path).snapshot() as snapshot:
            divided = replace(now, taxonomy=change(now.taxonomy))
            kept = _learned(snapshot, divided, {**given, **others}, requests, apart)
        change_tree(home, actor, version, "concern.split", concern, change, (kept.model, now.model))
        return len(others)

    answers = learn_on_top(home, learn)
    renew_concerns_card(home, f"{len(given):,} conversations of parts of {name}", len(given), answers)
    return {
        "address": f"/understand/concerns/{quote(concern)}/",
        "said": f"{name} has {len(made)} parts. Conversations are read anew with them.",
    }


def _learned(
    snapshot: Snapshot,
    before: KeptConcerns,
    given: Mapping[str, str],
    requests: Sequence[Request],
    apart: frozenset[str],
) -> KeptConcerns:
    """With what is known of the others; those of the concern that went to no part teach nothing, nor do those
    that measure the model (`apart`)."""
    rest = frozenset(one.interaction_id for one in requests) - frozenset(given)
    return refitted(snapshot, before, given, rest | apart)


def _requests(home: Home, tree: Taxonomy, concern: str) -> list[Request]:
    found = _begun(home, tree, concern)
    _enough(len(found), tree[concern])
    return found


def _begun(home: Home, tree: Taxonomy, concern: str) -> list[Request]:
    return requests_of(home, [concern, *(old for old, new in tree.mapping().items() if new == concern)])


def _enough(conversations: int, concern: Concern) -> None:
    if conversations < FEWEST:
        raise InputError(
            f"Only {conversations} conversations begin with {concern.name!r}",
            "concern",
            f"{FEWEST} at least are needed to divide it.",
        )


def _divided(requests: Sequence[Request]) -> Concerns:
    return discover_concerns([one.text for one in requests], by=[one.customer for one in requests])


def _told(found: Concerns) -> list[int]:
    return [at for at in range(len(found.names)) if found.words[at]][:MOST_PARTS]


def _check(tree: Taxonomy, concern: str, names: Sequence[str]) -> None:
    if len(set(names)) < 2:
        raise InputError("A split needs two parts at least", "name", "Name two parts or more, differently.")
    taken = {one.name for one in tree.children(concern)}
    if both := sorted(taken & set(names)):
        raise InputError(f"There is a concern {both[0]!r} below it already", "name", "Name that part anew.")


def _given(
    found: Concerns, requests: Sequence[Request], parts: Sequence[Mapping[str, Any]], ids: Mapping[str, str]
) -> dict[str, str]:
    """Interaction → id of its part. A part found is the one named whose telling words are most like it."""
    of: dict[int, str] = {}
    for at in _told(found):
        own = {word.word for word in found.words[at]}
        alike = [(likeness(own, set(one["words"])), -place) for place, one in enumerate(parts)]
        best = max(alike, default=(0.0, 0))
        if best[0] >= ALIKE:
            of[at] = ids[str(parts[-best[1]]["name"])]
    return {
        one.interaction_id: of[int(label)]
        for one, label, apart in zip(requests, found.labels, found.other, strict=True)
        if int(label) in of and not apart
    }


def likeness(one: set[str], other: set[str]) -> float:
    """What two sets of words share of all that either has."""
    return len(one & other) / len(one | other) if one | other else 0.0


def _words(parts: Sequence[Mapping[str, Any]], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for one in parts if one["name"] == name for word in one["words"]))


def _named_ids(tree: Taxonomy, names: Sequence[str]) -> dict[str, str]:
    """An id never used before for every name, that one can read."""
    taken, found = {*tree.concerns, *tree.became}, dict[str, str]()
    for name in dict.fromkeys(names):
        found[name] = fresh_id(name, taken)
    return found


def _blind(actor: Actor) -> frozenset[str]:
    from rapport.work.results.sight import still_blind

    return still_blind(actor)
