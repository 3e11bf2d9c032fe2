"""A reader for tests: it hears who shouts, and cannot bear one word."""

from dataclasses import dataclass

from rapport.language.annotation import Annotation
from rapport.language.reader import Reader


@dataclass(frozen=True)
class Shouting:
    version: int = 1

    @property
    def model(self):
        return f"shouting@{self.version}"

    def annotate(self, conversations):
        if any("unbearable" in turn.text for one in conversations for turn in one.turns):
            raise ValueError("unbearable")
        return [
            Annotation(
                one.interaction_id, "shouting", "loud", self.model, number, 1.0, None, 0, len(turn.text)
            )
            for one in conversations
            for number, turn in enumerate(one.turns)
            if turn.text.isupper()
        ]


def shouting(version=1):
    return Reader("shouting", (Shouting(version),))
