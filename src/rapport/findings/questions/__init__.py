"""What findings ask of the tables, as expressions that any engine can answer."""
