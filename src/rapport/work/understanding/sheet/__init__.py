"""One row an interaction with what was read of it as a whole: what questions on a million are asked of."""
