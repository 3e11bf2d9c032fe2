"""What a file of sound is, told by its contents, and where it is silent."""

from __future__ import annotations

import wave
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from rapport.program.scoring.errors import RecordingError

HEAD = 4096
BLOCK_S = 0.05
QUIET = 10 ** (-45 / 20)
SHORTEST_S = 1.2
WIDTHS = {1: ("<u1", 128.0, 128.0), 2: ("<i2", 0.0, 32768.0), 4: ("<i4", 0.0, 2147483648.0)}
BRANDS = (b"M4A ", b"M4B ", b"mp41", b"mp42", b"isom", b"iso2", b"iso5", b"iso6", b"dash")
TYPES = {"wav": "audio/wav", "mp3": "audio/mpeg", "ogg": "audio/ogg", "m4a": "audio/mp4"}


@dataclass(frozen=True)
class Heard:
    """How long a recording lasts and where nobody speaks, in seconds; None where only a browser can tell."""

    duration_s: float | None = None
    silences: tuple[tuple[float, float], ...] | None = None


def kind_of(path: Path, name: str) -> str:
    """wav, mp3, ogg or m4a. Raises RecordingError for anything else, whatever it is called."""
    with path.open("rb") as file:
        head = file.read(HEAD)
        if head[:4] == b"RIFF" and head[8:12] == b"WAVE" and b"fmt " in head:
            return "wav"
        if head[:4] == b"OggS" and (b"OpusHead" in head or b"\x01vorbis" in head):
            return "ogg"
        if head[4:8] == b"ftyp" and head[8:12] in BRANDS:
            return "m4a"
        if head[:3] == b"ID3" and len(head) > 10:
            file.seek(10 + sum(byte << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=True)))
            head = file.read(4)
        if _starts_mp3(head):
            return "mp3"
    raise RecordingError(
        "This is no recording that can be played", name, "Attach a WAV, MP3, OGG or M4A file."
    )


def _starts_mp3(head: bytes) -> bool:
    """Whether these bytes are the header of a frame of MPEG audio, layer III."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    return version != 1 and layer == 1 and head[2] >> 4 not in (0, 15) and head[2] >> 2 & 3 != 3


def listen(path: Path, kind: str) -> Heard:
    """Duration and silences of a WAV file of plain samples; the others are the browser's to decode."""
    if kind != "wav":
        return Heard()
    try:
        with wave.open(str(path), "rb") as sound:
            if sound.getsampwidth() not in WIDTHS or not sound.getframerate():
                return Heard()
            rate, frames = sound.getframerate(), sound.getnframes()
            loud = np.concatenate([np.zeros(0), *_loudness(sound)])
    except (wave.Error, EOFError, ValueError):
        return Heard()
    return Heard(frames / rate, _silences(loud))


def _loudness(sound: wave.Wave_read) -> Iterator[np.ndarray]:
    """The root mean square of every BLOCK_S, some minutes at a time."""
    kind, middle, full = WIDTHS[sound.getsampwidth()]
    length = max(1, int(sound.getframerate() * BLOCK_S)) * sound.getnchannels()
    while data := sound.readframes(length // sound.getnchannels() * 2000):
        samples = (np.frombuffer(data, kind).astype(np.float32) - middle) / full
        whole = samples[: len(samples) // length * length].reshape(-1, length)
        yield np.sqrt(np.mean(np.square(whole), axis=1))


def _silences(loud: np.ndarray) -> tuple[tuple[float, float], ...]:
    """Stretches of at least SHORTEST_S under the threshold."""
    quiet = np.concatenate([[False], loud < QUIET, [False]])
    edges = np.flatnonzero(quiet[1:] != quiet[:-1])
    pairs = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    stretches = ((start * BLOCK_S, end * BLOCK_S) for start, end in pairs)
    return tuple((start, end) for start, end in stretches if end - start >= SHORTEST_S)
