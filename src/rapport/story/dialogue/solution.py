"""How the matter ends: what the agent says about cause, solution and what comes next.

The same for every channel; each function gives parts of one turn as (text, rule shown).
"""

from __future__ import annotations

from collections.abc import Iterator

from rapport.story.dialogue.scene import Scene
from rapport.story.words import information

Part = tuple[str, str | None]


def solution(scene: Scene) -> Iterator[Part]:
    """Cause and solution."""
    concern, did = scene.concern, scene.did
    if did("guidance.jargon"):
        yield scene.say(concern.jargon), "guidance.jargon"
    named = did("diagnosis.named_cause")
    if scene.solved and named and not did("guidance.jargon"):
        yield scene.say(concern.fix), "resolution.solved+diagnosis.named_cause"
    else:
        if named:
            yield scene.show("diagnosis.named_cause"), "diagnosis.named_cause"
        if scene.solved:
            yield scene.say(information.PLAIN_FIX[scene.kind]), "resolution.solved"
        else:
            yield scene.say(concern.partial), None
    for rule in (
        "guidance.fits_knowledge", "accuracy.loose",
        "resolution.blocked_by_product", "resolution.blocked_by_policy",
    ):  # fmt: skip
        if did(rule):
            yield scene.show(rule), rule


def decision(scene: Scene) -> Iterator[Part]:
    """What the agent decides, or may not."""
    for rule in (
        "empowerment.decided", "empowerment.gave_choice", "empowerment.needed_approval",
        "empowerment.beyond_limit", "brand_voice.lives_a_value",
    ):  # fmt: skip
        if scene.did(rule):
            yield scene.show(rule), rule


def outlook(scene: Scene) -> Iterator[Part]:
    """Whether all is done, and who does what by when."""
    for rule in (
        "first_contact_resolution.settled_now", "first_contact_resolution.rest_is_ours",
        "first_contact_resolution.sent_away",
    ):  # fmt: skip
        if scene.did(rule):
            yield scene.show(rule), rule
    if scene.did("completeness.what_happens_now"):
        yield scene.say(scene.concern.next_step), "completeness.what_happens_now"


def extras(scene: Scene) -> Iterator[Part]:
    """What was not asked for: a tip, a warning, an offer."""
    if scene.did("education.useful_tip"):
        yield scene.say(scene.concern.tip), "education.useful_tip"
    for rule in ("education.foresaw", "channel_spanning.offered_better"):
        if scene.did(rule):
            yield scene.show(rule), rule


def history(scene: Scene) -> Iterator[Part]:
    """What is known of earlier contacts."""
    for rule in (
        "known_history.used_history", "known_history.history_missing", "channel_spanning.carried_over",
    ):  # fmt: skip
        if scene.did(rule):
            yield scene.show(rule), rule


def attention(scene: Scene) -> Iterator[Part]:
    """How the trouble is met."""
    for rule in (
        "acknowledgement.named_the_trouble", "acknowledgement.took_it_on", "human_connection.scripted",
        "human_connection.own_words", "respect.blamed_customer", "respect.talked_down",
        "first_reply.said_how_long",
    ):  # fmt: skip
        if scene.did(rule):
            yield scene.show(rule), rule
