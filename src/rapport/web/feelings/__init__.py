"""How customers felt and how hard it was, in all conversations, and what they wrote in surveys."""
