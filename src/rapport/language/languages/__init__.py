"""Which language somebody writes in, by the small words that every sentence needs."""
