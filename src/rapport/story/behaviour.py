"""How likely each rule of the criteria truly is: the tie between the story and `telecom-support`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

CRITERIA = "telecom-support"


@dataclass(frozen=True)
class Tendency:
    """How a rule comes about, on the log-odds scale.

    `base` holds for an agent of middle skill in a calm contact; `skill` multiplies the agent's skill
    in the rule's factor; `mood` the interaction's own good or bad day; `heat` is added where the
    customer is upset or angry; `fault` where the process has failed; `written` in mails and tickets;
    `again` where the customer comes back; `training` once the team was trained.
    """

    base: float
    skill: float = 0.8
    mood: float = 0.45
    heat: float = 0.0
    fault: float = 0.0
    written: float = 0.0
    again: float = 0.0
    training: float = 0.0


BETTER, FEWER = 0.5, 0.35  # how far the whole company stands above a middling one


def good(base: float, **more: float) -> Tendency:
    return Tendency(base + BETTER, **more)


def bad(base: float, skill: float = -0.8, mood: float = -0.4, **more: float) -> Tendency:
    return Tendency(base - FEWER, skill, mood, **more)


def process(base: float, **more: float) -> Tendency:
    """What no agent can help."""
    return Tendency(base, skill=0.0, mood=0.0, **more)


NEVER = -30.0

TENDENCIES: Mapping[str, Tendency] = {
    "first_reply.answered_in_time": process(0.0),  # follows from the wait itself
    "first_reply.said_how_long": good(-0.2, written=-0.4),
    "pace.unexplained_silence": bad(-1.9, fault=0.5, written=-0.6),
    "pace.slow_system": process(-2.3, fault=1.1),
    "pace.ahead_of_customer": bad(-2.4, written=-1.5),
    "first_contact_resolution.settled_now": good(1.7, fault=-0.8),
    "first_contact_resolution.rest_is_ours": good(0.6, training=0.7),
    "first_contact_resolution.sent_away": process(-2.2, fault=0.3),
    "transfers.transferred": process(-2.1, fault=0.4, written=-0.5),
    "transfers.cold_transfer": bad(-0.2),
    "diagnosis.asked_well": good(1.0),
    "diagnosis.tested": good(0.7),
    "diagnosis.named_cause": good(0.6),
    "diagnosis.repeated_steps": bad(-1.9, again=0.7),
    "accuracy.wrong_fact": bad(-3.1, training=-0.5),
    "accuracy.wrong_source": process(-3.0, fault=1.2),
    "accuracy.loose": bad(-1.6, fault=0.5),
    "resolution.solved": good(1.6, fault=-1.0),
    "resolution.tried_together": good(0.2, written=-1.2),
    "resolution.blocked_by_product": process(-2.9, fault=0.4),
    "resolution.blocked_by_policy": process(-2.8),
    "guidance.one_at_a_time": good(0.7, written=-0.3),
    "guidance.fits_knowledge": good(0.8),
    "guidance.jargon": bad(-1.8),
    "completeness.every_question": good(1.1, training=0.6),
    "completeness.what_happens_now": good(0.1, training=0.9),
    "data_protection.told_a_stranger": bad(-4.6, skill=-0.5),
    "data_protection.weak_check": bad(-1.9),
    "acknowledgement.named_the_trouble": good(-0.5, training=1.5, heat=0.2),
    "acknowledgement.took_it_on": good(-0.2, training=1.3),
    "acknowledgement.ignored_feeling": bad(-1.2, training=-1.3, heat=0.3),
    "human_connection.own_words": good(1.4, training=0.5),
    "human_connection.to_this_person": good(-0.2, training=1.1),
    "human_connection.scripted": process(-2.0),
    "known_history.used_history": good(0.6),
    "known_history.made_repeat": bad(-1.5),
    "known_history.history_missing": process(-1.3),
    "respect.blamed_customer": bad(-2.9, heat=0.4),
    "respect.talked_down": bad(-2.7, heat=0.3, training=-0.7),
    "respect.rude": bad(-5.4, heat=1.0),
    "empowerment.decided": good(0.5, training=0.5),
    "empowerment.gave_choice": good(-0.5),
    "empowerment.needed_approval": process(-1.6),
    "empowerment.beyond_limit": bad(-4.4, skill=-0.3),
    "education.useful_tip": good(-0.7),
    "education.foresaw": good(-0.9),
    "education.pushed_sale": bad(-2.3, skill=-0.5),
    "brand_voice.sounds_like_us": good(0.5),
    "brand_voice.lives_a_value": good(-0.3),
    "brand_voice.careless_text": bad(-3.0, written=1.2),
    "channel_spanning.carried_over": process(0.5, fault=-0.4),
    "channel_spanning.offered_better": good(0.2),
}

# A rule cannot be where one of these is; decided in the order of the criteria, then of this table.
EXCLUDED_BY: Mapping[str, tuple[str, ...]] = {
    "resolution.solved": (
        "accuracy.wrong_fact", "resolution.blocked_by_product", "resolution.blocked_by_policy",
    ),
    "first_contact_resolution.sent_away": ("resolution.solved",),
    "guidance.fits_knowledge": ("guidance.jargon",),
    "acknowledgement.named_the_trouble": ("acknowledgement.ignored_feeling",),
    "acknowledgement.took_it_on": ("acknowledgement.ignored_feeling",),
    "human_connection.own_words": ("human_connection.scripted",),
    "human_connection.to_this_person": ("respect.rude",),
    "known_history.used_history": ("known_history.history_missing",),
    "data_protection.weak_check": ("data_protection.told_a_stranger",),
    "empowerment.decided": ("empowerment.needed_approval",),
    "empowerment.beyond_limit": ("empowerment.needed_approval",),
    "channel_spanning.carried_over": ("known_history.history_missing",),
}  # fmt: skip

# A rule only can be where this one is.
ONLY_WITH: Mapping[str, str] = {
    "transfers.cold_transfer": "transfers.transferred",
    "resolution.tried_together": "resolution.solved",
    "first_contact_resolution.settled_now": "resolution.solved",
}

# Share of interactions where an element allowed to be not applicable is so.
NOT_APPLICABLE: Mapping[str, float] = {
    "first_contact_resolution": 0.08,
    "guidance": 0.15,
    "data_protection": 0.12,
    "acknowledgement": 0.05,
    "known_history": 0.9,
    "empowerment": 0.2,
    "education": 0.04,
    "channel_spanning": 0.6,
}
REVIEW_NOT_APPLICABLE: Mapping[str, float] = {
    "first_contact_resolution": 0.6, "transfers": 1.0, "resolution": 0.3, "guidance": 1.0,
    "data_protection": 1.0, "known_history": 0.97, "empowerment": 0.7, "education": 0.8,
    "channel_spanning": 0.8,
}  # fmt: skip
NEEDS_A_VISIT = frozenset({"technician_visit", "outage"})
NOTHING_TO_DO = frozenset({"billing", "refund", "delivery", "cancellation", "contract", "technician_visit"})
NOTHING_TO_DECIDE = frozenset({"setup", "number_transfer"})

# Planted: the two rules that evaluators read differently.
UNCLEAR = frozenset({"brand_voice.lives_a_value", "human_connection.own_words"})
