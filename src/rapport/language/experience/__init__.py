"""How it was for the customer, and whether it was solved, from the conversation alone."""
