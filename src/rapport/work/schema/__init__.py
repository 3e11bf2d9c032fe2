"""The inventory, seen in the data: values with counts, scenarios with shares, rounds of coding."""
