"""People teach the machine: what their checks and evaluations say, and how well it agrees with them."""
