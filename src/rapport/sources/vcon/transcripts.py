"""Transcripts inside a vCon: captions, lines of text, or the JSON of a speech service."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from rapport.records import Turn
from rapport.sources.context import Context
from rapport.sources.errors import RowError
from rapport.sources.transcripts.cues import Cue, read_cues, split_speaker
from rapport.sources.transcripts.turns import to_turns
from rapport.sources.vcon.content import body_json, body_text, media_type
from rapport.sources.vcon.parties import Parties

_LISTS = ("segments", "utterances", "turns", "messages", "paragraphs", "results", "transcript", "detail")
_TEXTS = ("text", "transcript", "message", "content", "body")
_WHO = ("party", "speaker", "speaker_label", "participant", "role", "channel")
_STARTS, _ENDS = ("start", "start_time", "offset", "begin"), ("end", "end_time", "stop")


def transcript_turns(
    analysis: dict[str, Any],
    parties: Parties,
    channels: list[int],
    started_at: datetime | None,
    context: Context,
) -> list[Turn]:
    """The turns of one transcript.

    Parameters: `channels` are the parties of the recording, channel by channel. Raises RowError for
    speakers nobody knows, and for a form of transcript we cannot read.
    """
    cues = list(_cues(analysis, channels))
    if not cues:
        return []
    own = dict(context.speakers)
    labels = {cue.speaker for cue in cues if cue.speaker is not None}
    shown: dict[str, str] = {}
    for label in labels:
        party = int(label.removeprefix("party ")) if label.startswith("party ") else parties.by_name(label)
        if party is not None and label not in own:
            shown[label] = parties.name(party) or ""
            own[label] = parties.role(party)
    spoken = to_turns(cues, own, started_at)
    return [_named(turn, shown) for turn in spoken.turns]


def _named(turn: Turn, shown: dict[str, str]) -> Turn:
    if turn.person not in shown:
        return turn
    return Turn(turn.speaker, turn.text, turn.at, shown[turn.person] or None, turn.offset_s, turn.duration_s)


def _cues(analysis: dict[str, Any], channels: list[int]) -> Iterator[Cue]:
    found = body_json(analysis)
    if found is not None and not isinstance(found, str):
        yield from _from_json(found, channels)
        return
    text = body_text(analysis) or ""
    if media_type(analysis) in ("text/vtt", "application/x-subrip") or "-->" in text[:2000]:
        yield from read_cues(text.splitlines())
        return
    for line in text.splitlines():
        if line.strip():
            speaker, words = split_speaker(line.strip())
            yield Cue(0.0, 0.0, speaker, words)


def _from_json(found: Any, channels: list[int]) -> Iterator[Cue]:
    deep = found.get("results") if isinstance(found, dict) else None
    if isinstance(deep, dict):
        if isinstance(deep.get("utterances"), list):
            found = deep["utterances"]
        elif isinstance(deep.get("channels"), list):
            yield from _by_channel(deep["channels"], channels)
            return
    segments = _segments(found)
    if segments is None:
        raise RowError(
            "The form of the transcript is not known",
            "key 'analysis'",
            "Write it as a list of {speaker, text, start, end}, or as WebVTT.",
        )
    for segment in segments:
        text = next((segment[key] for key in _TEXTS if isinstance(segment.get(key), str)), "")
        if text.strip():
            start = _number(segment, _STARTS)
            end = _number(segment, _ENDS) or start + float(segment.get("duration") or 0.0)
            yield Cue(start, end, _who(segment, channels), " ".join(text.split()))


def _segments(found: Any) -> list[dict[str, Any]] | None:
    if isinstance(found, dict):
        found = next((found[key] for key in _LISTS if isinstance(found.get(key), list)), None)
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        return None
    return found


def _by_channel(given: list[dict[str, Any]], channels: list[int]) -> Iterator[Cue]:
    """Words of a speech service, by channel where there are several, else by the speaker it heard."""
    words = []
    for channel, one in enumerate(given):
        for word in one["alternatives"][0].get("words", ()):
            who = word.get("speaker")
            label = _channel(channel, channels) if len(given) > 1 or who is None else f"speaker {who}"
            words.append(
                (float(word["start"]), float(word["end"]), label, word.get("punctuated_word") or word["word"])
            )
    for start, end, label, text in sorted(words):
        yield Cue(start, end, label, text)


def _who(segment: dict[str, Any], channels: list[int]) -> str | None:
    for key in _WHO:
        value = segment.get(key)
        if isinstance(value, dict):
            value = value.get("name") or value.get("id")
        if value is None or value == "":
            continue
        if key == "party" and str(value).isdigit():
            return f"party {value}"
        if key == "channel" and str(value).isdigit():
            return _channel(int(value), channels)
        return f"speaker {value}" if str(value).isdigit() else str(value)
    return None


def _channel(channel: int, channels: list[int]) -> str:
    return f"party {channels[channel]}" if channel < len(channels) else f"channel {channel}"


def _number(segment: dict[str, Any], keys: tuple[str, ...]) -> float:
    value = next((segment[key] for key in keys if segment.get(key) is not None), 0.0)
    return float(value)
