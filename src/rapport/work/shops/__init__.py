"""Mystery shops: visits drawn, reports that become interactions, results."""
