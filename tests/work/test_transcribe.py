"""Recordings become turns: by channel, redacted, one that cannot be read stops no other.

A module with faster-whisper's functions stands for it, and tells what it "hears" by how loud a channel is.
"""

import sys
import types
import wave
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from rapport.home import create_home
from rapport.program.people.actor import TERMINAL
from rapport.program.setup import connect, disconnect
from rapport.records import InputError, Interaction, Turn
from rapport.sources.speech.transcriber import Transcriber
from rapport.warehouse import Warehouse
from rapport.work.scoring.recordings import recording_attach
from rapport.work.transcribe import BY, CONFIDENCE, interaction_whole, transcribe_recordings

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
QUIET, LOUD = 0.1, 0.5


def segment(start, end, text, likely=-0.1, silent=0.0):
    return types.SimpleNamespace(start=start, end=end, text=text, avg_logprob=likely, no_speech_prob=silent)


CUSTOMER = [segment(1.0, 3.0, " My bill is  wrong."), segment(3.4, 5.0, " Mail anne@example.org, please."),
            segment(9.0, 9.5, " Thank you.", -0.5), segment(12, 13, " (hum)", -1.4, 0.9)]  # fmt: skip
AGENT = [segment(0.0, 0.9, " Good morning."), segment(5.5, 8.0, " I see, Ms. Miller.")]


class WhisperModel:
    def __init__(self, path, device, compute_type, local_files_only):
        if "broken" in path:
            raise RuntimeError("not a model")
        assert local_files_only

    def transcribe(self, sound, beam_size, vad_filter):
        said = AGENT if np.abs(sound).mean() > (QUIET + LOUD) / 2 else CUSTOMER
        return iter(said), types.SimpleNamespace(language="en", language_probability=0.9)


def decode_audio(path, sampling_rate, split_stereo):
    with wave.open(path) as file:
        assert split_stereo and sampling_rate == 16_000
        frames = np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.float32) / 32768
        if file.getnchannels() == 1:
            return frames, frames
    return frames[::2], frames[1::2]


@pytest.fixture
def whisper(monkeypatch, tmp_path):
    module = types.ModuleType("faster_whisper")
    module.WhisperModel, module.decode_audio = WhisperModel, decode_audio
    monkeypatch.setitem(sys.modules, "faster_whisper", module)
    folder = tmp_path / "tiny"
    folder.mkdir()
    (folder / "model.bin").write_bytes(b"weights")
    return folder


def sound(path, *channels):
    samples = np.stack([np.full(16_000, level) for level in channels], axis=1)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(len(channels))
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes((samples * 32767).astype("<i2").tobytes())
    return path


@pytest.fixture
def home(tmp_path, whisper):
    made = create_home(tmp_path / "home")
    made = replace(made, settings=replace(made.settings, speech_model=str(whisper)))
    facts = {"customer_id": "c1", "customer_name": "Anne Miller", "agent_id": "a1", "team": "north"}
    calls = [Interaction(f"call{n}", "call", AT, attributes={"queue": "bills"}, **facts) for n in range(4)]
    written = replace(calls[3], turns=(Turn("agent", "Written by people.", AT),))
    with Warehouse(made.warehouse_path).write() as writer:
        writer.upsert("interactions", [*calls[:3], written])
    connect(made)
    for name, levels in (
        ("call0", (QUIET, LOUD)),
        ("call1", (LOUD,)),
        ("call2", (0.0, 0.0)),
        ("call3", (QUIET, LOUD)),
    ):
        recording_attach(made, TERMINAL, name, [sound(tmp_path / f"{name}.wav", *levels).read_bytes()], name)
    yield made
    disconnect()


def kept(home, name):
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        return interaction_whole(snapshot, name)


def test_turns_come_with_speakers_times_and_without_personal_data(home):
    result = transcribe_recordings(home)
    assert (result.written, result.left) == (1, 1) and result.model.startswith("whisper:tiny@")
    call = kept(home, "call0")
    assert [(one.speaker, one.text) for one in call.turns] == [
        ("agent", "Good morning."),
        ("customer", "My bill is wrong. Mail [EMAIL], please."),
        ("agent", "I see, Ms. [NAME]."),
        ("customer", "Thank you."),
    ]
    assert [one.offset_s for one in call.turns] == [0.0, 1.0, 5.5, 9.0]
    assert call.turns[1].duration_s == 4.0 and (call.turns[2].at - AT).total_seconds() == 5.5
    assert call.language == "en" and call.team == "north" and call.attributes["queue"] == "bills"
    assert call.attributes[BY] == result.model and 0.85 < float(call.attributes[CONFIDENCE]) < 0.95


def test_what_cannot_be_told_is_refused_with_its_reason_and_stops_nothing(home):
    refused = dict(transcribe_recordings(home).refused)
    assert "one channel only" in refused["call1"] and "Nothing is to be heard" in refused["call2"]
    assert not kept(home, "call1").turns


def test_what_people_wrote_stays(home):
    transcribe_recordings(home, again=True)
    assert kept(home, "call3").turns[0].text == "Written by people."


def test_it_is_done_once_and_again_by_another_model(home, whisper):
    transcribe_recordings(home)
    assert transcribe_recordings(home).written == 0
    assert transcribe_recordings(home, again=True).written == 1
    (whisper / "model.bin").write_bytes(b"other weights")
    assert transcribe_recordings(home).written == 1


def test_the_agent_may_be_on_the_other_channel(home):
    other = replace(home, settings=replace(home.settings, agent_channel="left"))
    transcribe_recordings(other)
    assert kept(home, "call0").turns[0].speaker == "customer"


def test_a_file_that_is_no_sound_is_named(whisper, tmp_path):
    (tmp_path / "noise.wav").write_bytes(b"RIFF nothing")
    with pytest.raises(InputError, match=r"cannot be read.*noise\.wav"):
        Transcriber(whisper).transcribe(tmp_path / "noise.wav")


def test_what_is_missing_is_named(home, whisper, tmp_path, monkeypatch):
    with pytest.raises(InputError, match="No speech model is set"):
        transcribe_recordings(replace(home, settings=replace(home.settings, speech_model=None)))
    with pytest.raises(InputError, match=r"no speech model.*elsewhere"):
        Transcriber(tmp_path / "elsewhere")
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "model.bin").write_bytes(b"?")
    with pytest.raises(InputError, match="cannot be opened"):
        Transcriber(broken)
    monkeypatch.setitem(sys.modules, "faster_whisper", None)
    with pytest.raises(InputError, match=r"not installed.*rapport-cx\[speech\]"):
        Transcriber(whisper)


@pytest.fixture
def meanwhile(monkeypatch, home):
    """Something is done while the recording is listened to."""

    def during(act):
        listens = Transcriber.transcribe

        def slow(self, path, started):
            with Warehouse(home.warehouse_path).write() as writer:
                act(writer)
            return listens(self, path, started)

        monkeypatch.setattr(Transcriber, "transcribe", slow)

    return during


def test_what_was_imported_meanwhile_stays(home, meanwhile):
    call = kept(home, "call0")
    newer = replace(call, team="south", agent_id="a2", attributes={"queue": "moves", "tag": "new"})
    meanwhile(lambda writer: writer.upsert("interactions", [newer]))
    transcribe_recordings(home)
    now = kept(home, "call0")
    assert (now.team, now.agent_id, now.attributes["queue"]) == ("south", "a2", "moves")
    assert now.attributes["tag"] == "new" and now.attributes[BY] and len(now.turns) == 4


def test_what_people_wrote_meanwhile_is_not_written_over(home, meanwhile):
    written = replace(kept(home, "call0"), turns=(Turn("agent", "Written meanwhile.", AT),))
    meanwhile(lambda writer: writer.upsert("interactions", [written]))
    assert transcribe_recordings(home).written == 0
    assert [one.text for one in kept(home, "call0").turns] == ["Written meanwhile."]


def test_what_was_erased_meanwhile_does_not_come_back(home, meanwhile):
    meanwhile(lambda writer: writer.delete("interactions", "interaction_id", ["call0"]))
    assert transcribe_recordings(home).written == 0 and kept(home, "call0") is None
