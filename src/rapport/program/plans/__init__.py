"""Plans: what is to be better for customers, who does what by when, and whether it helped."""
