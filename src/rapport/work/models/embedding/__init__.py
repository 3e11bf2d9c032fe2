"""Sentence embeddings on this machine: made once from the weights of MiniLM, then only read."""
