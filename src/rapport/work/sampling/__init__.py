"""How a sample comes about: its frame, its size, its draw, who scores what."""
