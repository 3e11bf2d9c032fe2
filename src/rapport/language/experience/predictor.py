"""How it was for the customer, where nobody was asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from rapport.language.conversation import conversations as records
from rapport.language.experience.basis import customer_heard, has_basis
from rapport.language.experience.cold import TARGETS, cold
from rapport.language.experience.course import Floats, courses
from rapport.language.experience.facts import Facts, facts_of
from rapport.language.experience.given import Given, rated
from rapport.language.experience.learned import Learned
from rapport.language.experience.learning import learn, trusted
from rapport.language.experience.probability import LADDERS, log_odds
from rapport.language.experience.reading import ReadTurn, read
from rapport.language.experience.reliability import Reliability
from rapport.language.experience.saved import from_bytes, to_bytes
from rapport.language.experience.terms import counts
from rapport.records.errors import InputError

VERSION = 3
COLD_SCALES = {"satisfaction": (0.0, 100.0), "effort": (0.0, 100.0), "resolved": (0.0, 1.0)}


class ExperiencePredictor:
    """Satisfaction, effort or resolution of each conversation, from the conversation itself.

    Question it answers: how was it for customers whom nobody asked?

    Definition: unfitted, a weighted sum of what both sides say and how the conversation runs (thanks, anger,
    repetition, waits, refusals, how it ends…) and of what is known beside the words (transfers, holds,
    queues, contacts in the week before), the weights being judgement. Fitted, a ridge regression (two
    different values: a logistic one) on the same, on the customer's feelings, on words and pairs of words by
    speaker and place (of two values: each by how much it alone tells them apart), and on the unfitted scores,
    which weigh the more the fewer ratings there are. The penalty is the one that
    predicts groups best that it did not see. Version 3.

    Scale, unit, range: unfitted satisfaction and effort 0–100 (higher = happier; higher = harder), resolved
    a probability 0–1; fitted, the scale of the values given (of two different values: from the one to the
    other, in between the probability).

    Parameters: `target` "satisfaction", "effort" or "resolved".

    Undefined when: the customer said nothing, or `ok` and the like and nobody answered (NaN); unfitted also
    where nobody answered and the customer said nothing that tells how it is, and in other languages.

    Raises: InputError for another target.

    How sure: `report` tells it on a home's own ratings, `chances` for one conversation. Unfitted, the order
    of conversations means more than the numbers.

    Do not: rank agents by an unfitted score; read it as what a survey would have given.

    Validated against: people's ratings of 4,000 chats (completed, annoyed, calm and helpful) and of 900
    negotiations, with agents or conversations held apart (tests and benchmarks).

    Example:
        >>> talk = lambda *said: {"turns": [{"speaker": who, "text": text} for who, text in said]}
        >>> good = talk(("customer", "My card is locked"), ("agent", "Open again."), ("customer", "Thanks!"))
        >>> bad = talk(("customer", "My card is locked"), ("agent", "Sorry?"), ("customer", "I told you!"))
        >>> satisfied = ExperiencePredictor("satisfaction").predict([good, bad])
        >>> bool(satisfied[0] > 60 > 40 > satisfied[1])
        True

    See also: ExperienceAnnotator (the words it is judged by), rapport.measures.assisted_mean.
    """

    def __init__(self, target: str = "satisfaction") -> None:
        if target not in TARGETS:
            raise InputError(f"unknown target {target!r}", "target", f"choose one of {', '.join(TARGETS)}")
        self.target = target
        self.learned: Learned | None = None

    @property
    def model(self) -> str:
        """Name and version; fitted, with the number of ratings it learned from and a mark of what it knows:
        as many others teach something else."""
        if self.learned is None:
            return f"{self.target}@{VERSION}"
        return f"{self.target}@{VERSION}+{self.learned.base}.{self.learned.mark}"

    @property
    def scale(self) -> tuple[float, float]:
        """The ends of the scale that answers are on."""
        return COLD_SCALES[self.target] if self.learned is None else (self.learned.low, self.learned.high)

    def fit(self, conversations: Given, values: Any, groups: Any = None) -> ExperiencePredictor:
        """Learns from ratings: one of `values` a conversation (None or NaN: not rated), any scale.

        `groups` are held together where the penalty is chosen: by agent when not given. Raises InputError
        where no conversation has both words and a rating, and for columns of unequal length.
        """
        self.learned = learn(rated(conversations, values, groups), self.target)
        return self

    def chances(self, value: float) -> tuple[float, float, float]:
        """How likely each of the target's three labels in order is, given a value on `scale`: by readings of
        conversations when nothing was learned; by the ratings of groups it did not learn from when it was. Of
        yes or no, the value itself is the chance, and of anything between there is none."""
        low, high = self.scale
        share = (value - low) / (high - low)
        if self.learned is None:
            return LADDERS[self.target].chances(log_odds(share))
        if self.learned.ladder is None:
            return 1.0 - share, 0.0, share
        return self.learned.ladder.chances(share)

    def predict(self, conversations: Given) -> Floats:
        """One number a conversation, NaN where there is no basis. Each is read on its own."""
        known = records(conversations)
        found = self.predict_read([read(one) for one in known], facts=[facts_of(one) for one in known])
        if self.learned is None:
            return found
        wordless = [
            place
            for place in np.flatnonzero(np.isnan(found)).tolist()
            if any(turn.text.strip() for turn in known[place].turns) and not read(known[place])
        ]
        if wordless:  # signs, or only what a system noted: what is usual is all that can be said
            nobody: list[tuple[ReadTurn, ...]] = [()] * len(wordless)
            found[wordless] = self.learned.values(courses(nobody), counts(nobody))
        return found

    def predict_read(
        self,
        turns: Sequence[Sequence[ReadTurn]],
        known: Floats | None = None,
        facts: Sequence[Facts] | None = None,
    ) -> Floats:
        """`predict` for conversations that are read already; `known` are their courses, where they are (then
        with `facts`, what is known of each beside its words)."""
        found = np.full(len(turns), np.nan)
        fit = self.learned
        here = [
            place
            for place, one in enumerate(turns)
            if (customer_heard(one) if fit else has_basis(one, self.target))
        ]
        if not here:
            return found
        own = [turns[place] for place in here]
        beside = None if facts is None else [facts[place] for place in here]
        seen = courses(own, fit is not None, beside) if known is None else known[here]
        if fit is not None:
            found[here] = fit.values(seen, counts(own))
            return found
        low, high = self.scale
        found[here] = low + (high - low) / (1 + np.exp(-cold(seen, self.target)))
        return found

    def report(
        self,
        conversations: Given,
        values: Any,
        groups: Any = None,
        by: Any = None,
        folds: int = 5,
        seed: int = 0,
    ) -> Reliability:
        """How far a predictor fitted on these ratings can be trusted: cross-validated by group and by time.

        Parameters as for `fit`; `by`, one a conversation, are the groups that leaning is looked for in (team,
        channel…), those held together when not given. Nothing fitted here is kept.
        """
        known = rated(conversations, values, groups)
        if by is None:
            return trusted(known, self.target, None, folds, seed)
        every = [str(one) for one in by]
        if len(every) != known.count:
            raise InputError(f"{len(every)} groups for {known.count} conversations", "by", "give one to each")
        return trusted(known, self.target, [every[place] for place in known.places], folds, seed)

    def to_bytes(self) -> bytes:
        """All it knows, for `from_bytes`. Holds numbers only, no words of anybody."""
        return to_bytes(self.target, self.learned)

    @classmethod
    def from_bytes(cls, data: bytes) -> ExperiencePredictor:
        """As it was. Raises InputError for bytes that are damaged or of another version."""
        target, learned = from_bytes(data)
        found = cls(target)
        found.learned = learned
        return found
