"""Draws what is to be judged: `python -m benchmarks.judged.draw FOLDER` writes forms without any label.

Turns by the label that a machine gave them, some of each and from each set, so that rare feelings are judged
as often as common ones; conversations by effort and satisfaction; signs by name, with some that name what was
*not* found there, so that who says yes to everything is seen. The forms are in an order of chance.

`drawn.csv` and the answers beside it were made by the rules of that day: today's labels draw others.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from benchmarks.judged.sources import SETS, talks
from rapport.language.annotate import annotate
from rapport.records.interaction import Interaction

TURNS_EACH, NOTHING_EACH, THREATS_EACH = 48, 72, 40
SIGNS_EACH, DECOYS = 20, 0.15
TALKS = {"star": 150, "airline": 36, "multidogo": 24}
BEFORE, FAR = 2, 10
"""Turns before that a judge sees, and where something said earlier is what counts."""
LONGEST = 700
"""Characters of a turn on a form."""


def draw(folder: Path) -> None:
    """Writes `turns.jsonl`, `talks.jsonl` and `signs.jsonl`."""
    known = {name: {one.interaction_id: one for one in talks(name)} for name in SETS}
    found = [{**row, "set": name} for name in SETS for row in _read(known[name].values())]
    folder.mkdir(parents=True, exist_ok=True)
    turns = list(_turns(found))
    signs = list(_signs(found))
    whole = list(_whole(found))
    _write(folder / "turns.jsonl", [_turn_form(known, row) for row in _mixed(turns)])
    _write(folder / "talks.jsonl", [_talk_form(known, row) for row in _mixed(whole)])
    _write(folder / "signs.jsonl", [_sign_form(known, row) for row in _mixed(signs)])


def _read(some: Iterable[Interaction]) -> list[dict[str, Any]]:
    return annotate(some).to_dicts()


def chance(*parts: object) -> str:
    """A draw that is the same each time."""
    return sha256("|".join(map(str, parts)).encode()).hexdigest()


def _mixed(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    parts = ("set", "interaction_id", "turn", "label")
    return sorted(rows, key=lambda row: chance("order", *(row.get(part) for part in parts)))


def _some(rows: Sequence[dict[str, Any]], most: int) -> list[dict[str, Any]]:
    """Some of these, as many from each set as there are, one of a conversation where possible."""
    apart: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in sorted(rows, key=lambda one: chance(one["set"], one["interaction_id"], one.get("turn"))):
        apart[row["set"]].append(row)
    found: list[dict[str, Any]] = []
    while len(found) < most and any(apart.values()):
        for name in SETS:
            if apart[name] and len(found) < most:
                found.append(apart[name].pop())
    return found


def _turns(found: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    by: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in found:
        if row["kind"] in ("emotion", "escalation"):
            by[row["kind"], row["label"]].append(row)
    seen = set()
    for (kind, label), rows in sorted(by.items()):
        none = label in ("calm", "neutral", "cannot_tell")
        most = NOTHING_EACH if none else THREATS_EACH if kind == "escalation" else TURNS_EACH
        for row in _some(rows, most):
            key = row["set"], row["interaction_id"], row["turn"]
            if key not in seen:
                seen.add(key)
                yield row


def _signs(found: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    by: dict[str, list[dict[str, Any]]] = defaultdict(list)
    turns: dict[tuple[str, str, int], set[str]] = defaultdict(set)
    for row in found:
        if row["turn"] is None or row["kind"] not in ("effort", "satisfaction", "resolved", "behaviour"):
            continue
        by[f"{row['kind']}:{row['label']}"].append(row)
        turns[row["set"], row["interaction_id"], row["turn"]].add(row["label"])
    for name, rows in sorted(by.items()):
        yield from ({**row, "label": name} for row in _some(rows, SIGNS_EACH))
    for name in sorted(by):
        agents = name.startswith("behaviour")
        others = [
            row
            for other, some in by.items()
            if other.startswith("behaviour") == agents and other != name
            for row in some[:200]
            if name.partition(":")[2] not in turns[row["set"], row["interaction_id"], row["turn"]]
        ]
        decoys = _some(others, round(SIGNS_EACH * DECOYS))
        yield from ({**row, "label": name, "start": None, "end": None, "decoy": True} for row in decoys)


def _whole(found: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Of each set as many of every pair of effort and satisfaction as there are."""
    labels: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for row in found:
        if row["turn"] is None and row["kind"] in ("effort", "satisfaction"):
            labels[row["set"], row["interaction_id"]][row["kind"]] = row["label"]
    for name, most in TALKS.items():
        cells: dict[str, list[str]] = defaultdict(list)
        for (which, one), said in sorted(labels.items(), key=lambda each: chance("whole", *each[0])):
            if which == name:
                cells[f"{said.get('effort')}/{said.get('satisfaction')}"].append(one)
        taken = 0
        while taken < most and any(cells.values()):
            for cell in sorted(cells):
                if cells[cell] and taken < most:
                    taken += 1
                    yield {"set": name, "interaction_id": cells[cell].pop(), "label": ""}


def _said(talk: Interaction, place: int) -> dict[str, Any]:
    turn = talk.turns[place]
    return {"turn": place, "speaker": turn.speaker, "text": turn.text[:LONGEST]}


Known = Mapping[str, Mapping[str, Interaction]]


def _turn_form(known: Known, row: Mapping[str, Any]) -> dict[str, Any]:
    talk, place = known[row["set"]][row["interaction_id"]], row["turn"]
    return {
        "item": f"{row['set']}/{row['interaction_id']}/{place}",
        "before": [_said(talk, one) for one in range(max(0, place - BEFORE), place)],
        "judge": _said(talk, place),
    }


def _talk_form(known: Known, row: Mapping[str, Any]) -> dict[str, Any]:
    talk = known[row["set"]][row["interaction_id"]]
    said = [_said(talk, place) for place, turn in enumerate(talk.turns) if turn.speaker != "system"]
    return {"item": f"{row['set']}/{row['interaction_id']}", "turns": said}


def _sign_form(known: Known, row: Mapping[str, Any]) -> dict[str, Any]:
    talk, place = known[row["set"]][row["interaction_id"]], row["turn"]
    text = talk.turns[place].text
    words = text[row["start"] : row["end"]] if row["start"] is not None else None
    start = max(0, (row["start"] or 0) - LONGEST // 2)
    before = FAR if row["label"].endswith("_again") else BEFORE
    times = [one.at for one in talk.turns[max(place - 1, 0) : place + 1]]
    waited = (times[1] - times[0]).total_seconds() if len(times) == 2 and all(times) else None
    return {
        "item": f"{row['set']}/{row['interaction_id']}/{place}/{row['label']}",
        "before": [_said(talk, one) for one in range(max(0, place - before), place)],
        "judge": {"turn": place, "speaker": talk.turns[place].speaker, "text": text[start : start + LONGEST]},
        "after": [_said(talk, one) for one in range(place + 1, min(place + 3, len(talk.turns)))],
        "seconds_since_the_turn_before": waited,
        "sign": row["label"],
        "words": words,
    }


def _write(path: Path, forms: Sequence[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(form, ensure_ascii=False) + "\n" for form in forms)
    print(f"{path}: {len(forms):,}")


if __name__ == "__main__":
    draw(Path(sys.argv[1]))
