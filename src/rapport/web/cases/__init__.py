"""Act: cases, what is learnt from them, and the order they are kept in."""
