"""How many, which ones, how spread over strata."""
