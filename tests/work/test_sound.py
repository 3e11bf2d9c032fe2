"""What a file of sound is, told by its contents, and where it is silent."""

import math
import struct
import wave

import pytest

from rapport.program.scoring.errors import RecordingError
from rapport.work.scoring.sound import kind_of, listen

FRAME = b"\xff\xfb\x90\x00"


def written(path, parts, rate=8000, width=2, channels=1):
    """A WAV file of (seconds, loudness) parts."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        for seconds, loudness in parts:
            for step in range(int(seconds * rate)):
                value = loudness * math.sin(2 * math.pi * 300 * step / rate)
                one = struct.pack("<h", int(value * 32000)) if width == 2 else bytes([128 + int(value * 100)])
                file.writeframesraw(one * channels)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0", "wav"),
        (FRAME + b"\0" * 50, "mp3"),
        (b"ID3\x04\0\0\0\0\0\x0a" + b"\0" * 10 + FRAME, "mp3"),
        (b"OggS\0\x02" + b"\0" * 22 + b"OpusHead", "ogg"),
        (b"OggS\0\x02" + b"\0" * 22 + b"\x01vorbis", "ogg"),
        (b"\0\0\0\x20ftypM4A \0\0\0\0", "m4a"),
    ],
)
def test_recordings_are_known_by_their_contents(tmp_path, data, kind):
    (tmp_path / "any.txt").write_bytes(data)
    assert kind_of(tmp_path / "any.txt", "any.txt") == kind


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"%PDF-1.7",
        b"<svg onload=alert(1)>",
        b"ID3\x04\0\0\0\0\0\x0a" + b"\0" * 40,
        b"ID3\x04\0\0\x7f\x7f\x7f\x7f",
        b"OggS" + b"\0" * 20 + b"\x80theora",
        b"\0\0\0\x20ftypqt  \0\0\0\0",
        b"\xff\xff\xff\xff",
    ],
)
def test_anything_else_is_refused_by_its_name(tmp_path, data):
    (tmp_path / "call.mp3").write_bytes(data)
    with pytest.raises(RecordingError, match=r"no recording.*call\.mp3"):
        kind_of(tmp_path / "call.mp3", "call.mp3")


@pytest.mark.parametrize(("width", "channels"), [(1, 1), (2, 1), (2, 2)])
def test_silence_is_found_where_it_is(tmp_path, width, channels):
    path = tmp_path / "call.wav"
    written(path, [(1, 0.5), (2, 0), (1, 0.5), (0.5, 0), (1, 0.5), (1.5, 0.001)], 8000, width, channels)
    heard = listen(path, "wav")
    assert heard.duration_s == pytest.approx(7)
    assert [pytest.approx(one, abs=0.06) for one in heard.silences] == [(1, 3), (5.5, 7)]


def test_a_recording_of_nothing_has_no_silences(tmp_path):
    written(tmp_path / "none.wav", [])
    assert listen(tmp_path / "none.wav", "wav").silences == ()


def test_other_kinds_are_the_browsers_to_hear(tmp_path):
    (tmp_path / "call.wav").write_bytes(b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x07\0" + b"\0" * 30)
    for kind in ("mp3", "wav"):
        heard = listen(tmp_path / "call.wav", kind)
        assert heard.duration_s is None and heard.silences is None
