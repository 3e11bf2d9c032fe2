"""How texts sound: −1 to 1, from a lexicon of ours and rules of context."""
