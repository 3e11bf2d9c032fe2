"""What all conversations come to: what customers came with, how hard it was, how it ended."""
