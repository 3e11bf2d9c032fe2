"""Plans: what is to be better, who does what, and whether it helped."""
