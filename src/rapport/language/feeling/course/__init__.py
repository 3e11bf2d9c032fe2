"""How feelings move through a conversation, and what the agent had to do with it."""
