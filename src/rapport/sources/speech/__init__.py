"""Recordings → turns, by faster-whisper on this machine. Off until a model is set."""
