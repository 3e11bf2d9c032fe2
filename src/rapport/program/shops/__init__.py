"""Mystery shops: personas, plans, visits."""
