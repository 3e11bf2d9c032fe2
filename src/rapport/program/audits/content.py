"""What a submission says, apart from who says it when."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from rapport.program.audits.plain import Seen, Submission


def content_hash(submission: Submission) -> str:
    """What a submission says, as a short text that is equal when it says the same."""
    said = {
        name: [
            {rule: count for rule, count in sorted(decision.rules.items()) if count},
            decision.not_applicable,
            decision.comment or "",
        ]
        for name, decision in submission.decisions.items()
    }
    seen = {
        name: [seen_as_json(one) for one in every]
        for name, every in all_evidence(submission).items()
        if every
    }
    whole = json.dumps([said, seen, submission.comment, submission.draft_shown], sort_keys=True)
    return hashlib.blake2b(whole.encode(), digest_size=32).hexdigest()


def all_evidence(submission: Submission) -> dict[str, tuple[Seen, ...]]:
    """Evidence named with a rule, and evidence the decisions carry for their element as a whole."""
    return {
        name: (*submission.evidence.get(name, ()), *(Seen(span) for span in decision.evidence))
        for name, decision in submission.decisions.items()
    }


def seen_as_json(one: Seen) -> dict[str, Any]:
    """Evidence as the database keeps it."""
    return {"rule": one.rule, "turn": one.span.turn, "start": one.span.start, "end": one.span.end}
