"""Against what agents pressed: chats whose canned replies are known by name."""

import gzip
import json

import pytest

from rapport.language.behaviours.annotator import BehaviourAnnotator
from rapport.language.conversation import conversations

CANNED = {
    "greeting": {"hello"},
    "anything_else": {"anything_else"},
    "closing": {"goodbye_1", "goodbye_2", "ride_bye", "trivia_bye", "spaceship_bye"},
}


@pytest.mark.shared
def test_what_agents_pressed_is_what_is_seen(shared):
    with gzip.open(shared / "data/star/conversations.jsonl.gz") as lines:
        talks = {one["id"]: one for one in map(json.loads, lines)}
    with gzip.open(shared / "data/star/labels.jsonl.gz") as lines:
        labels = [json.loads(line) for line in lines][::6]
    given = conversations([talks[one["id"]] for one in labels])
    found = {(one.interaction_id, one.turn, one.label) for one in BehaviourAnnotator().annotate(given)}
    for label, actions in CANNED.items():
        pressed = {
            (one["id"], place): turn["action"] in actions
            for one in labels
            for place, turn in enumerate(one["turns"])
            if turn and turn.get("via") == "suggestion"
        }
        seen = {key for key in pressed if (*key, label) in found}
        right = {key for key, shown in pressed.items() if shown}
        assert len(right) > 100
        assert len(seen & right) >= 0.98 * len(right), label
        assert len(seen & right) >= 0.98 * len(seen), label
