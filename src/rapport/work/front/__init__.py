"""People at the front: how they made a difference."""
