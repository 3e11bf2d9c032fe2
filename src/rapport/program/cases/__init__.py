"""Cases: follow-ups with one customer, who has them, what was done, and what came of it."""
