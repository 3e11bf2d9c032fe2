"""Jobs: how far long work is, and where its result is."""
