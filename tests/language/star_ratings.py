"""Chats between people that both sides judged afterwards: the shared STAR set, as rated conversations."""

import gzip
import json

import numpy as np

QUESTIONS = {
    "done": ("customer_says_task_done", True),
    "annoyed": ("agent_says_customer_annoyed", True),
    "not_calm": ("customer_rated_calm_and_helpful", False),
}


def star(shared, question: str):
    """Conversations with turns and an answer, 1 where the answer is the one asked for, and their agents."""
    field, wanted = QUESTIONS[question]
    with gzip.open(shared / "data/star/labels.jsonl.gz") as lines:
        labels = {one["id"]: one[field] for one in map(json.loads, lines) if one[field] is not None}
    with gzip.open(shared / "data/star/conversations.jsonl.gz") as lines:
        talks = [one for one in map(json.loads, lines) if one["turns"] and one["id"] in labels]
    values = np.array([float(labels[one["id"]] == wanted) for one in talks])
    return talks, values, [one["agent_id"] for one in talks]


def casino(shared):
    """Negotiations and how satisfied the one in the customer's seat was, 1 to 5."""
    with gzip.open(shared / "data/casino/conversations.train.jsonl.gz") as lines:
        talks = list(map(json.loads, lines))
    return talks, np.array([one["labels"]["customer_satisfaction"] for one in talks], dtype=float)
