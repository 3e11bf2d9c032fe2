"""What was said in a recording, by whom and when."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from rapport.records.errors import InputError
from rapport.records.interaction import Turn

RATE = 16_000
SAME_TURN_S = 1.5
"""A shorter pause of one speaker, while the other is silent too, is inside one turn."""
SIDES = ("left", "right")
ALIKE = 0.02
"""Channels that differ by less than this share of their loudness are one channel twice."""
NO_SPEECH, UNLIKELY = 0.6, -1.0
"""Words heard where probably nobody speaks, and that are unlikely themselves, are noise."""
REMEDY = 'pip install "rapport-cx[speech]"'


@dataclass(frozen=True)
class Transcript:
    """`confidence` is the mean probability of the words heard (0–1), weighted by their time; None where
    nobody said anything."""

    turns: tuple[Turn, ...]
    language: str | None
    confidence: float | None
    model: str


@dataclass(frozen=True)
class _Heard:
    speaker: str
    start: float
    end: float
    text: str
    likely: float


class Transcriber:
    """A model of Whisper in a folder of this machine; nothing is fetched. Who speaks is told by the channel
    alone: the agent on `agent_channel` ("left" or "right"), the customer on the other one.

    Raises InputError where faster-whisper is not installed, or the folder holds no model that it can open.
    """

    def __init__(self, folder: Path, agent_channel: str = "right") -> None:
        if agent_channel not in SIDES:
            raise InputError(f"agent_channel is {agent_channel!r}", "agent_channel", 'Use "left" or "right".')
        if not (folder / "model.bin").is_file():
            todo = "Put a model for faster-whisper (CTranslate2) there, and name the folder in speech_model."
            raise InputError("There is no speech model", str(folder), todo)
        try:
            import faster_whisper
        except ImportError as error:
            raise InputError("faster-whisper is not installed", "speech", REMEDY) from error
        self._decode = faster_whisper.decode_audio
        self._agent = agent_channel
        self.model = f"whisper:{folder.name}@{_fingerprint(folder)}"
        try:
            self._whisper = faster_whisper.WhisperModel(
                str(folder), device="cpu", compute_type="int8", local_files_only=True
            )
        except Exception as error:  # the library raises whatever its parts raise
            todo = "Get the model again: it is damaged, or of another version than the library reads."
            raise InputError(
                f"The speech model cannot be opened ({type(error).__name__})", str(folder), todo
            ) from error

    def transcribe(self, path: Path, started_at: datetime | None = None) -> Transcript:
        """The turns in the order in which they began, with seconds from the start.

        Raises InputError for a file that holds no sound, or one channel only: there nobody can tell who
        speaks.
        """
        heard: list[_Heard] = []
        languages: list[tuple[float, str]] = []
        for side, sound in zip(SIDES, self._channels(path), strict=True):
            segments, about = self._whisper.transcribe(sound, beam_size=5, vad_filter=True)
            speaker = "agent" if side == self._agent else "customer"
            found = [one for one in (_heard(speaker, segment) for segment in segments) if one]
            heard += found
            if found and about.language:
                languages.append((sum(one.end - one.start for one in found), str(about.language)))
        turns = _turns(sorted(heard, key=lambda one: (one.start, one.speaker)), started_at)
        return Transcript(turns, max(languages)[1][:2] if languages else None, _confidence(heard), self.model)

    def _channels(self, path: Path) -> tuple[Any, Any]:
        try:
            left, right = self._decode(str(path), sampling_rate=RATE, split_stereo=True)
        except Exception as error:  # whatever a damaged file makes of the decoder
            raise InputError(
                f"The recording cannot be read ({type(error).__name__})", path.name, "Look at the file."
            ) from error
        loud = float(np.abs(left).mean() + np.abs(right).mean()) if len(left) else 0.0
        if not loud:
            raise InputError("Nothing is to be heard", path.name, "Look at the file.")
        if len(left) == len(right) and float(np.abs(left - right).mean()) < ALIKE * loud:
            todo = "Record agent and customer on a channel each."
            raise InputError("There is one channel only: nobody can tell who speaks", path.name, todo)
        return left, right


def _heard(speaker: str, segment: Any) -> _Heard | None:
    text = " ".join(str(segment.text).split())
    noise = segment.no_speech_prob > NO_SPEECH and segment.avg_logprob < UNLIKELY
    if not text or noise:
        return None
    start = max(float(segment.start), 0.0)
    likely = math.exp(min(float(segment.avg_logprob), 0.0))
    return _Heard(speaker, start, max(float(segment.end), start), text, likely)


def _turns(heard: Sequence[_Heard], started_at: datetime | None) -> tuple[Turn, ...]:
    groups: list[list[_Heard]] = []
    for one in heard:
        last = groups[-1] if groups else None
        if last and last[0].speaker == one.speaker and one.start - last[-1].end < SAME_TURN_S:
            last.append(one)
        else:
            groups.append([one])
    return tuple(
        Turn(
            group[0].speaker,
            " ".join(one.text for one in group),
            None if started_at is None else started_at + timedelta(seconds=group[0].start),
            offset_s=group[0].start,
            duration_s=group[-1].end - group[0].start,
        )
        for group in groups
    )


def _confidence(heard: Sequence[_Heard]) -> float | None:
    seconds = sum(one.end - one.start for one in heard)
    return sum(one.likely * (one.end - one.start) for one in heard) / seconds if seconds else None


def _fingerprint(folder: Path) -> str:
    """Of the model's settings and size: its bytes are gigabytes."""
    told = sha256(str((folder / "model.bin").stat().st_size).encode())
    config = folder / "config.json"
    if config.is_file():
        told.update(config.read_bytes())
    return told.hexdigest()[:8]
