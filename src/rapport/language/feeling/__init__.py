"""How customers and agents feel: sentiment, emotion, threats, and their course through a conversation."""
