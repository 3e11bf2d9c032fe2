"""Plans: what they can be measured by, whether they helped, a goal, and the summaries that are mailed."""
