"""Agreement of evaluators, their severity, agents side by side."""
