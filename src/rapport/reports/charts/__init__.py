"""Charts as Vega-Lite specifications, one shape a file."""
