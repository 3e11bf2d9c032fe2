"""What a home has learned to tell by itself: kept in its folder `models`, each with a card that says how far
to trust it."""
